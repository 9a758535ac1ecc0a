package io.github.windsock.assertions;

import io.github.windsock.HttpAnswer;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.Attempt;
import java.util.Optional;

/**
 * The outcome of an attempt to connect, as one of its ends sees it.
 *
 * @param status the HTTP status of a refusal, 0 if there is none
 * @param shown the outcome, for the failure message
 * @param isFinal whether it can no longer change
 * @param why a further explanation, may be empty
 */
record AttemptOutcome(int status, String shown, boolean isFinal, String why) {
    private static final int ACCEPTED = 101;
    private static final AttemptOutcome OPENED = new AttemptOutcome(0, "101, accepted", true, "");
    private static final AttemptOutcome PENDING = new AttemptOutcome(0, "no answer", false, "");

    static AttemptOutcome of(Attempt attempt) {
        int status = attempt.handshake().status();
        if (status == 0) {
            return end(attempt).map(end -> unanswered(end.detail())).orElse(PENDING);
        }
        return status == ACCEPTED ? OPENED : answered(status, "");
    }

    /** Returns the end of an attempt without an answer. If there is an answer, the handshake will have it soon. */
    private static Optional<Event> end(Attempt attempt) {
        return attempt.journal().entries().stream()
                .filter(each ->
                        each.party().equals(attempt.name()) && each.state().isPresent())
                .filter(each -> each.state().get() == ReadyState.CLOSED)
                .map(Entry::event)
                .filter(event -> event.kind() != Event.Kind.ANSWER)
                .findFirst();
    }

    /** When a refused socket is closed, its answer is complete, with the body. */
    static AttemptOutcome of(BrowserWebSocket socket) {
        if (socket.readyState() == ReadyState.OPEN
                || PartyLog.of(socket).handledStates().contains(ReadyState.OPEN)) {
            return OPENED;
        }
        if (!PartyLog.of(socket).isOver()) {
            return PENDING;
        }
        String why = PartyLog.of(socket).closing().map(AttemptOutcome::why).orElse("");
        Optional<HttpAnswer> answer = socket.inspect().answer();
        if (answer.isEmpty()) {
            return unanswered(why);
        }
        int status = answer.get().status();
        return status == ACCEPTED
                ? new AttemptOutcome(0, "101, but not a valid answer", true, why)
                : answered(status, why);
    }

    private static AttemptOutcome unanswered(String why) {
        return new AttemptOutcome(0, "no answer", true, why);
    }

    private static AttemptOutcome answered(int status, String why) {
        return new AttemptOutcome(status, String.valueOf(status), true, why);
    }

    private static String why(Entry end) {
        return end.event().why();
    }
}
