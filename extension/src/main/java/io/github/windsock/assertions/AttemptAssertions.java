package io.github.windsock.assertions;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Match;
import io.github.windsock.RequestMatcher;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Assertions about attempts to connect. */
final class AttemptAssertions {
    private static final int LOWEST_STATUS = 200;
    private static final int HIGHEST_STATUS = 999;
    private static final Set<Kind> TURNS = Set.of(Kind.SENT, Kind.RECEIVED, Kind.FAULT);
    private static final String SIGN = "the first sign of the end";
    private static final String END = "the end";

    private AttemptAssertions() {}

    static List<Attempt> assertAttempts(int expected, EchoServer server) {
        if (expected < 0) {
            throw new IllegalArgumentException("expected is " + expected + "; give 0 or more");
        }
        Outcome<List<Attempt>> outcome = Recorder.of(server).await(null, () -> attempts(expected, server));
        if (outcome instanceof Outcome.Met<List<Attempt>> met) {
            return met.value();
        }
        List<Attempt> seen = server.attempts();
        throw Failure.of(
                server,
                "the clients made another number of attempts to connect to " + server.uri(),
                expected,
                seen.size(),
                ((Outcome.Missed<List<Attempt>>) outcome).why() + "; " + (seen.isEmpty() ? "no client came" : seen));
    }

    private static Answer<List<Attempt>> attempts(int expected, EchoServer server) {
        Optional<List<Attempt>> all = ServerInternals.claimExactly(expected, server);
        if (all.isPresent()) {
            return Answer.found(all.get());
        }
        if (server.attempts().size() > expected) {
            return Answer.never("attempts are never taken back");
        }
        return ServerInternals.isClosed(server) ? Answer.never("the server is closed") : Answer.pending();
    }

    static List<Attempt> assertNoMoreAttempts(EchoServer server, QuietPeriod period) {
        Recorder journal = Recorder.of(server);
        Outcome<?> outcome = journal.watch(
                journal.general(),
                period.length(),
                () -> server.unclaimedAttempts().isEmpty() ? Answer.pending() : Answer.found(true));
        List<Attempt> more = server.unclaimedAttempts();
        if (!more.isEmpty()) {
            throw Failure.of(
                    server,
                    "the server at " + server.uri()
                            + " saw more attempts of clients to connect than the test asked for",
                    "no more",
                    more,
                    "within " + Durations.format(period.length())
                            + "; ask for those that are to come with assertAttempts(n, server) or server.awaitAttempts(n)");
        }
        QuietAssertions.requireWatched(outcome, server, "no more clients connect to " + server.uri());
        List<Attempt> seen = new ArrayList<>(server.attempts());
        seen.removeAll(server.unclaimedAttempts()); // those that came after the check
        return List.copyOf(seen);
    }

    static HttpAnswer assertRefused(int status, Attempt attempt) {
        assertRefused(status, attempt, null, attempt, () -> AttemptOutcome.of(attempt));
        return attempt.handshake().answer().orElseThrow();
    }

    static HttpAnswer assertRefused(int status, BrowserWebSocket socket) {
        assertRefused(status, socket, PartyLog.of(socket), PartyLog.of(socket), () -> AttemptOutcome.of(socket));
        return socket.inspect().answer().orElseThrow();
    }

    /** Does not wait: an attempt has its request from the beginning. */
    static Handshake assertHandshake(RequestMatcher expected, Handshake handshake, Recorded where, String name) {
        Match match = match(expected, handshake, where);
        if (!match.isMatch()) {
            throw Failure.of(
                    where, "the client of " + name + " asked for something else", expected, handshake, match.why());
        }
        return handshake;
    }

    @SuppressWarnings("IllegalCatch") // the failure reports every exception of the user's code
    private static Match match(RequestMatcher expected, Handshake handshake, Recorded where) {
        try {
            return expected.match(handshake);
        } catch (RuntimeException | AssertionError e) {
            AssertionError failure = Failure.of(
                    where,
                    expected + " threw " + e.getClass().getName() + " at " + handshake,
                    e.getMessage() == null ? "" : Text.preview(e.getMessage()));
            failure.initCause(e);
            throw failure;
        }
    }

    private static void assertRefused(
            int status, Recorded where, @Nullable PartyLog on, Object name, Supplier<AttemptOutcome> refusal) {
        if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
            throw new IllegalArgumentException("status " + status + " does not refuse an attempt; give one from "
                    + LOWEST_STATUS + " to " + HIGHEST_STATUS);
        }
        Outcome<Boolean> outcome = Recorder.of(where).await(on, () -> {
            AttemptOutcome actual = refusal.get();
            if (!actual.isFinal()) {
                return Answer.pending();
            }
            return actual.status() == status ? Answer.found(true) : Answer.never(actual.why());
        });
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            AttemptOutcome actual = refusal.get();
            String server = on == null || actual.isFinal() ? "" : new Sender(on).describeHandshake();
            throw Failure.of(
                    where, name + " was not refused with " + status, status, actual.shown(), missed.why() + server);
        }
    }

    static List<Duration> assertBackoff(List<Attempt> attempts, Backoff first, Backoff.Factor factor) {
        if (attempts.size() < 2) {
            throw new IllegalArgumentException("a pause needs two attempts, but the list has " + attempts.size()
                    + "; await more with server.awaitAttempts(n)");
        }
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            Attempt before = attempts.get(i - 1);
            Attempt after = attempts.get(i);
            Duration least = first.least(i - 1, factor);
            Duration pause = after.time().minus(overSince(before, after));
            if (pause.compareTo(least) < 0) {
                throw failure(after, i, "at least " + Durations.format(least), pause, SIGN, first, factor);
            }
            Duration rest = before.end()
                    .filter(end -> isBefore(end, after))
                    .map(after.time()::minus)
                    .orElse(pause);
            if (first.isAbove(rest)) {
                throw failure(after, i, "at most " + first.longest(), rest, END, first, factor);
            }
            pauses.add(pause);
        }
        return List.copyOf(pauses);
    }

    /**
     * Returns when the client could know that an attempt was over. It may begin its pause then; what the server receives
     * afterwards, such as the client's Close frame, can take any time.
     */
    private static Duration overSince(Attempt before, Attempt after) {
        return before.connection()
                .map(PartyLog::of)
                .flatMap(log -> brokenFrame(log).or(log::closingSince))
                .map(Entry::time)
                .or(before::end)
                .filter(over -> isBefore(over, after))
                .orElseThrow(() -> Failure.of(
                        after,
                        after + " came before " + before + " had ended, so there was no pause between them",
                        ""));
    }

    /** Returns the frame at which the client had to fail, if no message followed it. */
    private static Optional<Entry> brokenFrame(PartyLog log) {
        if (!log.hasBrokenFrame()) {
            return Optional.empty();
        }
        return log.entries().stream()
                .filter(entry -> TURNS.contains(entry.event().kind()))
                .reduce((earlier, later) -> later)
                .filter(last -> last.event().kind() == Kind.FAULT);
    }

    private static boolean isBefore(Duration time, Attempt attempt) {
        return time.compareTo(attempt.time()) <= 0;
    }

    private static AssertionError failure(
            Attempt after,
            int number,
            String expected,
            Duration pause,
            String since,
            Backoff first,
            Backoff.Factor factor) {
        return Failure.of(
                after,
                "the client made pause " + number + ", before " + after + ", not as wanted by " + first + ", " + factor,
                expected,
                Durations.format(pause),
                "from " + since + " of the attempt before, as the server saw it");
    }
}
