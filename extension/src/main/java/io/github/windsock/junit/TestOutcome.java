package io.github.windsock.junit;

import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Recorder;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Failures of a test besides its own assertions: exceptions on other threads, and connections left open. */
final class TestOutcome {

    private TestOutcome() {}

    /** Fails the test or class; if it has failed already, adds suppressed exceptions to its failure. */
    static void on(Scope scope, ExtensionContext context) {
        List<AssertionError> failures = failures(scope.journal());
        Optional<Throwable> failed = context.getExecutionException();
        if (failed.isPresent()) {
            failures.forEach(failed.get()::addSuppressed);
            return;
        }
        failures.addAll(leftovers(scope));
        throwAll(failures);
    }

    /** Throws exceptions of listeners in the present window. */
    static void requireNoFailures(Journal journal) {
        throwAll(failures(journal));
    }

    private static void throwAll(List<AssertionError> failures) {
        if (!failures.isEmpty()) {
            AssertionError first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Listeners throw on another thread; here their exceptions reach the test. */
    private static List<AssertionError> failures(Journal journal) {
        List<AssertionError> failures = new ArrayList<>();
        for (Entry entry : Recorder.of(journal).failures()) {
            failures.add(failure(entry, journal));
        }
        return failures;
    }

    private static AssertionError failure(Entry entry, Journal journal) {
        Throwable cause = entry.event().failure().orElseThrow();
        String party = entry.number() == 0 ? "" : entry.party() + ": "; // otherwise the summary names what it is of
        AssertionError failure = Failure.of(journal, party + entry.event().summary(), firstLine(cause));
        failure.initCause(cause);
        return failure;
    }

    /** Returns the message, which may say what to do instead; the journal has only its beginning. */
    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : Text.quote(message.lines().findFirst().orElse(""));
    }

    private static List<AssertionError> leftovers(Scope scope) {
        Leftovers policy = scope.configuration().leftovers();
        List<String> left = policy == Leftovers.IGNORE ? List.of() : scope.leftovers(policy == Leftovers.FAIL);
        if (left.isEmpty()) {
            return List.of();
        }
        String what = scope.title() + " left open: " + String.join(", ", left);
        String advice = "close what the test has opened, or set " + WebSocketExtension.LEFTOVERS + " to ignore";
        if (policy == Leftovers.FAIL) {
            return List.of(Failure.of(scope.journal(), what, advice));
        }
        System.getLogger("io.github.windsock").log(Level.WARNING, what + " (" + advice + ")");
        return List.of();
    }
}
