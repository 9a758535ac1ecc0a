package io.github.windsock.server.internal.handshake;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.conversation.RunningScripts;
import java.time.Duration;
import java.util.List;

/** Says whether all that happened at a server was provided for. */
public final class Verification {
    private final Recorded server;
    private final ConnectionLog log;
    private final UnexpectedEvents unexpected;
    private final RunningScripts scripts;
    private volatile boolean mayFailTest;

    public Verification(Recorded server, ConnectionLog log, UnexpectedEvents unexpected, RunningScripts scripts) {
        this.server = server;
        this.log = log;
        this.unexpected = unexpected;
        this.scripts = scripts;
    }

    /** Begins a window, for which one more plan is in force. */
    public void begin(boolean mayFailTest) {
        unexpected.take(); // of those before, who are told of theirs or never asked
        this.mayFailTest = mayFailTest;
    }

    /** Tells of a plan that is in force, for the rest of the window. */
    public void expect(Plan plan) {
        if (plan.mayFailTest()) {
            mayFailTest = true;
        }
    }

    public void verify(Duration timeout) {
        LoopThread.refuseToWait();
        String unsure = fence(timeout);
        if (!scripts.areOver()) {
            unsure = awaitScripts(timeout);
        }
        List<String> wrong = unexpected.take();
        for (AttemptState attempt : log.attempts()) {
            if (attempt.isAsked()) {
                wrong.add(attempt + " was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                        + " answer(..) on what awaitAttempt() returns");
            }
        }
        if (!wrong.isEmpty()) {
            throw Failure.of(server, String.join("\n\n", wrong), unsure);
        }
    }

    /** Scripts that have begun come to their end first, and so does what that leads to. */
    private String awaitScripts(Duration timeout) {
        Recorder.of(server).await(null, timeout, () -> scripts.areOver() ? Answer.found(true) : Answer.pending());
        scripts.giveUp().forEach(unexpected::add);
        return fence(timeout);
    }

    /** Has what may fail the test decided first; where no behavior can fail it, that costs nothing. */
    private String fence(Duration timeout) {
        Fence fence = Fence.behindAll(Recorder.of(server), timeout);
        if (mayFailTest) {
            fence.pass();
        } else {
            fence.passDecisions();
        }
        boolean isInterrupted = Thread.currentThread().isInterrupted();
        if (!Recorder.of(server).pending().isNothing() && !isInterrupted) {
            unexpected.add("code of a rule has not decided about a message within " + Durations.format(timeout)
                    + "; let no matcher and no reply wait");
            return "";
        }
        if (fence.why().isEmpty()) {
            return "";
        }
        Recorder.of(server).general().record(Events.note("not looked behind: " + fence.why(), "EchoServer.verify()"));
        return "there may be more, but " + fence.why();
    }
}
