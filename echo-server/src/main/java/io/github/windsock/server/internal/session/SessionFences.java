package io.github.windsock.server.internal.session;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.FenceSender;
import io.github.windsock.server.internal.behavior.Plan;
import java.util.Optional;

/** The server's end of fences. Their pings are sent after everything that the test has done before. */
final class SessionFences implements FenceSender {
    private final SessionState state;
    private final MessageSender sender;
    private final CurrentConversation conversation;
    private final SessionServices services;
    private final StallGate gate;
    private final DelayedInput input;
    private final OrderedActions actions;
    private volatile String brokenAnswer = ""; // the fault that opened the connection
    private volatile boolean begun; // the behavior has performed its first actions

    SessionFences(
            SessionState state,
            MessageSender sender,
            CurrentConversation conversation,
            SessionServices services,
            StallGate gate,
            DelayedInput input,
            OrderedActions actions) {
        this.state = state;
        this.sender = sender;
        this.conversation = conversation;
        this.services = services;
        this.gate = gate;
        this.input = input;
        this.actions = actions;
    }

    /** The behavior has performed its first actions. */
    void begin() {
        begun = true;
        state.changed();
    }

    /** Tells whether the behavior has performed its first actions, or never will. */
    boolean hasBegun() {
        return begun || state.log().readyState() == ReadyState.CLOSED;
    }

    @Override
    public boolean sendFence(Payload fence) {
        synchronized (state) {
            if (!state.maySendData()) {
                return false;
            }
            actions.run(0, () -> sender.sendFence(fence));
            return true;
        }
    }

    /** Runs the task at once, since the engine's thread has no queue of tasks to wait for. */
    @Override
    public void whenIdle(Runnable task) {
        task.run();
    }

    /** Takes no lock, because the journal calls it under its own. */
    @Override
    public Optional<String> unfinished() {
        Plan other = conversation.coming();
        if (other != null || !begun) {
            return Optional.of((other == null ? conversation.plan() : other) + ", which has not begun");
        }
        Optional<String> waiting = actions.unfinished();
        if (waiting.isPresent()) {
            return waiting;
        }
        if (sender.isHolding()) {
            return Optional.of("messages that wait for the end of another");
        }
        if (services.isAsking()) {
            return Optional.of("what a behavior's code will answer");
        }
        return sender.isWithinMessage()
                ? Optional.of("the rest of a fragmented message")
                : conversation.get().unfinished();
    }

    @Override
    public Optional<String> obstacle() {
        Optional<String> stalled = gate.obstacle();
        if (stalled.isPresent()) {
            return stalled;
        }
        if (conversation.get().isHeld() || input.isStuck()) {
            return Optional.of("does not read on before the test's clock is advanced");
        }
        String fault = brokenAnswer;
        return !fault.isEmpty() && isUntaken()
                ? Optional.of("has received nothing since it answered with " + fault)
                : Optional.empty();
    }

    /** Tells whether a foreign client has sent nothing. It may have failed the connection and left TCP open. */
    private boolean isUntaken() {
        return state.link().received() == 0 && state.log().peer().isEmpty();
    }

    /** Sets the fault in the answer that opened the connection. */
    void answeredWith(String fault) {
        brokenAnswer = fault;
    }

    @Override
    public Optional<String> brokenFrame() {
        return Optional.of(state.brokenFrame()).filter(fault -> !fault.isEmpty());
    }

    @Override
    public boolean hasStoppedSending() {
        synchronized (state) {
            return !state.isEnding() && (gate.isBlackHole() || state.closing().isAbandoned());
        }
    }

    @Override
    public Optional<String> inputDelay() {
        return input.delay();
    }

    @Override
    public boolean hasReadAll() {
        return input.hasReadAll();
    }

    @Override
    public void suspendDelay() {
        actions.run(0, () -> input.suspend(true));
    }
}
