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
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.session.ServerContext;
import io.github.windsock.server.internal.session.UnexpectedEvents;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The strict check: fails if something happened that neither a behavior nor the test handled. */
public final class Verification {
    private final Recorded server;
    private final ConnectionLog log;
    private final ServerContext context;
    private final UnexpectedEvents unexpected;
    private final RunningScripts scripts;
    private final RuleUse rules;

    public Verification(Recorded server, ConnectionLog log, ServerContext context) {
        this.server = server;
        this.log = log;
        this.context = context;
        this.unexpected = context.unexpected();
        this.scripts = context.scripts();
        this.rules = context.rules();
    }

    /**
     * Starts a window.
     *
     * @param mayAnyFail whether an earlier connection can fail the test
     * @param plans the current plans
     */
    public void begin(boolean mayAnyFail, Stream<Plan> plans) {
        unexpected.begin(mayAnyFail);
        rules.begin();
        plans.forEach(context::expect);
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
        List<NumberedRule> unused = rules.takeUnused();
        if (!unused.isEmpty()) {
            wrong.add(neverUsed(unused));
        }
        if (!wrong.isEmpty()) {
            throw Failure.of(server, String.join("\n\n", wrong), unsure);
        }
    }

    private static String neverUsed(List<NumberedRule> unused) {
        return unused.stream()
                .map(rule -> "\n  " + rule)
                .collect(Collectors.joining(
                        "",
                        "rules that were never used:",
                        "\n"
                                + "Nothing came that they take, or a rule before them took it. Leave out what this test"
                                + " does not need."));
    }

    /** Waits for running scripts and their effects. */
    private String awaitScripts(Duration timeout) {
        Recorder.of(server).await(null, timeout, () -> scripts.areOver() ? Answer.found(true) : Answer.pending());
        scripts.giveUp().forEach(unexpected::add);
        return fence(timeout);
    }

    /**
     * Waits until everything that can fail the test has been handled. If no behavior can fail it, this takes no time.
     */
    private String fence(Duration timeout) {
        Recorder journal = Recorder.of(server);
        boolean isForAll = unexpected.mayCome() || rules.areSomeUnused();
        if (!isForAll && journal.pending().isNothing()) {
            return "";
        }
        Fence fence = Fence.behindAll(journal, timeout);
        if (isForAll) {
            fence.pass();
        } else {
            fence.passDecisions();
        }
        boolean isInterrupted = Thread.currentThread().isInterrupted();
        if (fence.isUndecided() && !isInterrupted) {
            unexpected.add("code of a rule has not decided about a message within " + Durations.format(timeout)
                    + "; let no matcher and no reply wait" + journal.hints());
            return "";
        }
        if (fence.why().isEmpty()) {
            return "";
        }
        journal.general().record(Events.note("not checked: " + fence.why(), "EchoServer.verify()"));
        return "there may be more, but " + fence.why();
    }
}
