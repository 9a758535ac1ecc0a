package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.RequestMatcher;
import io.github.windsock.assertions.Backoff;
import io.github.windsock.assertions.QuietPeriod;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a server.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class ServerAssert extends WaitingAssert<ServerAssert, EchoServer> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(EchoServer)}.
     *
     * @param actual the server
     */
    public ServerAssert(@Nullable EchoServer actual) {
        super(actual, ServerAssert.class);
    }

    /**
     * Verifies that the server has seen exactly this number of attempts.
     *
     * @param expected the number
     * @return this
     * @see WebSocketAssertions#assertAttempts
     */
    public ServerAssert hasAttempts(int expected) {
        return check(() -> WebSocketAssertions.assertAttempts(expected, actual));
    }

    /**
     * Verifies that the server sees no attempts other than those that were claimed.
     *
     * @param period how long to watch, by {@link WebSocketAssertions#quietFor}
     * @return this
     * @see WebSocketAssertions#assertNoMoreAttempts
     */
    public ServerAssert hasNoMoreAttempts(QuietPeriod period) {
        return check(() -> WebSocketAssertions.assertNoMoreAttempts(actual, period));
    }

    /**
     * Waits for at least {@code n} attempts, and verifies that the client paused between them, with growing pauses.
     *
     * @param n the number of attempts to wait for, at least two
     * @param first the first pause, by {@link WebSocketAssertions#atLeast}
     * @param factor the growth of the pauses, by {@link WebSocketAssertions#factor}
     * @return this
     * @throws IllegalArgumentException if {@code n} is less than two
     * @see WebSocketAssertions#assertBackoff
     */
    public ServerAssert hasBackoff(int n, Backoff first, Backoff.Factor factor) {
        return check(() -> WebSocketAssertions.assertBackoff(actual.awaitAttempts(n), first, factor));
    }

    /**
     * Waits for the next connection, and continues with it.
     *
     * @return assertions on it
     */
    public ConnectionAssert nextConnection() {
        return new ConnectionAssert(found(() -> actual.awaitConnection())).as(descriptionText());
    }

    /**
     * Waits for the next connection whose handshake matches, and continues with it. Other connections can still be awaited:
     *
     * <pre>{@code assertThat(server).nextConnection(path("/prices")).hasReceived("subscribe");}</pre>
     *
     * @param expected matches the client's request
     * @return assertions on the connection
     * @see EchoServer#awaitConnection(RequestMatcher)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public ConnectionAssert nextConnection(RequestMatcher expected) {
        return new ConnectionAssert(found(() -> actual.awaitConnection(expected))).as(descriptionText());
    }

    /**
     * Waits for the next attempt, and continues with it.
     *
     * @return assertions on it
     */
    public AttemptAssert nextAttempt() {
        return new AttemptAssert(found(() -> actual.awaitAttempt())).as(descriptionText());
    }

    /**
     * Waits for at least {@code n} attempts, and continues with them.
     *
     * @param n the number of attempts to wait for
     * @return assertions on the list
     */
    public ListAssert<Attempt> attempts(int n) {
        return Assertions.assertThat(found(() -> actual.awaitAttempts(n))).as(descriptionText());
    }
}
