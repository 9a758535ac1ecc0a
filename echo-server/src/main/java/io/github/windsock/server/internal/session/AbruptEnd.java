package io.github.windsock.server.internal.session;

import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.OutputEnd;
import java.time.Duration;

/** Ends a session without the closing handshake: with FIN, with RST, or because the server is closed. */
final class AbruptEnd {
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private final SessionState state;
    private final Duration timeout;

    AbruptEnd(SessionState state, Duration longest) {
        this.state = state;
        this.timeout = longest.compareTo(MAX_WAIT) < 0 ? longest : MAX_WAIT;
    }

    /** Ends it with FIN after everything that was sent, see {@link OutputEnd.Drop}. */
    void drop(String order) {
        synchronized (state) {
            if (!state.isOver() && !state.isReset()) {
                state.log().record(Events.fault("drop", order), ReadyState.CLOSING);
                state.closing().abandon("the server closed the connection without a Close frame");
                state.drop();
                scheduleReset(state.link().queued());
            }
        }
    }

    /** Resets the connection if the client stops reading, since FIN waits for everything that was sent before. */
    private void scheduleReset(long before) {
        if (before > 0) {
            state.link().schedule(timeout, () -> resetUnlessRead(before));
        }
    }

    private void resetUnlessRead(long before) {
        synchronized (state) {
            long now = state.link().queued();
            if (state.isOver() || now < before) {
                scheduleReset(state.isOver() ? 0 : now);
            } else {
                String reason = "the client took nothing for " + timeout.toMillis() + " ms";
                state.log().record(Events.note("never sent: " + Text.bytes(now), reason));
                state.link().reset();
            }
        }
    }

    /** Ends it with RST, see {@link OutputEnd.Reset}. */
    void reset(String order) {
        synchronized (state) {
            if (!state.isOver() && !state.isReset()) {
                state.log().record(Events.fault("reset", order), ReadyState.CLOSING);
                state.closing().abandon("the server reset the connection");
                state.reset();
            }
        }
    }

    /** Ends a session that has not ended by itself, when the server is closed. */
    void abandon() {
        synchronized (state) {
            if (!state.isOver() && !state.isReset()) {
                state.closing().because("the server stopped");
                if (state.link().queued() > 0) {
                    state.link().reset(); // FIN would wait for bytes that the client does not read
                } else {
                    state.link().end();
                }
            }
        }
    }
}
