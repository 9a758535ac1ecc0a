package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.transport.Connector;
import io.github.windsock.journal.internal.LoopThread;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the transport while one connection needs it, and runs at most one timer at a time. Used under the socket's
 * lock.
 */
final class LeasedConnector {
    private volatile @Nullable Connector connector;
    private @Nullable Runnable timer; // cancels it

    void lease() {
        connector = Connector.lease(LoopThread.ENGINE);
    }

    /** Starts to connect; returns null if the transport was not leased. */
    @Nullable
    ByteStream connect(InetSocketAddress address, @Nullable ClientTls tls, ClientConnection handler) {
        Connector here = connector;
        return here == null ? null : ByteStream.connect(here, address, tls, handler);
    }

    /** Starts a timer and cancels the previous one. */
    void startTimer(Duration delay, Runnable task) {
        stopTimer();
        Connector here = connector;
        if (here != null) {
            timer = here.schedule(delay, task);
        }
    }

    void stopTimer() {
        if (timer != null) {
            timer.run();
            timer = null;
        }
    }

    /** Runs a task on the transport's thread; does nothing if the transport was not leased. Needs no lock. */
    void execute(Runnable task) {
        Connector here = connector;
        if (here != null) {
            here.execute(task);
        }
    }

    /** Gives the transport back. Needs no lock. */
    void release() {
        Connector here = connector;
        if (here != null) {
            here.release();
        }
    }
}
