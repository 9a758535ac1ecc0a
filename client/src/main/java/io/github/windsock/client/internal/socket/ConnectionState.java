package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.journal.internal.PartyLog;

/** What the parts of one connection share: how far it has come. To be used under the lock, which is the socket's. */
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

    /** Notes that the opening handshake is done; returns whether the socket still wants it. */
    boolean open() {
        opened = !abandoned && !over;
        return opened;
    }

    boolean isOpened() {
        return opened;
    }

    /** Notes that the page has closed it before it was open. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Notes the end; returns whether it was the first. */
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
