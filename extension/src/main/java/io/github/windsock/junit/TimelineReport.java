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

/** Tells the story of a test: under its failure, as a file beside its report, and to who wants to read all of them. */
final class TimelineReport {

    private static final String DIRECTORY = "windsock";

    private TimelineReport() {}

    /** Tells it of a test or class that ends in that way; one that was aborted has not failed. */
    static void tell(ExtensionContext context, Optional<Throwable> end, Configuration configuration, Journal journal) {
        TimelineMode mode = configuration.timeline();
        Optional<Throwable> failure = end.filter(it -> !(it instanceof TestAbortedException));
        if (mode == TimelineMode.NEVER || (mode == TimelineMode.FAILURE && failure.isEmpty())) {
            return;
        }
        Timeline timeline = journal.timeline();
        if (mode == TimelineMode.ALWAYS) {
            print(timeline, configuration.color());
        }
        Path file = publish(context, new ReportFiles(timeline + "\n", Har.sanitized(journal)));
        failure.ifPresent(it -> TimelineThrowable.of(shows(it, timeline) ? null : timeline, file)
                .ifPresent(it::addSuppressed));
    }

    /** What is written: for people, and for the developer tools of a browser. */
    private record ReportFiles(String timeline, String har) {

        /** Returns the file for people, which the failure names. */
        Path write(Path directory) throws IOException {
            Files.writeString(directory.resolve("timeline.har"), har, UTF_8);
            return Files.writeString(directory.resolve("timeline.txt"), timeline, UTF_8)
                    .toAbsolutePath()
                    .normalize();
        }
    }

    /** Returns where it is now; the report is a help, so a test does not fail for want of it. */
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

    /** JUnit refuses a directory that is there from an earlier run of the same test; what is in it is ours to replace. */
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

    /** Once in a run: what is wrong with one test's folder is wrong with all. */
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

    /** Asked for by the user, who wants to see it where the tests' own output is. */
    private static void print(Timeline timeline, ColorMode color) {
        boolean isColored = color.isOn(System.out, System.getenv());
        System.out.println("\n" + (isColored ? ColoredTimeline.of(timeline) : timeline.toString()) + "\n");
    }
}
