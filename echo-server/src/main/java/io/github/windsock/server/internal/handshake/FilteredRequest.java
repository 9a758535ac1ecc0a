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
 * A request to a server, as a {@link RequestFilter} sees it. To be read during {@link RequestFilter#decide} only.
 */
@API(status = STABLE, since = "1.0")
public final class FilteredRequest {
    private final HttpExchange exchange;
    private final ListeningPort port;
    private @Nullable Handshake handshake; // made for the filter that asks

    FilteredRequest(HttpExchange exchange, ListeningPort port) {
        this.exchange = exchange;
        this.port = port;
    }

    /**
     * Returns the method.
     *
     * @return such as {@code GET}
     */
    public String method() {
        return exchange.method();
    }

    /**
     * Returns target and headers.
     *
     * @return the handshake, not answered; of a plain request too
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
     * Tells whether the request asks for a WebSocket.
     *
     * @return whether it has {@code Upgrade: websocket}, even if it is otherwise malformed
     */
    public boolean isAttempt() {
        return Opening.isAttempt(exchange);
    }

    /**
     * Tells whether the request came over TLS.
     *
     * @return whether it did
     */
    public boolean isSecure() {
        return exchange.isSecure();
    }

    /**
     * Returns where the client is.
     *
     * @return its address and port
     */
    public InetSocketAddress remote() {
        return exchange.remote();
    }

    /**
     * Returns how many TCP connections are open at this port.
     *
     * @return their number, that of this request included, whatever became of them
     */
    public int connections() {
        return port.connections(any -> true);
    }

    /**
     * Returns how many TCP connections the client's address has open at this port.
     *
     * @return their number, that of this request included
     */
    public int connectionsOfClient() {
        InetAddress client = exchange.remote().getAddress();
        Predicate<InetSocketAddress> same = remote -> client.equals(remote.getAddress());
        return port.connections(same);
    }
}
