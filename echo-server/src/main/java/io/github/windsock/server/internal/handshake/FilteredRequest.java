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
 * A request at a server's door, as a {@link RequestFilter} sees it. To be read during {@link RequestFilter#meet} only.
 */
@API(status = STABLE, since = "1.0")
public final class FilteredRequest {
    private final HttpExchange knock;
    private final ListeningPort door;
    private @Nullable Handshake handshake; // made for the filter that asks

    FilteredRequest(HttpExchange knock, ListeningPort door) {
        this.knock = knock;
        this.door = door;
    }

    /**
     * Returns the method.
     *
     * @return such as {@code GET}
     */
    public String method() {
        return knock.method();
    }

    /**
     * Returns target and headers.
     *
     * @return the handshake, not answered; of a plain request too
     */
    public Handshake handshake() {
        Handshake known = handshake;
        if (known == null) {
            known = Handshake.of(knock.target(), knock.headers());
            handshake = known;
        }
        return known;
    }

    /**
     * Tells whether the request asks for a WebSocket.
     *
     * @return whether it has {@code Upgrade: websocket}, be it right otherwise or not
     */
    public boolean isAttempt() {
        return Opening.isAttempt(knock);
    }

    /**
     * Tells whether the request came over TLS.
     *
     * @return whether it did
     */
    public boolean isSecure() {
        return knock.isSecure();
    }

    /**
     * Returns where the client is.
     *
     * @return its address and port
     */
    public InetSocketAddress remote() {
        return knock.remote();
    }

    /**
     * Returns how many TCP connections are open at this door.
     *
     * @return their number, that of this request included, whatever became of them
     */
    public int connections() {
        return door.connections(any -> true);
    }

    /**
     * Returns how many TCP connections the client's address has open at this door.
     *
     * @return their number, that of this request included
     */
    public int connectionsOfClient() {
        InetAddress client = knock.remote().getAddress();
        Predicate<InetSocketAddress> same = remote -> client.equals(remote.getAddress());
        return door.connections(same);
    }
}
