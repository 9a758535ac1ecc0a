package io.github.windsock.client;

import io.github.windsock.client.internal.socket.ConnectQueue;
import io.github.windsock.client.internal.url.WebUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The sockets of a page that have not ended, in the order in which they were created. */
final class PageSockets {
    private static final long SLICE_MILLIS = 20;
    private static final int SLICES_WITHOUT_AN_END = 50;

    private final ConnectQueue<BrowserWebSocket> queue = new ConnectQueue<>();

    // Guarded by this.
    private final Set<BrowserWebSocket> sockets = new LinkedHashSet<>();
    private boolean isClosed;

    synchronized BrowserWebSocket add(WebUrl target, Supplier<BrowserWebSocket> maker) {
        if (isClosed) {
            throw new PageClosedException("the page is closed and cannot open " + target + "; open another page");
        }
        BrowserWebSocket socket = maker.get();
        sockets.add(socket);
        return socket;
    }

    /** Connects the socket when earlier ones to the same host have connected or failed. */
    void connect(String host, BrowserWebSocket socket, Runnable connect) {
        queue.add(host, socket, connect);
    }

    void connected(BrowserWebSocket socket) {
        queue.done(socket);
    }

    void ended(BrowserWebSocket socket) {
        queue.done(socket);
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

    /** Accepts no more sockets; returns those that have not ended. */
    synchronized List<BrowserWebSocket> close() {
        isClosed = true;
        return List.copyOf(sockets);
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
