package io.github.windsock.client.internal.socket;

import io.github.windsock.journal.internal.Recorder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of a host, tried in order until one accepts. Used under the socket's lock. */
final class HostAddresses {
    private Iterator<InetSocketAddress> left = List.<InetSocketAddress>of().iterator();
    private int port;

    void set(List<InetSocketAddress> all) {
        left = all.iterator();
    }

    InetSocketAddress next() {
        InetSocketAddress next = left.next();
        port = next.getPort();
        return next;
    }

    /** Returns whether there is another address to try after an attempt that ended with this cause. */
    boolean hasNextAfter(@Nullable IOException cause) {
        return left.hasNext() && cause instanceof ConnectException;
    }

    /**
     * Returns the message for a refused connection, with the reason if a server has recorded an outage for the port.
     */
    String nothingListens(Recorder journal) {
        return journal.servers()
                .outage(port)
                .map(why -> "connection refused: " + why)
                .orElse("connection refused");
    }
}
