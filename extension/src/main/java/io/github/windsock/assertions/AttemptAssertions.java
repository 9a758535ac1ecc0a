package io.github.windsock.assertions;

import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Durations;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Outcome;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import java.time.Duration;
import java.util.List;

/** Assertions about attempts to connect. */
final class AttemptAssertions {
    private static final int ACCEPTED = 101;

    private AttemptAssertions() {}

    static void assertAttempts(int expected, EchoServer server) {
        Outcome<Boolean> outcome = server.journal().await(null, () -> {
            int seen = server.attempts().size();
            if (server.journal().hasGap()) {
                return Answer.never("the journal dropped older entries; raise windsock.journal.entries or .bytes");
            }
            if (seen == expected) {
                return Answer.found(true);
            }
            return seen > expected ? Answer.never("attempts are never taken back") : Answer.pending();
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            List<Attempt> seen = server.attempts();
            throw Failure.of(
                    server, "another number of attempts to connect", expected, seen.size(), missed.why() + "; " + seen);
        }
    }

    static void assertRefused(int status, Attempt attempt) {
        Outcome<Boolean> outcome = attempt.journal().await(attempt.ledger(), () -> {
            int actual = attempt.handshake().status();
            if (actual == 0) {
                return Answer.pending();
            }
            return actual == status ? Answer.found(true) : Answer.never("");
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            int actual = attempt.handshake().status();
            String shown = actual == 0 ? "no answer" : actual == ACCEPTED ? "101, accepted" : String.valueOf(actual);
            throw Failure.of(attempt, attempt + " was not refused with " + status, status, shown, missed.why());
        }
    }

    static void assertBackoff(List<Attempt> attempts, Backoff first, Backoff.Factor factor) {
        if (attempts.size() < 2) {
            throw new IllegalArgumentException("a pause needs two attempts, but there are " + attempts.size()
                    + "; await more with server.awaitAttempts(n)");
        }
        for (int i = 1; i < attempts.size(); i++) {
            Attempt before = attempts.get(i - 1);
            Attempt after = attempts.get(i);
            Duration least = first.least(i - 1, factor);
            Duration pause = after.time().minus(endOf(before, after));
            if (pause.compareTo(least) < 0) {
                throw failure(after, i, "at least " + Durations.format(least), pause, first, factor);
            }
            if (first.isAbove(pause)) {
                throw failure(after, i, "at most " + first.longest(), pause, first, factor);
            }
        }
    }

    private static Duration endOf(Attempt before, Attempt after) {
        return before.end()
                .filter(end -> end.compareTo(after.time()) <= 0)
                .orElseThrow(() -> Failure.of(
                        after,
                        after + " came before " + before + " had ended, so there was no pause between them",
                        ""));
    }

    private static AssertionError failure(
            Attempt after, int number, String expected, Duration pause, Backoff first, Backoff.Factor factor) {
        return Failure.of(
                after,
                "pause " + number + ", before " + after + ", is not as wanted by " + first + ", " + factor,
                expected,
                Durations.format(pause),
                "from the end of the attempt before, as the server saw it");
    }
}
