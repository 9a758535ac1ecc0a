package io.github.windsock.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Timeline;
import io.github.windsock.journal.internal.Har;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.TestAbortedException;

/**
 * Reports the timeline of a test: under its failure, in a file beside its report, and on standard output if configured.
 */
final class TimelineReport {

    private static final String DIRECTORY = "windsock";

    private TimelineReport() {}

    /** Reports the timeline of a test or class that {@linkplain TimelineMode#mayShow may show it}; an aborted one has not failed. */
    static void report(
            ExtensionContext context, Optional<Throwable> end, Configuration configuration, Journal journal) {
        TimelineMode mode = configuration.timeline();
        Throwable failure = end.isPresent() && !(end.get() instanceof TestAbortedException) ? end.get() : null;
        if (mode == TimelineMode.FAILURE && failure == null) {
            return;
        }
        Timeline timeline = journal.timeline();
        if (mode == TimelineMode.ALWAYS) {
            print(timeline, configuration.color());
        }
        Path file = publish(context, new ReportFiles(timeline + "\n", Har.sanitized(journal)));
        if (failure != null) {
            TimelineThrowable.of(shows(failure, timeline) ? null : timeline, file)
                    .ifPresent(failure::addSuppressed);
        }
    }

    /** The files of a report: one as text, one for the developer tools of a browser. */
    private record ReportFiles(String timeline, String har) {

        /** Writes both files; returns the text file, which the failure names. */
        Path write(Path directory) throws IOException {
            Files.writeString(directory.resolve("timeline.har"), har, UTF_8);
            return Files.writeString(directory.resolve("timeline.txt"), timeline, UTF_8)
                    .toAbsolutePath()
                    .normalize();
        }
    }

    /** Writes the report and returns its file; null if that failed, which does not fail the test. */
    private static @Nullable Path publish(ExtensionContext context, ReportFiles report) {
        try {
            AtomicReference<@Nullable Path> file = new AtomicReference<>();
            context.publishDirectory(DIRECTORY, directory -> file.set(report.write(directory)));
            return file.get();
        } catch (JUnitException e) {
            return overwrite(e, context, report);
        } catch (RuntimeException e) {
            return warn(e, context);
        }
    }

    /** JUnit refuses a directory that exists from an earlier run of the same test; its files are replaced. */
    private static @Nullable Path overwrite(JUnitException refusal, ExtensionContext context, ReportFiles report) {
        if (!(refusal.getCause() instanceof FileAlreadyExistsException existing)) {
            return warn(refusal, context);
        }
        try {
            return report.write(Path.of(existing.getFile()));
        } catch (IOException | RuntimeException e) {
            return warn(e, context);
        }
    }

    /** Warns once in a run, since the cause is usually the same for all tests. */
    private static @Nullable Path warn(Exception why, ExtensionContext context) {
        Scopes.store(context.getRoot()).getOrComputeIfAbsent(TimelineReport.class, key -> {
            Throwable cause = why.getCause() == null ? why : why.getCause();
            System.getLogger("io.github.windsock")
                    .log(
                            Level.WARNING,
                            "The timeline of " + Titles.of(context) + " was not written to a file (" + cause
                                    + "), nor will be others of this run. " + WebSocketExtension.TIMELINE
                                    + " = never writes none.");
            return why;
        });
        return null;
    }

    private static boolean shows(Throwable failure, Timeline timeline) {
        String message = failure.getMessage();
        return message != null && !timeline.title().isEmpty() && message.contains(timeline.title());
    }

    /** Prints to standard output because the user has asked for that. */
    private static void print(Timeline timeline, ColorMode color) {
        boolean isColored = color.isOn(System.out, System.getenv());
        System.out.println("\n" + (isColored ? ColoredTimeline.of(timeline) : timeline.toString()) + "\n");
    }
}
