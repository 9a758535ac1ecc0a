package io.github.windsock.server.internal.session;

import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.OutputEnd;
import java.time.Duration;

/** Ends a session without the closing handshake: by FIN, by RST, or because the server stops. */
final class AbruptEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SessionState state;
    private final Duration patience;
    private boolean isReset; // guarded by the session's lock

    AbruptEnd(SessionState state, Duration longest) {
        this.state = state;
        this.patience = longest.compareTo(PATIENCE) < 0 ? longest : PATIENCE;
    }

    /** Ends it by FIN behind what was sent, see {@link OutputEnd.Drop}. */
    void drop(String order) {
        synchronized (state) {
            if (!state.isOver()) {
                state.log().record(Events.fault("drop", order), ReadyState.CLOSING);
                state.closing().abandon("the server closed the connection without a Close frame");
                state.link().end();
                endAlsoUnread(state.link().queued());
            }
        }
    }

    /** FIN waits behind what the client does not read; while it reads, it gets all that was sent. */
    private void endAlsoUnread(long before) {
        if (before > 0) {
            state.link().schedule(patience, () -> cutOffUnlessRead(before));
        }
    }

    private void cutOffUnlessRead(long before) {
        synchronized (state) {
            long now = state.link().queued();
            if (state.isOver() || now < before) {
                endAlsoUnread(state.isOver() ? 0 : now);
            } else {
                String reason = "the client took nothing for " + patience.toMillis() + " ms";
                state.log().record(Events.note("never sent: " + Text.bytes(now), reason));
                state.link().reset();
            }
        }
    }

    /** Ends it by RST, see {@link OutputEnd.Reset}. */
    void reset(String order) {
        synchronized (state) {
            if (!state.isOver() && !isReset) {
                isReset = true;
                state.log().record(Events.fault("reset", order), ReadyState.CLOSING);
                state.closing().abandon("the server reset the connection");
                state.link().reset();
            }
        }
    }

    /** Ends what does not end by itself, at the end of the server's life. */
    void abandon() {
        synchronized (state) {
            if (!state.isOver()) {
                state.closing().because("the server stopped");
                if (state.link().queued() > 0) {
                    state.link().reset(); // FIN would wait behind what the client does not read
                } else {
                    state.link().end();
                }
            }
        }
    }
}
