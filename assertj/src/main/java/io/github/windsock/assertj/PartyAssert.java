package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.ReadyState;
import io.github.windsock.assertions.QuietPeriod;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.journal.Party;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one end of a connection. Each waits and claims as the one of {@code WebSocketAssertions} does that it calls.
 *
 * @param <S> the type of the assertion
 * @param <P> the type of the end
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract class PartyAssert<S extends PartyAssert<S, P>, P extends Party> extends WaitingAssert<S, P> {

    PartyAssert(@Nullable P actual, Class<?> type) {
        super(actual, type);
    }

    /**
     * Verifies that it comes to a state.
     *
     * @param expected the state
     * @return this
     * @see WebSocketAssertions#assertReadyState
     */
    public S hasState(ReadyState expected) {
        return check(() -> WebSocketAssertions.assertReadyState(expected, actual));
    }

    /**
     * Verifies that it has taken exactly these states, in this order.
     *
     * @param expected all states so far
     * @return this
     * @see WebSocketAssertions#assertReadyStates
     */
    public S hasTakenStates(ReadyState... expected) {
        return check(() -> WebSocketAssertions.assertReadyStates(List.of(expected), actual));
    }

    /**
     * Verifies that the numbers of its messages go on in the parties that follow it, such as after a reconnect: none is lost,
     * doubled or out of order.
     *
     * @param idOf the number of a message, which is one more than that of the message before
     * @param next the sockets or connections after this one, in their order
     * @return this
     * @see WebSocketAssertions#assertContinuous
     */
    public S isContinuedBy(ToLongFunction<Message> idOf, Party... next) {
        return check(() -> WebSocketAssertions.assertContinuous(
                idOf, Stream.concat(Stream.of(actual), Stream.of(next)).toList()));
    }

    /**
     * Verifies that it opens.
     *
     * @return this
     */
    public S isOpen() {
        return hasState(ReadyState.OPEN);
    }

    /**
     * Verifies that it closes.
     *
     * @return this
     */
    public S isClosed() {
        return hasState(ReadyState.CLOSED);
    }

    /**
     * Verifies that it closes with the code and reason that it receives.
     *
     * @param code the code
     * @param reason the whole reason
     * @return this
     * @see WebSocketAssertions#assertClosedWith(int, String, Party)
     */
    public S isClosedWith(int code, String reason) {
        return check(() -> WebSocketAssertions.assertClosedWith(new CloseStatus(code, reason), actual));
    }

    /**
     * Verifies that it closes cleanly.
     *
     * @return this
     * @see WebSocketAssertions#assertClosedCleanly
     */
    public S isClosedCleanly() {
        return check(() -> WebSocketAssertions.assertClosedCleanly(actual));
    }

    /**
     * Verifies that it receives a text message, and claims it.
     *
     * @param text the whole text
     * @return this
     * @see WebSocketAssertions#assertReceived(String, Party)
     */
    public S hasReceived(String text) {
        return check(() -> WebSocketAssertions.assertReceived(text, actual));
    }

    /**
     * Verifies that it receives a message that a matcher takes, and claims it.
     *
     * @param expected which
     * @return this
     * @see WebSocketAssertions#assertReceived(MessageMatcher, Party)
     */
    public S hasReceived(MessageMatcher expected) {
        return check(() -> WebSocketAssertions.assertReceived(expected, actual));
    }

    /**
     * Verifies that it receives exactly so many messages that a matcher takes, and claims them.
     *
     * @param times how many, 1 or more
     * @param expected which
     * @return this
     * @see WebSocketAssertions#assertReceived(int, MessageMatcher, Party)
     */
    public S hasReceived(int times, MessageMatcher expected) {
        return check(() -> WebSocketAssertions.assertReceived(times, expected, actual));
    }

    /**
     * Verifies that it receives messages in this order, others among them.
     *
     * @param expected texts, bytes, messages or matchers
     * @return this
     * @see WebSocketAssertions#assertReceivedInOrder
     */
    public S hasReceivedInOrder(Object... expected) {
        return check(() -> WebSocketAssertions.assertReceivedInOrder(Arrays.asList(expected), actual));
    }

    /**
     * Verifies that the unclaimed messages are exactly these, and that no more come.
     *
     * @param expected texts, bytes, messages or matchers
     * @return this
     * @see WebSocketAssertions#assertReceivedExactly(java.util.List, Party)
     */
    public S hasReceivedExactly(Object... expected) {
        return check(() -> WebSocketAssertions.assertReceivedExactly(Arrays.asList(expected), actual));
    }

    /**
     * Verifies that no message that a matcher takes is there or under way.
     *
     * @param unwanted which
     * @return this
     * @see WebSocketAssertions#assertNotReceived(MessageMatcher, Party)
     */
    public S hasNotReceived(MessageMatcher unwanted) {
        return check(() -> WebSocketAssertions.assertNotReceived(unwanted, actual));
    }

    /**
     * Verifies that no unclaimed message is there or under way.
     *
     * @return this
     * @see WebSocketAssertions#assertNothingMoreReceived(Party)
     */
    public S hasReceivedNothingMore() {
        return check(() -> WebSocketAssertions.assertNothingMoreReceived(actual));
    }

    /**
     * Verifies that no unclaimed message is there or comes for a time, from an end that cannot be fenced.
     *
     * @param period how long to watch, by {@link WebSocketAssertions#quietFor}
     * @return this
     */
    public S hasReceivedNothingMore(QuietPeriod period) {
        return check(() -> WebSocketAssertions.assertNothingMoreReceived(actual, period));
    }

    /**
     * Verifies that it receives exactly so many pings.
     *
     * @param n how many
     * @return this
     * @see WebSocketAssertions#assertPinged(int, Party)
     */
    public S wasPinged(int n) {
        return check(() -> WebSocketAssertions.assertPinged(n, actual));
    }

    /**
     * Verifies that it receives exactly so many pongs.
     *
     * @param n how many
     * @return this
     * @see WebSocketAssertions#assertPonged(int, Party)
     */
    public S wasPonged(int n) {
        return check(() -> WebSocketAssertions.assertPonged(n, actual));
    }

    /**
     * Goes on with a message that a matcher takes, which is waited for and claimed.
     *
     * @param expected which
     * @return assertions on it
     */
    public MessageAssert received(MessageMatcher expected) {
        return new MessageAssert(found(() -> WebSocketAssertions.assertReceived(expected, actual)))
                .as(descriptionText());
    }

    /**
     * Goes on with exactly so many messages that a matcher takes, which are waited for and claimed.
     *
     * @param times how many, 1 or more
     * @param expected which
     * @return assertions on the list
     * @see WebSocketAssertions#assertReceived(int, MessageMatcher, Party)
     */
    public ListAssert<Message> received(int times, MessageMatcher expected) {
        return Assertions.assertThat(found(() -> WebSocketAssertions.assertReceived(times, expected, actual)))
                .as(descriptionText());
    }

    /**
     * Goes on with the next unclaimed message, which is waited for and claimed.
     *
     * @return assertions on it
     */
    public MessageAssert nextMessage() {
        return new MessageAssert(found(() -> WebSocketAssertions.awaitMessage(actual))).as(descriptionText());
    }

    /**
     * Goes on with all unclaimed messages, those under way included, which are claimed.
     *
     * @return assertions on the list
     * @see WebSocketAssertions#claimReceived(Party)
     */
    public ListAssert<Message> unclaimedMessages() {
        return Assertions.assertThat(found(() -> WebSocketAssertions.claimReceived(actual)))
                .as(descriptionText());
    }
}
