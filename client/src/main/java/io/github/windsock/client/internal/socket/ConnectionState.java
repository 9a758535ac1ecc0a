package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.journal.internal.PartyLog;

/** The state that the parts of one connection share. Use it only under the lock, which is the socket's. */
final class ConnectionState {
    private final Object lock;
    private final PartyLog log;
    private final ClosingHandshake closing = new ClosingHandshake();
    private boolean opened;
    private boolean abandoned;
    private boolean over;

    ConnectionState(Object lock, PartyLog log) {
        this.lock = lock;
        this.log = log;
    }

    Object lock() {
        return lock;
    }

    PartyLog log() {
        return log;
    }

    ClosingHandshake closing() {
        return closing;
    }

    /** Records that the opening handshake is done; returns false if the socket was closed meanwhile. */
    boolean open() {
        opened = !abandoned && !over;
        return opened;
    }

    boolean isOpened() {
        return opened;
    }

    /** Records that the page closed the socket before it was open. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Records the end; returns false if it was recorded before. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    boolean isOver() {
        return over;
    }

    boolean maySendData() {
        return !over && closing.maySendData();
    }
}
