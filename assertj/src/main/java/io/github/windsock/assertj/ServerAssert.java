package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

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
     * Makes the assertions; see {@link WindsockAssertions#assertThat(EchoServer)}.
     *
     * @param actual the server
     */
    public ServerAssert(@Nullable EchoServer actual) {
        super(actual, ServerAssert.class);
    }

    /**
     * Verifies that it has seen exactly so many attempts.
     *
     * @param expected how many
     * @return this
     * @see WebSocketAssertions#assertAttempts
     */
    public ServerAssert hasAttempts(int expected) {
        return check(() -> WebSocketAssertions.assertAttempts(expected, actual));
    }

    /**
     * Verifies that it sees no attempts beyond those that were asked for.
     *
     * @param period how long to watch, by {@link WebSocketAssertions#quietFor}
     * @return this
     * @see WebSocketAssertions#assertNoMoreAttempts
     */
    public ServerAssert hasNoMoreAttempts(QuietPeriod period) {
        return check(() -> WebSocketAssertions.assertNoMoreAttempts(actual, period));
    }

    /**
     * Verifies that a client paused between its attempts, longer each time, as soon as there are at least so many.
     *
     * @param n how many to wait for, at least two
     * @param first the first pause, by {@link WebSocketAssertions#atLeast}
     * @param factor by how much each pause is longer than the one before, by {@link WebSocketAssertions#factor}
     * @return this
     * @throws IllegalArgumentException if it is about less than two attempts
     * @see WebSocketAssertions#assertBackoff
     */
    public ServerAssert hasBackoff(int n, Backoff first, Backoff.Factor factor) {
        return check(() -> WebSocketAssertions.assertBackoff(actual.awaitAttempts(n), first, factor));
    }

    /**
     * Goes on with its next connection, which is waited for.
     *
     * @return assertions on it
     */
    public ConnectionAssert nextConnection() {
        return new ConnectionAssert(found(() -> actual.awaitConnection())).as(descriptionText());
    }

    /**
     * Goes on with the next try to connect, which is waited for.
     *
     * @return assertions on it
     */
    public AttemptAssert nextAttempt() {
        return new AttemptAssert(found(() -> actual.awaitAttempt())).as(descriptionText());
    }

    /**
     * Goes on with its attempts, as soon as there are at least so many.
     *
     * @param n how many to wait for
     * @return assertions on the list
     */
    public ListAssert<Attempt> attempts(int n) {
        return Assertions.assertThat(found(() -> actual.awaitAttempts(n))).as(descriptionText());
    }
}
