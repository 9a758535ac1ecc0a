package io.github.windsock.server.internal.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a port and the limits for its connections.
 *
 * @param hosts the addresses to listen on, all with the same port; an IPv6 address that this machine does not have is
 *     left out, unless it is the first
 * @param port the port; 0 for a free one
 * @param tls the TLS context; null for plain connections
 * @param maxMessageBytes the maximum size of a message in bytes
 * @param maxBufferedBytes the maximum memory for the messages of all connections in bytes; Long.MAX_VALUE for no limit
 * @param maxConnections the maximum number of open connections; further ones are closed at once
 * @param handshakeTimeout the timeout for a client's whole request; zero for none
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
     * @return settings for a free port, without TLS, for messages of up to 64 MiB
     */
    public static PortSettings of(InetAddress host) {
        return new PortSettings(List.of(host), 0, null, 64L << 20, Long.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * Sets the maximum size of a message.
     *
     * @param bytes the maximum size in bytes
     * @return the changed settings
     */
    public PortSettings withMaxMessageBytes(long bytes) {
        return new PortSettings(hosts, port, tls, bytes, maxBufferedBytes, maxConnections, handshakeTimeout);
    }
}
