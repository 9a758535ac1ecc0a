package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.script.ScriptNode;
import io.github.windsock.internal.script.ScriptPosition;
import io.github.windsock.internal.script.ScriptPosition.Choice;
import io.github.windsock.internal.script.ScriptReport;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.DropStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.script.ScriptStep.PauseStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.script.ScriptStep.SendMessage;
import io.github.windsock.internal.script.ScriptStep.SendPing;
import io.github.windsock.internal.script.ScriptStep.SendTemplate;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.Events;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does what a script says, step by step. It reads on while the server has something to do, so that pings are answered and a
 * Close frame is seen. It stops at a message whose step is still to come, and at one that is for the behavior after it.
 */
public final class ScriptConversation extends Conversation {
    private final boolean isFinite;
    private final Filling filling;
    private final Consumer<FaultStep> faults;
    private final ScriptReport report;
    private final MessageAssembler assembler = new MessageAssembler();
    private final Deque<Payload> pings = new ArrayDeque<>(); // since the last message that was expected
    private final Map<String, String> captured = new HashMap<>();
    private volatile ScriptPosition position;
    private volatile State state = State.ACTING;
    private volatile @Nullable Message held; // that no step has looked at yet
    private @Nullable CloseStatus closed; // by the client, which no step has looked at yet
    private @Nullable Message last;
    private int taken;
    private boolean isReading;
    private boolean isAdvancing;
    private boolean isDue;
    private Runnable timer = () -> {};
    private final StepTimer pause = new StepTimer(context());
    private final AtomicBoolean judged = new AtomicBoolean(); // it has failed, and that is said once

    /** What it is doing. */
    private enum State {
        /** The server does a step, which will lead to the next. */
        ACTING,
        /** It is the client's turn. */
        WAITING,
        /** Code of the user's looks at a message. */
        ASKING,
        /** All has been done, or something went wrong. */
        OVER
    }

    /** Fills the places of a template. */
    @FunctionalInterface
    public interface Filling {
        /** Fills them with values by name. */
        String fill(String template, Function<String, String> values);
    }

    /** What a message was found to be; without a choice, what it nearly was. */
    private record Found(@Nullable Choice choice, @Nullable Match match, String nearest) {}

    /**
     * Makes it.
     *
     * @param isFinite whether another conversation goes on afterwards
     * @param faults plays a fault
     */
    public ScriptConversation(
            List<ScriptStep> script,
            boolean isFinite,
            Filling filling,
            Consumer<FaultStep> faults,
            ConversationContext context) {
        super(context);
        List<ScriptNode> steps = ScriptNode.of(script);
        this.isFinite = isFinite;
        this.filling = filling;
        this.faults = faults;
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
        Frame whole = assembler.add(frame);
        if (whole != null && state != State.OVER) {
            Payload payload = PayloadInternals.adopt(whole.arrays());
            held = whole.opcode() == Opcode.TEXT ? Message.text(payload) : Message.binary(payload);
            look();
        }
        read();
    }

    @Override
    public void ping(Frame frame) {
        isReading = false;
        pings.add(Payload.of(frame.payload()));
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
        closed = status;
        if (position.awaitsClose() || position.mayEnd()) {
            look();
        } else {
            outOfTurn("Close " + show(status), "");
        }
    }

    /** Asks for more, unless there is something to be done first. */
    private void read() {
        if (!isReading && maySeeMore()) {
            isReading = true;
            context().demand();
        }
    }

    private boolean maySeeMore() {
        return held == null && state != State.ASKING && (state == State.OVER || !isFinite || position.waits());
    }

    /** Sees whether what the client has done is what it had to do. */
    private void look() {
        if (state != State.WAITING) {
            return;
        }
        List<Choice> choices = position.choices();
        if (isPinged(choices)) {
            return;
        }
        Message message = held;
        if (message != null) {
            look(message, choices);
        } else if (closed != null) {
            look(closed, choices);
        }
    }

    private boolean isPinged(List<Choice> choices) {
        for (Choice choice : choices) {
            if (choice.node().step() instanceof ExpectPing expected && pings.removeIf(new First(expected)::takes)) {
                met(choice);
                return true;
            }
        }
        return false;
    }

    /** Takes one ping of several. */
    private static final class First {
        private final ExpectPing expected;
        private boolean isFound;

        First(ExpectPing expected) {
            this.expected = expected;
        }

        boolean takes(Payload ping) {
            boolean isIt = !isFound && expected.takes(ping);
            isFound |= isIt;
            return isIt;
        }
    }

    private void look(Message message, List<Choice> choices) {
        List<Choice> wanted = choices.stream()
                .filter(choice -> choice.node().step() instanceof ExpectMessage)
                .toList();
        if (matchers(wanted).stream().allMatch(MessageMatcher::isPure)) {
            decided(message, find(message, wanted));
            return;
        }
        state = State.ASKING;
        context().ask("script", () -> find(message, wanted), found -> {
            state = State.WAITING;
            decided(message, found);
            read();
        });
    }

    private static List<MessageMatcher> matchers(List<Choice> choices) {
        return choices.stream().map(ScriptConversation::matcher).toList();
    }

    private static MessageMatcher matcher(Choice choice) {
        return ((ExpectMessage) choice.node().step()).matcher();
    }

