package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.HttpAnswer;
import io.github.windsock.RequestMatcher;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.server.Attempt;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a client's attempt to connect.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class AttemptAssert extends WaitingAssert<AttemptAssert, Attempt> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(Attempt)}.
     *
     * @param actual the attempt
     */
    public AttemptAssert(@Nullable Attempt actual) {
        super(actual, AttemptAssert.class);
    }

    /**
     * Verifies the handshake request.
     *
     * @param expected the matcher of the request
     * @return this
     * @see WebSocketAssertions#assertHandshake(RequestMatcher, Attempt)
     */
    public AttemptAssert askedFor(RequestMatcher expected) {
        return check(() -> WebSocketAssertions.assertHandshake(expected, actual));
    }

    /**
     * Verifies that the attempt is refused.
     *
     * @param status the HTTP status
     * @return this
     * @see WebSocketAssertions#assertRefused(int, Attempt)
     */
    public AttemptAssert isRefusedWith(int status) {
        return check(() -> WebSocketAssertions.assertRefused(status, actual));
    }

    /**
     * Waits for the answer that refuses the attempt, and continues with it.
     *
     * <pre>{@code assertThat(attempt).refusal(401).returns("not for you", HttpAnswer::text);}</pre>
     *
     * @param status the HTTP status
     * @return assertions on the answer
     * @see WebSocketAssertions#assertRefused(int, Attempt)
     */
    public ObjectAssert<HttpAnswer> refusal(int status) {
        return Assertions.assertThat(found(() -> WebSocketAssertions.assertRefused(status, actual)))
                .as(descriptionText());
    }
}
