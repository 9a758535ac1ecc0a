package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptNode;
import io.github.windsock.internal.script.ScriptPosition;
import io.github.windsock.internal.script.ScriptPosition.NextStep;
import io.github.windsock.internal.script.ScriptReport;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.Events;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Plays a script. It goes on reading during the server's steps, so that pings are answered and a Close frame is
 * noticed. It stops reading at a message for a later step, or for the behavior after the script.
 */
public final class ScriptConversation extends Conversation {
    private final boolean isFinite;
    private final ScriptReport report;
    private final ScriptInput input = new ScriptInput();
    private final ScriptValues values = new ScriptValues();
    private final ScriptActions actions;
    private volatile ScriptPosition position;
    private volatile State state = State.ACTING;
    private boolean isReading;
    private boolean isAdvancing;
    private boolean isDue;
    private Runnable timer = () -> {};
    private final AtomicBoolean hasFailed = new AtomicBoolean(); // so that the failure is reported once

    /** The states of a script. */
    private enum State {
        /** The server performs a step. */
        ACTING,
        /** It waits for the client. */
        WAITING,
        /** Code of the user matches a message. */
        ASKING,
        /** It is complete or has failed. */
        OVER
    }

    /** Replaces the placeholders of a template. */
    @FunctionalInterface
    public interface Filling {
        /** Returns the text; {@code values} returns the value of a name. */
        String fill(String template, Function<String, String> values);
    }

    /**
     * Creates it.
     *
     * @param isFinite whether another conversation can follow
     * @param faults plays a fault
     */
    public ScriptConversation(
            ConversationContext context,
            List<ScriptStep> script,
            boolean isFinite,
            Filling filling,
            Consumer<FaultStep> faults) {
        super(context);
        List<ScriptNode> steps = ScriptNode.of(script);
        this.isFinite = isFinite;
        this.actions = new ScriptActions(template -> filling.fill(template, values::get), faults, context);
        this.report = new ScriptReport(steps);
        this.position = ScriptPosition.begin(steps);
    }

    @Override
    public void opened() {
        context().scripts().begin(this);
        advance();
        read();
    }

    // The client's turn.

    @Override
    public void data(Frame frame) {
        isReading = false;
        Message message = input.assemble(frame);
        if (message != null && state != State.OVER) {
            input.keep(message);
            look();
        }
        read();
    }

    @Override
    public void ping(Frame frame) {
        isReading = false;
        input.addPing(Payload.of(frame.payload()));
        output().send(Frame.control(Opcode.PONG, frame.payload()), later(this::read));
        look();
    }

    @Override
    public void pong(Frame frame) {
        isReading = false;
        read();
    }

    @Override
    public void closing(CloseStatus status) {
        isReading = false;
        if (state == State.OVER || (state == State.ACTING && position.mayEnd())) {
            over();
            super.closing(status);
            return;
        }
        input.closed(status);
        if (position.awaitsClose() || position.mayEnd()) {
            look();
        } else {
            outOfTurn("Close " + show(status), "");
        }
    }

    /** Demands the next frame, unless an earlier message must be handled first. */
    private void read() {
        if (!isReading && maySeeMore()) {
            isReading = true;
            context().demand();
        }
    }

    private boolean maySeeMore() {
        return !input.hasMessage() && state != State.ASKING && (state == State.OVER || !isFinite || position.waits());
    }

    /** Compares what the client has sent with what it may send next. */
    private void look() {
        if (state != State.WAITING) {
            return;
        }
        List<NextStep> choices = position.choices();
        if (isPinged(choices)) {
            return;
        }
        Message message = input.message();
        CloseStatus close = input.close();
        if (message != null) {
            look(message, choices);
        } else if (close != null) {
            look(close, choices);
        }
    }

    private boolean isPinged(List<NextStep> choices) {
        for (NextStep choice : choices) {
            if (choice.node().step() instanceof ExpectPing expected && input.takePing(expected)) {
                met(choice);
                return true;
            }
        }
        return false;
    }

    private void look(Message message, List<NextStep> choices) {
        if (ScriptMatch.isPure(choices)) {
            decided(message, ScriptMatch.of(message, choices));
            return;
        }
        state = State.ASKING;
        context().ask("script, given " + message, () -> ScriptMatch.of(message, choices), match -> {
            state = State.WAITING;
            decided(message, match);
            read();
        });
    }

    private void decided(Message message, ScriptMatch match) {
        if (match.choice() == null) {
            outOfTurn(message.toString(), match.nearest());
            return;
        }
        input.taken();
        values.take(message, match.found());
        met(match.choice());
    }

