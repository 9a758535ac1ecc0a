package io.github.windsock.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Timeline;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/** Tells the story of a test: under its failure, as a file beside its report, and to who wants to read all of them. */
final class Report {

    private static final String DIRECTORY = "windsock";

    private Report() {}

    static void tell(ExtensionContext context, TimelineMode mode, Journal journal) {
        Optional<Throwable> failure = context.getExecutionException();
        if (mode == TimelineMode.NEVER || (mode == TimelineMode.FAILURE && failure.isEmpty())) {
            return;
        }
        Timeline timeline = journal.timeline();
        failure.filter(it -> !shows(it, timeline)).ifPresent(it -> it.addSuppressed(new TimelineThrowable(timeline)));
        if (mode == TimelineMode.ALWAYS) {
            print(timeline);
        }
        publish(context, timeline + "\n");
    }

    private static void publish(ExtensionContext context, String timeline) {
        try {
            context.publishDirectory(DIRECTORY, directory -> write(directory, timeline));
        } catch (JUnitException e) {
            overwrite(e, timeline);
        }
    }

    /** JUnit refuses a directory that is there from an earlier run of the same test; what is in it is ours to replace. */
    private static void overwrite(JUnitException refusal, String timeline) {
        if (!(refusal.getCause() instanceof FileAlreadyExistsException existing)) {
            throw refusal;
        }
        try {
            write(Path.of(existing.getFile()), timeline);
        } catch (IOException e) {
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private static void write(Path directory, String timeline) throws IOException {
        Files.writeString(directory.resolve("timeline.txt"), timeline, UTF_8);
    }

    private static boolean shows(Throwable failure, Timeline timeline) {
        String message = failure.getMessage();
        return message != null && !timeline.title().isEmpty() && message.contains(timeline.title());
    }

    /** Asked for by the user, who wants to see it where the tests' own output is. */
    private static void print(Timeline timeline) {
        System.out.println("\n" + timeline + "\n");
    }
}
