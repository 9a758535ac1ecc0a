package io.github.windsock.server.internal.session;

import io.github.windsock.ReadyState;
import io.github.windsock.server.internal.conversation.Disturbance;
import io.github.windsock.server.internal.conversation.FaultOrder;
import org.jspecify.annotations.Nullable;

/** Applies faults of TCP to a session's connection. {@link AbruptEnd} ends it at once. */
final class Disturber {
    private final SessionState state;
    private final StallGate gate;
    private final AbruptEnd abruptEnd;
    private final ServerSession session;
    private volatile @Nullable IdleTimer idle; // null if no behavior cuts an idle connection

    Disturber(SessionState state, StallGate gate, AbruptEnd abruptEnd, ServerSession session) {
        this.state = state;
        this.gate = gate;
        this.abruptEnd = abruptEnd;
        this.session = session;
    }

    void disturb(Disturbance what, FaultOrder order) {
        synchronized (state) {
            if (!state.maySendData()) {
                return;
            }
            switch (what.kind()) {
                case HALF_CLOSE -> halfClose(order);
                case STOP_READING -> gate.stall(order.event(), order.order());
                case BLACK_HOLE -> gate.becomeBlackHole(order.event(), order.order());
                case CUT_AFTER_BYTES -> {
                    state.log().record(order.event());
                    state.link().cutAfter(what.bytes(), () -> abruptEnd.drop(order.order()));
                }
                case CUT_AFTER_IDLE -> {
                    state.log().record(order.event());
                    idle().start(order.order(), what.time(), () -> abruptEnd.drop(order.order()));
                }
            }
        }
    }

    private IdleTimer idle() {
        IdleTimer known = idle;
        if (known == null) {
            known = new IdleTimer(state, session);
            idle = known;
        }
        return known;
    }

    private void halfClose(FaultOrder order) {
        state.log().record(order.event(), ReadyState.CLOSING);
        state.closing().abandon("the server closed its direction of the connection without a Close frame");
        state.link().endOutput();
    }

    /** Restarts the idle timer, since a frame was sent or received that is no fence. */
    void moved() {
        IdleTimer used = idle;
        if (used != null) {
            used.restart();
        }
    }

    /** Stops the idle timer, since the connection has ended. */
    void ended() {
        IdleTimer used = idle;
        if (used != null) {
            used.stop();
        }
    }
}
