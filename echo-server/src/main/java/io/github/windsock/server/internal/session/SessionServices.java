package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.conversation.SeededChance;
import io.github.windsock.server.internal.conversation.VaryingDelay;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services of a session for its conversations: its thread, its journal, and its server's rooms. */
final class SessionServices implements ConversationServices {
    private final SessionState state;
    private final ServerContext server;
    private final Handshake handshake;
    private final FrameOutput output;
    private final StallGate gate;
    private final DelayedInput input;
    private volatile @Nullable UserCode userCode; // null before the first call of such code
    private final ServerSession session;

    /**
     * Creates them.
     *
     * @param handshake the handshake with its answer
     */
    SessionServices(
            SessionState state,
            ServerContext server,
            Handshake handshake,
            FrameOutput output,
            StallGate gate,
            DelayedInput input,
            ServerSession session) {
        this.state = state;
        this.server = server;
        this.handshake = handshake;
        this.output = output;
        this.gate = gate;
        this.input = input;
        this.session = session;
    }

    @Override
    public void demand() {
        if (!gate.postpones() || !gate.postpone(input::demand)) {
            input.demand();
        }
    }

    @Override
    public boolean awaitsFrame() {
        return input.awaitsFrame();
    }

    @Override
    public Runnable schedule(String what, Duration delay, Runnable task) {
        return server.timers().schedule(state.link(), what + " of " + name(), delay, () -> session.guarded(task));
    }

    @Override
    public Runnable limit(Duration delay, Runnable task) {
        return state.link().schedule(delay, () -> session.guarded(task));
    }

    @Override
    public boolean isDrivenByTest() {
        return server.timers().isDrivenByTest();
    }

    @Override
    public void requirePongs() {
        server.timers().requirePongs();
    }

    @Override
    public void execute(Runnable task) {
        state.link().execute(() -> session.guarded(task));
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        userCode().ask(where, code, then);
    }

    private UserCode userCode() {
        synchronized (state) {
            UserCode known = userCode;
            if (known == null) {
                known = new UserCode(state, server, this);
                userCode = known;
            }
            return known;
        }
    }

    /** Tells whether code of the user is running. */
    boolean isAsking() {
        UserCode caller = userCode;
        return caller != null && caller.isRunning();
    }

    /** Fails the test and closes the connection, because a behavior or code of the user threw an exception. */
    void failed(String where, Throwable failure) {
        record(Events.failure(where, failure));
        output.close(new CloseStatus(1011, "the server's behavior failed"));
        demand(); // for the client's answer
    }

    @Override
    public String name() {
        return state.log().name();
    }

    @Override
    public Object connection() {
        return session.publicly();
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
    public void keep(long bytes) {
        state.link().keep(bytes);
    }

    @Override
    public void delayInput(VaryingDelay delay) {
        input.delayBy(delay);
    }

    @Override
    public void endInputDelay() {
        input.endDelay();
    }

    @Override
    public void pace(Pace what, int bytes) {
        state.link().pace(what, bytes);
    }

    @Override
    public boolean isOver() {
        return state.isOver();
    }

    @Override
    public void took(NumberedRule rule) {
        server.rules().took(rule);
    }

    @Override
    public RunningScripts scripts() {
        return server.scripts();
    }

    @Override
    public Rooms rooms() {
        return server.rooms();
    }

    @Override
    public long seed() {
        return SeededChance.seed(state.log().journal().settings());
    }

    @Override
    public void fail(String what) {
        server.unexpected().add(what);
    }
}
