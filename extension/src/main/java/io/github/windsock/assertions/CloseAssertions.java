package io.github.windsock.assertions;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the end of a connection. The end is a state, so several assertions may check the same one.
 *
 * <p>They wait for the party's {@code CLOSED} entry, until its listeners have run ({@link PartyLog#closing}). {@code
 * SessionCloser} writes it at the server, {@code BrowserWebSocket} at the client. What wakes them is the journal's
 * {@link Recorder}, when it appends an entry and when the listeners of one have run.
 */
final class CloseAssertions {

    private static final int FAILED_TLS = 1015;

    private CloseAssertions() {}

    static CloseStatus assertClosedWith(CloseStatus expected, Party party) {
        requireReceivable(expected);
        Event end = awaitEnd(party, "with ", expected);
        CloseStatus actual = end.status().orElseThrow();
        if (!actual.equals(expected)) {
            PartyLog log = PartyLog.of(party);
            String sent = ClosingStory.isOwn(end, log) ? "" : sent(log, actual);
            String why = Stream.of(ClosingStory.why(end, log), sent)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("; "));
            throw Failure.of(party, PartyLog.of(party) + " closed with another status", expected, actual, why);
        }
        return actual;
    }

    static CloseStatus assertClosedCleanly(Party party) {
        Event end = awaitEnd(party, "cleanly", null);
        CloseStatus status = end.status().orElseThrow();
        if (!end.wasClean()) {
            throw Failure.of(
                    party,
                    PartyLog.of(party) + " did not close cleanly",
                    "a clean close",
                    status.toString(),
                    end.why());
        }
        return status;
    }

    /** Refuses a status that no party can ever receive. */
    private static void requireReceivable(CloseStatus expected) {
        int bytes = expected.reason().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > CloseStatus.MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "the expected reason has " + bytes + " bytes in UTF-8, and a Close frame holds" + " at most "
                            + CloseStatus.MAX_REASON_BYTES + ", so no party ever receives it");
        }
        if (expected.code() == FAILED_TLS) {
            throw new IllegalArgumentException("1015 stands for a failed TLS handshake, and no party reports it: a"
                    + " browser's socket closes with 1006; expect 1006 with the reason \"\"");
        }
        boolean isWithoutReason =
                expected.code() == CloseStatus.NO_STATUS.code() || expected.code() == CloseStatus.ABNORMAL.code();
        if (isWithoutReason && !expected.reason().isEmpty()) {
            throw new IllegalArgumentException(expected.code() + " stands for "
                    + (expected.code() == CloseStatus.ABNORMAL.code() ? "no Close frame" : "an empty Close frame")
                    + ", which has no reason; expect the reason \"\"");
        }
    }

    /** Returns the status that the party had sent, if it differs: the other end usually echoes it. */
    private static String sent(PartyLog log, CloseStatus received) {
        return log.entries().stream()
                .filter(entry -> entry.event().kind() == Kind.CLOSE_SENT)
                .findFirst()
                .flatMap(entry -> entry.event().status())
                .filter(status -> !status.equals(received)) // the same status is just the answer
                .map(status -> log.name() + " had sent "
                        + (status.equals(CloseStatus.NO_STATUS) ? "an empty Close frame" : status))
                .orElse("");
    }

    /**
     * Claims the end only if it is the expected one: a failed assertion claims nothing.
     *
     * @param expected the expected status; {@code null} for any clean end
     */
    private record End(PartyLog log, @Nullable CloseStatus expected) implements Question<Event> {
        @Override
        public Answer<Event> ask() {
            Entry end = log.closing().orElse(null);
            if (end == null) {
                return log.isOver() ? Answer.never(neverOpen(log)) : Answer.pending();
            }
            boolean isToBeClaimed = isExpected(end.event()) && !end.isClaimed();
            return isToBeClaimed ? Answer.found(end.event(), end) : Answer.found(end.event());
        }

        private boolean isExpected(Event end) {
            return expected == null
                    ? end.wasClean()
                    : expected.equals(end.status().orElse(null));
        }

        @Override
        public boolean mayHaveAnswer() {
            return log.isOver();
        }
    }

    private static String neverOpen(PartyLog log) {
        String how = log.closedBy().map(entry -> entry.event().summary()).orElse("");
        return "it was never open, so no Close frame could come; it ended with: " + how + "; use assertRefused(..)";
    }

    private static Event awaitEnd(Party party, String how, @Nullable CloseStatus expected) {
        PartyLog log = PartyLog.of(party);
        Outcome<Event> outcome = log.journal().await(log, new End(log, expected));
        ReadyState state = log.readyState();
        if (outcome instanceof Outcome.Missed && log.closing().isPresent()) {
            // It ended when the time was up: a server waits as long for the answer to its Close frame.
            outcome = log.journal().await(log, Duration.ZERO, new End(log, expected));
        }
        if (outcome instanceof Outcome.Met<Event> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<Event>) outcome).why();
        boolean wasNeverOpen = log.isOver() && log.closing().isEmpty();
        Object actual = wasNeverOpen ? "never a connection" : state;
        String sender = wasNeverOpen ? "" : new Sender(log).describeClose();
        throw Failure.of(
                party,
                log + " did not close " + how + (expected == null ? "" : expected),
                "CLOSED",
                actual,
                why + sender);
    }
}
