package io.github.windsock.server.internal.session;

import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.engine.Link;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one session share: its log, its link, and how far it has come with its end. It is also their one lock:
 * what is sent is recorded and queued under it, so the journal has the order of the wire.
 */
final class SessionState {
    private final PartyLog log;
    private final ClosingHandshake closing = new ClosingHandshake(); // guarded by this
    private volatile @Nullable Link link;
    private boolean over; // guarded by this

    SessionState(PartyLog log) {
        this.log = log;
    }

    PartyLog log() {
        return log;
    }

    /** Gives the session its link; called once, before other code can know the session. */
    void linkTo(Link made) {
        link = made;
    }

    Link link() {
        Link known = link;
        if (known == null) {
            throw new IllegalStateException(log + " has not been accepted yet");
        }
        return known;
    }

    /** Returns how far the closing handshake has come; to be used under the lock. */
    ClosingHandshake closing() {
        return closing;
    }

    /** Returns whether messages and pings may still be sent. */
    synchronized boolean maySendData() {
        return !over && closing.maySendData();
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized void end() {
        over = true;
    }

    /** Tells that {@link io.github.windsock.journal.internal.FenceSender#unfinished()} has changed. */
    void changed() {
        log.journal().signal();
    }
}
