package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.RequestMatcher;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.server.ServerConnection;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a server's end of a connection.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class ConnectionAssert extends PartyAssert<ConnectionAssert, ServerConnection> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(ServerConnection)}.
     *
     * @param actual the connection
     */
    public ConnectionAssert(@Nullable ServerConnection actual) {
        super(actual, ConnectionAssert.class);
    }

    /**
     * Verifies the handshake request of the client.
     *
     * @param expected the matcher of the request
     * @return this
     * @see WebSocketAssertions#assertHandshake(RequestMatcher, ServerConnection)
     */
    public ConnectionAssert wasAskedFor(RequestMatcher expected) {
        return check(() -> WebSocketAssertions.assertHandshake(expected, actual));
    }
}
