package io.github.windsock.client;

import io.github.windsock.client.internal.url.WebUrl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a page that have not ended, in the order in which they were created. Only one at a time connects to each host
 * (RFC 6455, section 4.1, step 2); the others wait for their turn.
 */
final class PageSockets {
    private static final long SLICE_MILLIS = 20;
    private static final int SLICES_WITHOUT_AN_END = 50;

    // Guarded by this.
    private final Set<BrowserWebSocket> sockets = new LinkedHashSet<>();
    private final Map<String, Queue<BrowserWebSocket>> connecting = new HashMap<>(); // of each host; the first is at it
    private boolean isClosed;

    /** The caller holds this object's monitor until it has added the new socket. */
    synchronized void requireOpen(WebUrl target) {
        if (isClosed) {
            throw new PageClosedException("the page is closed and cannot open " + target + "; open another page");
        }
    }

    synchronized void add(BrowserWebSocket socket) {
        sockets.add(socket);
    }

    /** Connects the socket when earlier ones to the same host have connected or failed. */
    void connect(BrowserWebSocket socket) {
        synchronized (this) {
            Queue<BrowserWebSocket> queue = connecting.get(socket.host());
            if (queue == null) {
                queue = new ArrayDeque<>();
                connecting.put(socket.host(), queue);
            }
            queue.add(socket);
            if (queue.size() > 1) {
                return;
            }
        }
        socket.connect();
    }

    /** The socket has connected or failed. A second call does nothing. */
    void connected(BrowserWebSocket socket) {
        BrowserWebSocket next = nextAfter(socket);
        if (next != null) {
            next.connect();
        }
    }

    /** Removes the socket; returns the next one to its host if it is now that one's turn. */
    private synchronized @Nullable BrowserWebSocket nextAfter(BrowserWebSocket socket) {
        Queue<BrowserWebSocket> queue = connecting.get(socket.host());
        if (queue == null) {
            return null;
        }
        boolean wasFirst = queue.peek() == socket;
        queue.remove(socket);
        if (queue.isEmpty()) {
            connecting.remove(socket.host());
        }
        return wasFirst ? queue.peek() : null;
    }

    void ended(BrowserWebSocket socket) {
        connected(socket);
        synchronized (this) {
            sockets.remove(socket);
            notifyAll();
        }
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    synchronized int size() {
        return sockets.size();
    }

    /** Accepts no more sockets; returns those whose end is not in the journal yet. */
    synchronized List<BrowserWebSocket> close() {
        isClosed = true;
        List<BrowserWebSocket> left = new ArrayList<>();
        for (BrowserWebSocket socket : sockets) {
            if (!socket.log().isOver()) {
                left.add(socket);
            }
        }
        return left;
    }

    /**
     * Waits until all sockets have ended; returns false if none has ended for about a second, or on an interrupt. The
     * second is counted in slices, so that it takes longer on a busy machine, where a thousand sockets need more time.
     */
    synchronized boolean awaitAllEnded() {
        int left = sockets.size();
        int slices = 0;
        while (!sockets.isEmpty()) {
            if (sockets.size() < left) {
                left = sockets.size();
                slices = 0;
            }
            if (slices++ == SLICES_WITHOUT_AN_END) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.timedWait(this, SLICE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
