package io.github.windsock.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Timeline;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/** Tells the story of a failed test: under the failure, and as a file beside the test's report. */
final class Report {

    private static final String DIRECTORY = "windsock";

    private Report() {}

    static void tell(ExtensionContext context, Journal journal, Throwable failure) {
        Timeline timeline = journal.timeline();
        if (!shows(failure, timeline)) {
            failure.addSuppressed(new Story(timeline));
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
}
