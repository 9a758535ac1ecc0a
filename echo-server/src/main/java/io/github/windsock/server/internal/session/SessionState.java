package io.github.windsock.server.internal.session;

import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.engine.Link;
import org.jspecify.annotations.Nullable;

/**
 * The state that the parts of a session share: its log, its link, and its closing handshake. It is also their lock:
 * frames are recorded and queued under it, so the journal has the order of the network.
 */
final class SessionState {
    private final PartyLog log;
    private final ClosingHandshake closing = new ClosingHandshake(); // guarded by this
    private volatile @Nullable Link link;
    private boolean over; // guarded by this
    private boolean dropped; // guarded by this
    private boolean reset; // guarded by this
    private volatile String brokenFrame = "";

    SessionState(PartyLog log) {
        this.log = log;
    }

    PartyLog log() {
        return log;
    }

    /** Sets the link. Called once, before other code gets the session. */
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

    /** Returns the state of the closing handshake, to be used under the lock. */
    ClosingHandshake closing() {
        return closing;
    }

    /** Tells whether messages and pings may be sent. */
    synchronized boolean maySendData() {
        return !over && closing.maySendData();
    }

    /** Ends TCP with FIN, after everything that was sent. */
    synchronized void drop() {
        dropped = true;
        link().end();
    }

    /** Ends TCP with RST. */
    synchronized void reset() {
        reset = true;
        link().reset();
    }

    /** Tells whether the end of the connection follows soon, whatever the client does. */
    synchronized boolean isEnding() {
        return dropped || reset;
    }

    synchronized boolean isReset() {
        return reset;
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized void end() {
        over = true;
    }

    /** Sets the fault that was sent as a frame and breaks a rule. */
    void brokenFrame(String fault) {
        brokenFrame = fault;
    }

    /** Returns the last fault that was sent as a frame and breaks a rule; empty if there is none. */
    String brokenFrame() {
        return brokenFrame;
    }

    /** Reports that {@link io.github.windsock.journal.internal.FenceSender#unfinished()} has changed. */
    void changed() {
        log.journal().signal();
    }
}
