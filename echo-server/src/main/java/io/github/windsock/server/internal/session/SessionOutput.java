package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.SeededChance;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a session's behaviors can do to it: the last of the outputs, which hands each deed to the part that does it. */
final class SessionOutput implements FrameOutput {
    private final SessionState state;
    private final ServerContext around;
    private final Handshake handshake;
    private final MessageSender sender;
    private final SessionCloser closer;
    private final AbruptEnd abruptEnd;
    private final StallGate gate;
    private final UserCode userCode;
    private final Consumer<Runnable> guard;

    /**
     * Makes an output.
     *
     * @param handshake with its answer
     * @param guard runs what a behavior does, see {@link CurrentConversation#guarded}
     */
    SessionOutput(
            SessionState state,
            ServerContext around,
            Handshake handshake,
            MessageSender sender,
            SessionCloser closer,
            AbruptEnd abruptEnd,
            StallGate gate,
            Consumer<Runnable> guard) {
        this.state = state;
        this.around = around;
        this.handshake = handshake;
        this.sender = sender;
        this.closer = closer;
        this.abruptEnd = abruptEnd;
        this.gate = gate;
        this.guard = guard;
        this.userCode = new UserCode(state, around, this);
    }

    @Override
    public void send(Frame frame, Runnable written) {
        sender.send(frame, written);
    }

    @Override
    public void close(CloseStatus status) {
        closer.close(status);
    }

    @Override
    public void refuse(long limit, String remedy) {
        state.link().skipMessages();
        closer.refuse(ProtocolViolation.tooBig(limit), remedy);
    }

    @Override
    public void keep(long bytes) {
        state.link().keep(bytes);
    }

    @Override
    public void drop(String order) {
        abruptEnd.drop(order);
    }

    @Override
    public void reset(String order) {
        abruptEnd.reset(order);
    }

    @Override
    public void demand() {
        if (!gate.isKeptBack(this::demand)) {
            state.link().demand();
        }
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return state.link().schedule(delay, () -> guard.accept(task));
    }

    @Override
    public void execute(Runnable task) {
        state.link().execute(() -> guard.accept(task));
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        userCode.ask(where, code, then);
    }

    /** Returns whether code of the user's has not answered yet. */
    boolean isAsking() {
        return userCode.isRunning();
    }

    /** Fails the test, and the connection, for what a behavior or its code has thrown. */
    void failed(String where, Throwable failure) {
        record(Events.failure(where, failure));
        close(new CloseStatus(1011, "the server's behavior failed"));
        demand(); // for the client's answer
    }

    @Override
    public String name() {
        return state.log().name();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public void record(Event event) {
        state.log().record(event);
    }

    @Override
    public void changed() {
        state.changed();
    }

    @Override
    public Rooms rooms() {
        return around.rooms();
    }

    @Override
    public long seed() {
        return state.log().journal().settings().seed().orElse(SeededChance.SEED);
    }

    @Override
    public void complain(String what) {
        around.unexpected().accept(what);
    }
}
