package io.github.windsock.server;

import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.LoopThread;
import io.github.windsock.journal.Outcome;
import java.time.Duration;
import java.util.List;

/** Says whether all that happened at a server was provided for. */
final class Verification {
    private final EchoServer server;
    private final ConnectionLog roster;
    private final PendingDecisions undecided;
    private final UnexpectedEvents complaints;

    Verification(EchoServer server, ConnectionLog roster, PendingDecisions undecided, UnexpectedEvents complaints) {
        this.server = server;
        this.roster = roster;
        this.undecided = undecided;
        this.complaints = complaints;
    }

    void verify(Duration timeout) {
        LoopThread.refuseToWait();
        if (!undecided.isNothing()) {
            undecided.whileWaiting(() -> awaitDecisions(timeout));
        }
        List<String> wrong = complaints.take();
        for (Attempt attempt : roster.attempts()) {
            if (attempt.isAsked()) {
                wrong.add(attempt + " was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                        + " answer(..) on what awaitAttempt() returns");
            }
        }
        if (!wrong.isEmpty()) {
            throw Failure.of(server, String.join("\n\n", wrong), "");
        }
    }

    private void awaitDecisions(Duration timeout) {
        Journal journal = server.journal();
        Outcome<Boolean> outcome =
                journal.await(null, timeout, () -> undecided.isNothing() ? Answer.found(true) : Answer.pending());
        if (outcome instanceof Outcome.Missed<Boolean> missed
                && !Thread.currentThread().isInterrupted()) {
            complaints.add("code of a rule has not decided about a message (" + missed.why()
                    + "); let no matcher and no reply wait");
        }
    }
}
