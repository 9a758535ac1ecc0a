package io.github.windsock.server.internal.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The address of a port, and the limits for its connections.
 *
 * @param hosts the addresses to listen on, all with one port; an IPv6 address that this machine lacks is left out if another
 *     is there
 * @param port the port, 0 for a free one
 * @param tls what to speak TLS with, null for plain connections
 * @param maxMessageBytes the bytes of the longest message that is taken
 * @param maxBufferedBytes the bytes that the messages of all connections may hold together, Long.MAX_VALUE for any number
 * @param maxConnections how many may be open; one more is closed at once
 * @param handshakeTimeout how long a client may take to send its request, zero for no limit; slow bytes do not prolong
 *     it
 */
public record PortSettings(
        List<InetAddress> hosts,
        int port,
        @Nullable SSLContext tls,
        long maxMessageBytes,
        long maxBufferedBytes,
        int maxConnections,
        Duration handshakeTimeout) {

    /**
     * Returns settings without limits.
     *
     * @param host the address
     * @return a free port of it, plain, for messages of up to 64 MiB
     */
    public static PortSettings of(InetAddress host) {
        return new PortSettings(List.of(host), 0, null, 64L << 20, Long.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * Returns these settings with another limit.
     *
     * @param bytes of the longest message
     * @return the changed settings
     */
    public PortSettings withMaxMessageBytes(long bytes) {
        return new PortSettings(hosts, port, tls, bytes, maxBufferedBytes, maxConnections, handshakeTimeout);
    }
}
