package io.github.windsock.server.internal.handshake;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Handshake;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.ListeningPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link RequestFilter} decides about. Valid only during {@link RequestFilter#decide}.
 */
@API(status = STABLE, since = "1.0")
public final class FilteredRequest {
    private final HttpExchange exchange;
    private final ListeningPort port;
    private @Nullable Handshake handshake; // created on first use

    FilteredRequest(HttpExchange exchange, ListeningPort port) {
        this.exchange = exchange;
        this.port = port;
    }

    /**
     * Returns the method.
     *
     * @return the method, such as {@code GET}
     */
    public String method() {
        return exchange.method();
    }

    /**
     * Returns the target and the headers, of a plain request too.
     *
     * @return a handshake without an answer
     */
    public Handshake handshake() {
        Handshake known = handshake;
        if (known == null) {
            known = Handshake.of(exchange.target(), exchange.headers());
            handshake = known;
        }
        return known;
    }

    /**
     * Tells whether the request is an opening handshake.
     *
     * @return whether it has {@code Upgrade: websocket}, even if other parts are invalid
     */
    public boolean isAttempt() {
        return Opening.isAttempt(exchange);
    }

    /**
     * Tells whether the connection uses TLS.
     *
     * @return whether it does
     */
    public boolean isSecure() {
        return exchange.isSecure();
    }

    /**
     * Returns the client's address.
     *
     * @return the address and port
     */
    public InetSocketAddress remote() {
        return exchange.remote();
    }

    /**
     * Returns the number of open TCP connections of this port.
     *
     * @return the number, including this connection
     */
    public int connections() {
        return port.connections(any -> true);
    }

    /**
     * Returns the number of open TCP connections of this port from the client's address.
     *
     * @return the number, including this connection
     */
    public int connectionsOfClient() {
        InetAddress client = exchange.remote().getAddress();
        Predicate<InetSocketAddress> same = remote -> client.equals(remote.getAddress());
        return port.connections(same);
    }
}
