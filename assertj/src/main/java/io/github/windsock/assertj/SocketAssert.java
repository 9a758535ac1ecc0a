package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.HttpAnswer;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.internal.text.Elements;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a client's socket.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class SocketAssert extends PartyAssert<SocketAssert, BrowserWebSocket> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(BrowserWebSocket)}.
     *
     * @param actual the socket
     */
    public SocketAssert(@Nullable BrowserWebSocket actual) {
        super(actual, SocketAssert.class);
    }

    /**
     * Verifies that the socket fires exactly these events.
     *
     * @param expected the events, as in {@link BrowserWebSocket#events()}
     * @return this
     * @see WebSocketAssertions#assertEvents
     */
    public SocketAssert firesEvents(String... expected) {
        return check(() -> WebSocketAssertions.assertEvents(Elements.copyOf("expected", expected), actual));
    }

    /**
     * Verifies that the server refuses the socket.
     *
     * @param status the HTTP status
     * @return this
     * @see WebSocketAssertions#assertRefused(int, BrowserWebSocket)
     */
    public SocketAssert isRefusedWith(int status) {
        return check(() -> WebSocketAssertions.assertRefused(status, actual));
    }

    /**
     * Waits for the answer that refuses the socket, and continues with it.
     *
     * <pre>{@code assertThat(socket).refusal(401).returns("not for you", HttpAnswer::text);}</pre>
     *
     * @param status the HTTP status
     * @return assertions on the answer
     * @see WebSocketAssertions#assertRefused(int, BrowserWebSocket)
     */
    public ObjectAssert<HttpAnswer> refusal(int status) {
        return Assertions.assertThat(found(() -> WebSocketAssertions.assertRefused(status, actual)))
                .as(descriptionText());
    }
}
