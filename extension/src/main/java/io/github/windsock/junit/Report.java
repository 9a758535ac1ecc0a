package io.github.windsock.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Timeline;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells the story of a failed test: under the failure, and as a file beside the test's report. */
final class Report {

    private Report() {}

    static void tell(ExtensionContext context, Journal journal, Throwable failure) {
        Timeline timeline = journal.timeline();
        if (!shows(failure, timeline)) {
            failure.addSuppressed(new Story(timeline));
        }
        context.publishDirectory(
                "windsock", directory -> Files.writeString(directory.resolve("timeline.txt"), timeline + "\n", UTF_8));
    }

    private static boolean shows(Throwable failure, Timeline timeline) {
        String message = failure.getMessage();
        return message != null && !timeline.title().isEmpty() && message.contains(timeline.title());
    }
}