    private static Found find(Message message, List<Choice> choices) {
        for (Choice choice : choices) {
            Match match = matcher(choice).match(message);
            if (match.isMatch()) {
                return new Found(choice, match, "");
            }
        }
        String nearest = NearestMiss.of(
                message,
                matchers(choices),
                i -> "step " + choices.get(i).position().name(),
                "");
        return new Found(null, null, nearest);
    }

    private void decided(Message message, Found found) {
        if (found.choice() == null || found.match() == null) {
            outOfTurn(message.toString(), found.nearest());
            return;
        }
        held = null;
        last = message;
        taken++;
        pings.clear();
        for (String name : matcher(found.choice()).names()) {
            found.match().value(name).ifPresent(value -> captured.put(name, value));
        }
        met(found.choice());
    }

    private void look(CloseStatus status, List<Choice> choices) {
        for (Choice choice : choices) {
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

    private void met(Choice choice) {
        timer.run();
        report.add(choice.node());
        position = choice.then();
        state = State.ACTING;
        advance();
    }

    // The server's turn.

    /** Does what is next, as long as it is done at once: in a loop, since a script may have thousands of steps. */
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
        ScriptStep step = node.step();
        if (step instanceof SendMessage send) {
            output().send(MessageParts.frame(send.message()), later(() -> done(node)));
        } else if (step instanceof SendTemplate template) {
            Message filled = Message.text(filling.fill(template.template(), this::value));
            output().send(MessageParts.frame(filled), later(() -> done(node)));
        } else if (step instanceof SendPing ping) {
            output().send(Frame.control(Opcode.PING, ping.payload().asByteBuffer()), later(() -> done(node)));
        } else if (step instanceof PauseStep pauseStep) {
            pause.start(pauseStep.toString(), pauseStep.time(), () -> done(node));
        } else if (step instanceof FaultStep fault) {
            faults.accept(fault);
            done(node);
        } else {
            report.add(node);
            over();
            output().end(end(step));
            read();
        }
    }

    private OutputEnd end(ScriptStep step) {
        if (step instanceof CloseStep close) {
            return new OutputEnd.Close(close.status());
        }
        if (step instanceof DropStep) {
            return new OutputEnd.Drop(context().whole());
        }
        if (step instanceof ResetStep) {
            return new OutputEnd.Reset(context().whole());
        }
        throw new IllegalStateException(step + " is not the server's");
    }

    private String value(String name) {
        return switch (name) {
            case "message" ->
                last == null ? "" : last.isText() ? last.text() : last.payload().hex();
            case "n" -> Integer.toString(taken);
            default -> captured.getOrDefault(name, "");
        };
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

    private void timedOut() {
        if (context().scripts().isTimeoutInForce()) {
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
     * The script stops: the test fails, and the connection is closed at once, so that the client does not wait for
     * more.
     */
    private void fail(String what, String nearest) {
        String report = report(what, nearest);
        String step = position.name();
        if (!judge()) {
            over();
            return;
        }
        context().record(Events.note("the script stopped at step " + step, ""));
        context().fail(report); // before it is over: the strict check asks what went wrong from then on
        over();
        held = null;
        CloseStatus status = closed;
        if (status == null) {
            output().close(new CloseStatus(1011, "the script stopped at step " + step));
        } else {
            super.closing(status);
        }
        read();
    }

    /** Says what went wrong, where that is, and what has been done. */
    private String report(String what, String nearest) {
        ScriptPosition at = position;
        List<Choice> choices = at.choices();
        List<ScriptPosition> next = choices.isEmpty()
                ? List.of(at)
                : choices.stream().map(Choice::position).toList();
        String steps = next.stream().map(ScriptPosition::toString).collect(Collectors.joining(" or "));
        String lines = report.at(next.stream().map(ScriptPosition::number).collect(Collectors.toSet()));
        return context().name() + what + steps + "; its script:\n" + lines + (nearest.isEmpty() ? "" : "\n" + nearest);
    }

    private void over() {
        state = State.OVER;
        timer.run();
        context().scripts().end(this);
        context().changed();
    }

    /** Lets one caller say that it has failed: returns whether that is this one. May be called on any thread. */
    boolean judge() {
        return judged.compareAndSet(false, true);
    }

    @Override
    public void ended() {
        if (state != State.OVER && context().isOver() && !position.mayEnd()) {
            fail("'s connection ended before its script: it was at ", "");
        } else {
            over();
        }
    }

    /** Returns whether the client owes nothing. May be asked on any thread. */
    boolean mayEnd() {
        return state == State.OVER || position.mayEnd();
    }

    /** Stops, and returns how far it has come. May be called on any thread. */
    String giveUp() {
        boolean isActing = state == State.ACTING; // the client's turn would end by itself in this moment
        String report = report(isActing ? " has not come to the end of its script; it is at " : timedOutWaiting(), "");
        context().execute(this::over);
        return report;
    }

    @Override
    boolean standsStill() {
        return pause.standsStill();
    }

    @Override
    public boolean isHeld() {
        return standsStill() && !maySeeMore(); // and not whether it reads: that is not so for a moment
    }

    @Override
    public Optional<String> unfinished() {
        return state == State.ACTING && !standsStill() ? Optional.of(position.toString()) : Optional.empty();
    }
}
