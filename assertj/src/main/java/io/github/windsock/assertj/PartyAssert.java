package io.github.windsock.assertj;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.assertions.QuietPeriod;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.journal.Party;
import io.github.windsock.server.Fault;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one end of a connection. Each waits and claims as the method of {@code WebSocketAssertions} that it
 * calls.
 *
 * @param <S> the type of the assertion
 * @param <P> the type of the end
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract class PartyAssert<S extends PartyAssert<S, P>, P extends Party> extends WaitingAssert<S, P> {

    private @Nullable QuietPeriod period;

    PartyAssert(@Nullable P actual, Class<?> type) {
        super(actual, type);
    }

    /**
     * Sets how long the following assertions of this chain watch that no more comes. Use this for a peer that is not
     * Windsock's own.
     *
     * <pre>{@code assertThat(connection).watching(quietFor(ofMillis(200))).hasReceivedExactly("a", "b");}</pre>
     *
     * <p>A second call replaces the first.
     *
     * @param period how long to watch, by {@link WebSocketAssertions#quietFor}
     * @return this
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S watching(QuietPeriod period) {
        this.period = requireNonNull(period, "period must not be null");
        return myself;
    }

    /**
     * Verifies that the party reaches a state.
     *
     * @param expected the state
     * @return this
     * @see WebSocketAssertions#assertReadyState
     */
    public S hasState(ReadyState expected) {
        return check(() -> WebSocketAssertions.assertReadyState(expected, actual));
    }

    /**
     * Verifies that the party has gone through exactly these states, in this order.
     *
     * @param expected all states so far
     * @return this
     * @see WebSocketAssertions#assertReadyStates
     */
    public S hasTakenStates(ReadyState... expected) {
        return check(() -> WebSocketAssertions.assertReadyStates(Elements.copyOf("expected", expected), actual));
    }

    /**
     * Verifies that the numbers of the messages continue in the following parties, such as after a reconnect: none is
     * lost, duplicated or out of order.
     *
     * @param idOf returns the number of a message, which must be one more than that of the previous message
     * @param next the sockets or connections after this one, in their order
     * @return this
     * @see WebSocketAssertions#assertContinuous
     */
    public S isContinuedBy(ToLongFunction<Message> idOf, Party... next) {
        return check(() -> WebSocketAssertions.assertContinuous(
                idOf,
                Stream.concat(Stream.of(actual), Elements.copyOf("next", next).stream())
                        .toList()));
    }

    /**
     * Verifies that the party opens.
     *
     * @return this
     */
    public S isOpen() {
        return hasState(ReadyState.OPEN);
    }

    /**
     * Verifies that the party closes.
     *
     * @return this
     */
    public S isClosed() {
        return hasState(ReadyState.CLOSED);
    }

    /**
     * Verifies that the party closes, and that the Close frame it received has this code and reason.
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
     * Verifies that the party closes cleanly.
     *
     * @return this
     * @see WebSocketAssertions#assertClosedCleanly
     */
    public S isClosedCleanly() {
        return check(() -> WebSocketAssertions.assertClosedCleanly(actual));
    }

    /**
     * Verifies that the server has played a fault, and that the client has failed the connection.
     *
     * @param expected the fault
     * @return this
     * @see WebSocketAssertions#assertFailed
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S hasFailed(Fault expected) {
        return check(() -> WebSocketAssertions.assertFailed(expected, actual));
    }

    /**
     * Verifies that the party receives a text message, and claims it.
     *
     * @param text the whole text
     * @return this
     * @see WebSocketAssertions#assertReceived(String, Party)
     */
    public S hasReceived(String text) {
        return check(() -> WebSocketAssertions.assertReceived(text, actual));
    }

    /**
     * Verifies that the party receives a message that a matcher accepts, and claims it.
     *
     * @param expected the matcher
     * @return this
     * @see WebSocketAssertions#assertReceived(MessageMatcher, Party)
     */
    public S hasReceived(MessageMatcher expected) {
        return check(() -> WebSocketAssertions.assertReceived(expected, actual));
    }

    /**
     * Verifies that the party receives a binary message, and claims it.
     *
     * @param bytes all bytes of the message
     * @return this
     * @see WebSocketAssertions#assertReceived(byte[], Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S hasReceived(byte[] bytes) {
        return check(() -> WebSocketAssertions.assertReceived(bytes, actual));
    }

    /**
     * Verifies that the party receives exactly {@code times} messages with a text, and claims them.
     *
     * @param times the number of messages, 1 or more
     * @param text the whole text
     * @return this
     * @see WebSocketAssertions#assertReceived(int, String, Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S hasReceived(int times, String text) {
        return hasReceived(times, Matchers.text(text));
    }

    /**
     * Verifies that the party receives exactly {@code times} messages that a matcher accepts, and claims them.
     *
     * @param times the number of messages, 1 or more
     * @param expected the matcher
     * @return this
     * @see WebSocketAssertions#assertReceived(int, MessageMatcher, Party)
     */
    public S hasReceived(int times, MessageMatcher expected) {
        return check(() -> several(times, expected));
    }

    private List<Message> several(int times, MessageMatcher expected) {
        return period == null
                ? WebSocketAssertions.assertReceived(times, expected, actual)
                : WebSocketAssertions.assertReceived(times, expected, actual, period);
    }

    /**
     * Verifies that the party receives messages in this order; others may come between them.
     *
     * @param expected texts, bytes, messages or matchers
     * @return this
     * @see WebSocketAssertions#assertReceivedInOrder
     */
    public S hasReceivedInOrder(Object... expected) {
        return check(() -> WebSocketAssertions.assertReceivedInOrder(Elements.copyOf("expected", expected), actual));
    }

    /**
     * Verifies that the unclaimed messages are exactly these, and that no more come.
     *
     * @param expected texts, bytes, messages or matchers
     * @return this
     * @see WebSocketAssertions#assertReceivedExactly(List, Party)
     */
    public S hasReceivedExactly(Object... expected) {
        List<Object> all = Elements.copyOf("expected", expected);
        return check(() -> {
            if (period == null) {
                WebSocketAssertions.assertReceivedExactly(all, actual);
            } else {
                WebSocketAssertions.assertReceivedExactly(all, actual, period);
            }
        });
    }

    /**
     * Verifies that there is no unclaimed message with a text, and that none is on its way.
     *
     * @param unwanted the whole text
     * @return this
     * @see WebSocketAssertions#assertNotReceived(String, Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S hasNotReceived(String unwanted) {
        return hasNotReceived(Matchers.text(unwanted));
    }

    /**
     * Verifies that there is no unclaimed message that a matcher accepts, and that none is on its way.
     *
     * @param unwanted the matcher of the messages that must not come
     * @return this
     * @see WebSocketAssertions#assertNotReceived(MessageMatcher, Party)
     */
    public S hasNotReceived(MessageMatcher unwanted) {
        return check(() -> {
            if (period == null) {
                WebSocketAssertions.assertNotReceived(unwanted, actual);
            } else {
                WebSocketAssertions.assertNotReceived(unwanted, actual, period);
            }
        });
    }

    /**
     * Hides messages that a matcher accepts from all assertions, for the rest of the test.
     *
     * @param noise the matcher of the messages to hide
     * @return this
     * @see WebSocketAssertions#ignoreReceived(MessageMatcher, Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S ignoring(MessageMatcher noise) {
        return check(() -> WebSocketAssertions.ignoreReceived(noise, actual));
    }

    /**
     * Verifies that there is no unclaimed message, and that none is on its way.
     *
     * @return this
     * @see WebSocketAssertions#assertNothingMoreReceived(Party)
     */
    public S hasReceivedNothingMore() {
        return period == null
                ? check(() -> WebSocketAssertions.assertNothingMoreReceived(actual))
                : hasReceivedNothingMore(period);
    }

    /**
     * Verifies that the next unclaimed message is this one, which the test has made the other end send, and claims it.
     *
     * @param last the whole text of that message
     * @return this
     * @see WebSocketAssertions#assertNothingMoreReceivedBefore
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S hasReceivedNothingMoreBefore(String last) {
        return check(() -> WebSocketAssertions.assertNothingMoreReceivedBefore(last, actual));
    }

    /**
     * Verifies that there is no unclaimed message, and that none comes for a time. Use this for a peer that is not
     * Windsock's own.
     *
     * @param period how long to watch, by {@link WebSocketAssertions#quietFor}
     * @return this
     */
    public S hasReceivedNothingMore(QuietPeriod period) {
        return check(() -> WebSocketAssertions.assertNothingMoreReceived(actual, period));
    }

    /**
     * Verifies that the party receives exactly {@code n} pings.
     *
     * @param n the number
     * @return this
     * @see WebSocketAssertions#assertPinged(int, Party)
     */
    public S wasPinged(int n) {
        return check(() -> {
            if (period == null) {
                WebSocketAssertions.assertPinged(n, actual);
            } else {
                WebSocketAssertions.assertPinged(n, actual, period);
            }
        });
    }

    /**
     * Verifies that the party receives a ping with a payload, and claims it.
     *
     * @param payload the whole payload, as text
     * @return this
     * @see WebSocketAssertions#assertPinged(String, Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S wasPinged(String payload) {
        return check(() -> WebSocketAssertions.assertPinged(payload, actual));
    }

    /**
     * Waits until the party has received at least {@code n} pings, claims the first {@code n}, and continues with their
     * payloads.
     *
     * @param n the number, 1 or more
     * @return assertions on the list
     * @see WebSocketAssertions#awaitPings
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public ListAssert<Payload> pings(int n) {
        return Assertions.assertThat(found(() -> WebSocketAssertions.awaitPings(n, actual)))
                .as(descriptionText());
    }

    /**
     * Verifies that the party receives exactly {@code n} pongs.
     *
     * @param n the number
     * @return this
     * @see WebSocketAssertions#assertPonged(int, Party)
     */
    public S wasPonged(int n) {
        return check(() -> {
            if (period == null) {
                WebSocketAssertions.assertPonged(n, actual);
            } else {
                WebSocketAssertions.assertPonged(n, actual, period);
            }
        });
    }

    /**
     * Verifies that the party receives a pong with a payload, and claims it.
     *
     * @param payload the whole payload, as text
     * @return this
     * @see WebSocketAssertions#assertPonged(String, Party)
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public S wasPonged(String payload) {
        return check(() -> WebSocketAssertions.assertPonged(payload, actual));
    }

    /**
     * Waits until the party has received at least {@code n} pongs, claims the first {@code n}, and continues with their
     * payloads.
     *
     * @param n the number, 1 or more
     * @return assertions on the list
     * @see WebSocketAssertions#awaitPongs
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public ListAssert<Payload> pongs(int n) {
        return Assertions.assertThat(found(() -> WebSocketAssertions.awaitPongs(n, actual)))
                .as(descriptionText());
    }

    /**
     * Waits for a message that a matcher accepts, claims it, and continues with it.
     *
     * @param expected the matcher
     * @return assertions on the message
     */
    public MessageAssert received(MessageMatcher expected) {
        return new MessageAssert(found(() -> WebSocketAssertions.assertReceived(expected, actual)))
                .as(descriptionText());
    }

    /**
     * Waits for exactly {@code times} messages that a matcher accepts, claims them, and continues with them.
     *
     * @param times the number of messages, 1 or more
     * @param expected the matcher
     * @return assertions on the list
     * @see WebSocketAssertions#assertReceived(int, MessageMatcher, Party)
     */
    public ListAssert<Message> received(int times, MessageMatcher expected) {
        return Assertions.assertThat(found(() -> several(times, expected))).as(descriptionText());
    }

    /**
     * Waits for the next unclaimed message, claims it, and continues with it.
     *
     * @return assertions on the message
     */
    public MessageAssert nextMessage() {
        return new MessageAssert(found(() -> WebSocketAssertions.awaitMessage(actual))).as(descriptionText());
    }

    /**
     * Claims all unclaimed messages, including those on their way, and continues with them.
     *
     * @return assertions on the list
     * @see WebSocketAssertions#claimReceived(Party)
     */
    public ListAssert<Message> unclaimedMessages() {
        return Assertions.assertThat(found(() -> period == null
                        ? WebSocketAssertions.claimReceived(actual)
                        : WebSocketAssertions.claimReceived(actual, period)))
                .as(descriptionText());
    }
}