    private void look(CloseStatus status, List<NextStep> choices) {
        for (NextStep choice : choices) {
            if (choice.node().step() instanceof ExpectClose expected && expected.takes(status)) {
                report.add(choice.node());
                over();
                super.closing(status);
                return;
            }
        }
        if (position.mayEnd()) {
            over();
            super.closing(status);
        } else {
            outOfTurn("Close " + show(status), "");
        }
    }

    private void met(NextStep choice) {
        timer.run();
        report.add(choice.node());
        position = choice.then();
        state = State.ACTING;
        advance();
    }

    // The server's turn.

    /** Performs steps that complete at once. In a loop, since a script can have thousands of steps. */
    private void advance() {
        isDue = true;
        if (isAdvancing) {
            return;
        }
        isAdvancing = true;
        try {
            while (isDue && state == State.ACTING) {
                isDue = false;
                act();
            }
        } finally {
            isAdvancing = false;
        }
    }

    private void act() {
        ScriptNode node = position.action().orElse(null);
        if (node != null) {
            act(node);
        } else if (!position.isEnd()) {
            await();
        } else if (isFinite) {
            over();
            context().done();
        } else {
            over();
            read();
        }
    }

    private void act(ScriptNode node) {
        OutputEnd end = actions.end(node.step()).orElse(null);
        if (end == null) {
            actions.act(node.step(), () -> done(node));
            return;
        }
        report.add(node);
        over();
        output().end(end);
        read();
    }

    private void done(ScriptNode node) {
        if (state == State.ACTING) {
            report.add(node);
            position = position.next();
            advance();
            read();
        }
    }

    private void await() {
        state = State.WAITING;
        context().changed();
        timer = position.mayEnd()
                ? () -> {}
                : context().limit(context().scripts().timeout(), this::timedOut);
        look();
        read();
    }

    /** A message that is being matched came in time, however long the user's code takes. */
    private void timedOut() {
        if (state == State.WAITING && context().scripts().isTimeoutInForce()) {
            fail(timedOutWaiting(), "");
        }
    }

    private String timedOutWaiting() {
        return " timed out after " + Durations.format(context().scripts().timeout()) + ", waiting for ";
    }

    // The end.

    private void outOfTurn(String what, String nearest) {
        fail(
                " received " + what + " out of turn; " + (state == State.WAITING ? "next is " : "the server is at "),
                nearest);
    }

    private static String show(CloseStatus status) {
        return status.equals(CloseStatus.NO_STATUS) ? "(empty)" : status.toString();
    }

    /**
     * Stops the script: fails the test, and closes the connection so that the client does not wait. The note says why
     * for a test that fails before the failure is reported.
     */
    private void fail(String what, String nearest) {
        String failure = report(what, nearest);
        String step = position.name();
        if (!mayFail()) {
            over();
            return;
        }
        String why = nearest.isEmpty() ? context().name() + what + ScriptReport.steps(position) : nearest;
        context().record(Events.scriptStopped(step, why));
        context().fail(failure); // before over(), after which verify() collects the failures
        over();
        input.dropMessage();
        CloseStatus status = input.close();
        if (status == null) {
            output().close(new CloseStatus(1011, "the script stopped at step " + step));
        } else {
            super.closing(status);
        }
        read();
    }

    private String report(String what, String nearest) {
        return report.of(context().name() + what, position, nearest);
    }

    private void over() {
        state = State.OVER;
        timer.run();
        context().scripts().end(this);
        context().changed();
    }

    /** Returns true to the first caller, which reports the failure. Any thread may call this. */
    boolean mayFail() {
        return hasFailed.compareAndSet(false, true);
    }

    @Override
    public void ended() {
        if (state != State.OVER && context().isOver() && !position.mayEnd()) {
            fail("'s connection ended before its script: it was at ", "");
        } else {
            over();
        }
    }

    /** Tells whether the client need not send anything more. Any thread may call this. */
    boolean mayEnd() {
        return state == State.OVER || position.mayEnd();
    }

    /** Stops the script and returns the message of the failure. Any thread may call this. */
    String giveUp() {
        boolean isActing = state == State.ACTING; // the client's turn would end by itself in this moment
        String how = report(isActing ? " has not come to the end of its script; it is at " : timedOutWaiting(), "");
        context().execute(this::over);
        return how;
    }

    @Override
    boolean waitsForTestClock() {
        return actions.waitsForTestClock();
    }

    @Override
    public boolean isHeld() {
        return waitsForTestClock() && !maySeeMore(); // not isReading, which is false for a moment between frames
    }

    @Override
    public Optional<String> unfinished() {
        return state == State.ACTING && !waitsForTestClock() ? Optional.of(position.toString()) : Optional.empty();
    }
}
