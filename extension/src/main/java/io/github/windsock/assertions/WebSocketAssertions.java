package io.github.windsock.assertions;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.RequestMatcher;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.WaitLimit;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apiguardian.api.API;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about sockets and connections. Import them statically.
 *
 * <p>Each takes the expected value first and the party last, and works for both ends of a connection. Each waits until
 * the expected event is in the journal and its listeners have run. It fails when the event can no longer come, or at
 * the timeout ({@code windsock.timeout}, 5 s by default). A failure is an {@code AssertionFailedError} with the
 * timeline of both ends.
 *
 * <p>An assertion about messages <em>claims</em> the earliest matching message that no assertion has claimed, whether
 * it came before or after the call. A failed assertion claims nothing. So the same assertion twice expects two
 * messages.
 *
 * <p>All methods may be called from any thread except a page's event loop and a server's own threads. There they throw
 * {@code IllegalStateException}, because the wait would block the event that it waits for.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class WebSocketAssertions {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private WebSocketAssertions() {}

    /**
     * Asserts that a party reaches a state.
     *
     * <pre>{@code BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));}</pre>
     *
     * <p>Fails at once if the party is past that state, since a party never returns to an earlier one.
     *
     * @param expected the state
     * @param party the socket or connection
     * @param <P> its type
     * @return the same party
     * @throws AssertionError if it does not reach that state in time
     */
    public static <P extends Party> P assertReadyState(ReadyState expected, P party) {
        requireNonNull(expected, "expected must not be null");
        return StateAssertions.assertReadyState(expected, requireNonNull(party, "party must not be null"));
    }

    /**
     * Asserts that a party has gone through exactly these states, in this order.
     *
     * <pre>{@code assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), socket);}</pre>
     *
     * @param expected all states so far
     * @param party the socket or connection
     * @param <P> its type
     * @return the same party
     * @throws AssertionError if it went through others, or does not reach the last one in time
     * @throws IllegalArgumentException if {@code expected} is empty, or no party can take these states in this order
     */
    public static <P extends Party> P assertReadyStates(List<ReadyState> expected, P party) {
        List<ReadyState> states = Elements.copyOf(expected, "expected");
        return StateAssertions.assertReadyStates(states, requireNonNull(party, "party must not be null"));
    }

    /**
     * Asserts that a party receives a text message.
     *
     * <pre>{@code assertReceived("hello WebSocket", socket);}</pre>
     *
     * @param expected the whole text
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if no unclaimed message with that text comes in time
     */
    public static Message assertReceived(String expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return assertReceived(Message.text(expected), party);
    }

    /**
     * Asserts that a party receives a binary message.
     *
     * @param expected all bytes of the message
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if no unclaimed message with these bytes comes in time
     */
    public static Message assertReceived(byte[] expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return assertReceived(Message.binary(expected), party);
    }

    /**
     * Asserts that a party receives a message.
     *
     * @param expected the message; type and content must be equal
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if no unclaimed equal message comes in time
     */
    public static Message assertReceived(Message expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(Expected.of(expected), requireParty(party));
    }

    /**
     * Asserts that a party receives a message that a matcher accepts.
     *
     * <pre>{@code Message tick = assertReceived(textContaining("tick"), socket);}</pre>
     *
     * @param expected a matcher, from {@link io.github.windsock.Matchers} or a library; called on this thread, once for
     *     each message
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if no unclaimed message that it accepts comes in time, or the matcher throws
     */
    public static Message assertReceived(MessageMatcher expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(Expected.of(expected), requireParty(party));
    }

    /**
     * Asserts that a party receives exactly {@code times} messages with a text; other messages may come too.
     *
     * @param times the number of messages, 1 or more
     * @param expected the whole text
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException as {@link #assertNothingMoreReceived(Party)} does
     */
    public static List<Message> assertReceived(int times, String expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(Message.text(expected)), requireParty(party), null);
    }

    /**
     * Asserts that a party receives exactly {@code times} messages that a matcher accepts; other messages may come too.
     *
     * <pre>{@code List<Message> ticks = assertReceived(3, textContaining("tick"), socket);}</pre>
     *
     * <p>It confirms that no more come in the same way as {@link #assertNothingMoreReceived(Party)}.
     *
     * @param times the number of messages, 1 or more
     * @param expected the matcher
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static List<Message> assertReceived(int times, MessageMatcher expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(expected), requireParty(party), null);
    }

    /**
     * Asserts that a party receives exactly {@code times} messages that a matcher accepts, and no more of them for a
     * time. Use this for a peer that is not Windsock's own.
     *
     * @param times the number of messages, 1 or more
     * @param expected the matcher
     * @param party the socket or connection
     * @param period how long to watch once all have come, by {@link #quietFor}
     * @return the messages
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Message> assertReceived(int times, MessageMatcher expected, Party party, QuietPeriod period) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(period, "period must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(expected), requireParty(party), period);
    }

    /**
     * Asserts that a party receives exactly {@code times} messages with a text, and no more of them for a time. Use this
     * for a peer that is not Windsock's own.
     *
     * @param times the number of messages, 1 or more
     * @param expected the whole text
     * @param party the socket or connection
     * @param period how long to watch once all have come, by {@link #quietFor}
     * @return the messages
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Message> assertReceived(int times, String expected, Party party, QuietPeriod period) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(period, "period must not be null");
        return MessageAssertions.assertReceived(
                times, Expected.of(Message.text(expected)), requireParty(party), period);
    }

    /**
     * Asserts that there is no unclaimed message with a text, and that none is on its way.
     *
     * @param unwanted the whole text
     * @param party the socket or connection
     * @throws AssertionError if there is one, or one comes
     * @throws IllegalStateException as {@link #assertNothingMoreReceived(Party)} does
     */
    public static void assertNotReceived(String unwanted, Party party) {
        requireNonNull(unwanted, "unwanted must not be null");
        QuietAssertions.assertNotReceived(Expected.of(Message.text(unwanted)), requireParty(party), null);
    }

    /**
     * Asserts that there is no unclaimed message that a matcher accepts, and that none is on its way.
     *
     * <pre>{@code assertNotReceived(textContaining("error"), socket);}</pre>
     *
     * <p>It confirms this in the same way as {@link #assertNothingMoreReceived(Party)}. Other messages may come.
     *
     * @param unwanted the matcher of the messages that must not come
     * @param party the socket or connection
     * @throws AssertionError if there is one, or one comes
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static void assertNotReceived(MessageMatcher unwanted, Party party) {
        requireNonNull(unwanted, "unwanted must not be null");
        QuietAssertions.assertNotReceived(Expected.of(unwanted), requireParty(party), null);
    }

    /**
     * Asserts that there is no unclaimed message that a matcher accepts, and that none comes for a time. Use this for a
     * peer that is not Windsock's own.
     *
     * @param unwanted the matcher of the messages that must not come
     * @param party the socket or connection
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @throws AssertionError if there is one, or one comes meanwhile
     */
    public static void assertNotReceived(MessageMatcher unwanted, Party party, QuietPeriod period) {
        requireNonNull(unwanted, "unwanted must not be null");
        requireNonNull(period, "period must not be null");
        QuietAssertions.assertNotReceived(Expected.of(unwanted), requireParty(party), period);
    }

    /**
     * Asserts that there is no unclaimed message with a text, and that none comes for a time. Use this for a peer that
     * is not Windsock's own.
     *
     * @param unwanted the whole text
     * @param party the socket or connection
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @throws AssertionError if there is one, or one comes meanwhile
     */
    public static void assertNotReceived(String unwanted, Party party, QuietPeriod period) {
        requireNonNull(unwanted, "unwanted must not be null");
        requireNonNull(period, "period must not be null");
        QuietAssertions.assertNotReceived(Expected.of(Message.text(unwanted)), requireParty(party), period);
    }

    /**
     * Hides messages with a text from all assertions, for the rest of the test.
     *
     * @param noise the whole text
     * @param party the socket or connection
     */
    public static void ignoreReceived(String noise, Party party) {
        requireNonNull(noise, "noise must not be null");
        ignoreReceived(Matchers.text(noise), party);
    }

    /**
     * Hides messages that a matcher accepts from all assertions, for the rest of the test: unclaimed messages so far,
     * and later ones. The timeline shows them as ignored; {@code received()} and {@link #assertEvents} still include
     * them.
     *
     * <pre>{@code ignoreReceived(text("heartbeat"), socket);}</pre>
     *
     * @param noise the matcher of the messages to hide
     * @param party the socket or connection
     */
    public static void ignoreReceived(MessageMatcher noise, Party party) {
        requireNonNull(noise, "noise must not be null");
        PartyLog.of(requireParty(party)).ignore(noise);
    }

    /**
     * Claims all unclaimed messages that a party has received so far. It first waits for messages that are on their
     * way from earlier actions on the connections and pages of the journal, by pings that are sent last.
     *
     * @param party the socket or connection
     * @return the messages in order, hidden from other assertions; empty if there are none
     * @throws AssertionError if it cannot be known what is on its way
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static List<Message> claimReceived(Party party) {
        return MessageAssertions.claimReceived(requireParty(party), null);
    }

    /**
     * Claims all unclaimed messages that a party has received at the end of a time. Use this for a peer that is not
     * Windsock's own.
     *
     * @param party the socket or connection
     * @param period how long to wait for more, by {@link #quietFor}
     * @return the messages in order, hidden from other assertions; empty if there are none
     */
    public static List<Message> claimReceived(Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return MessageAssertions.claimReceived(requireParty(party), period);
    }

    /**
     * Waits for the next unclaimed message of a party, and claims it.
     *
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if none comes in time
     */
    public static Message awaitMessage(Party party) {
        return MessageAssertions.awaitMessage(requireParty(party));
    }

    /**
     * Asserts that a party receives these messages in this order; others may come before, between and after them.
     *
     * <pre>{@code assertReceivedInOrder(List.of("welcome", "price 42"), socket);}</pre>
     *
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s, at
     *     least one
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if they do not all come in that order in time
     * @throws IllegalArgumentException if there is none, or an element is of another type
     */
    public static List<Message> assertReceivedInOrder(List<?> expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(party, "party must not be null");
        return MessageAssertions.assertReceivedInOrder(Expected.allOf(expected), party);
    }

    /**
     * Asserts that the unclaimed messages of a party are exactly these, in this order, and that no more come.
     *
     * <p>It confirms that no more come in the same way as {@link #assertNothingMoreReceived(Party)}.
     *
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if others or more come, or not all in time
     * @throws IllegalArgumentException if an element is of another type
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open, so that more may come
     *     at any time; pass {@link #quietFor} then
     */
    public static List<Message> assertReceivedExactly(List<?> expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(party, "party must not be null");
        return MessageAssertions.assertReceivedExactly(Expected.allOf(expected), party, null);
    }

    /**
     * Asserts that the unclaimed messages of a party are exactly these, in this order, and that no more come for a
     * time. Use this for a peer that is not Windsock's own.
     *
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s
     * @param party the socket or connection
     * @param period how long to watch once all have come, by {@link #quietFor}
     * @return the messages
     * @throws AssertionError if others or more come, or not all in time
     * @throws IllegalArgumentException if an element is of another type
     */
    public static List<Message> assertReceivedExactly(List<?> expected, Party party, QuietPeriod period) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(party, "party must not be null");
        requireNonNull(period, "period must not be null");
        return MessageAssertions.assertReceivedExactly(Expected.allOf(expected), party, period);
    }

    /**
     * Asserts that there is no unclaimed message, and that none is on its way.
     *
     * <p>It needs no fixed waiting time. Either the connection has ended, so that no message can come. Or the other end
     * is Windsock's own: then pings are sent last on the connections of the journal. When they have been read, all
     * earlier actions on its connections and pages are complete, and the server has nothing left to send by itself.
     *
     * @param party the socket or connection
     * @return all messages that it received, in order, which other assertions have claimed or ignored
     * @throws AssertionError if there is an unclaimed message, or one comes
     * @throws IllegalStateException if the other end is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static List<Message> assertNothingMoreReceived(Party party) {
        return QuietAssertions.assertNothingMoreReceived(requireParty(party), null);
    }

    /**
     * Asserts that there is no unclaimed message, and that none comes for a time. Use this for a peer that is not
     * Windsock's own.
     *
     * @param party the socket or connection
     * @param duration how long to watch, longer than zero; the assertion takes that long when it passes
     * @return all messages that it received, in order, which other assertions have claimed or ignored
     * @throws AssertionError if there is an unclaimed message, or one comes meanwhile
     * @throws IllegalArgumentException if the duration is not longer than zero
     */
    public static List<Message> assertNothingMoreReceived(Party party, Duration duration) {
        requireNonNull(duration, "duration must not be null");
        return assertNothingMoreReceived(party, quietFor(duration));
    }

    /**
     * Asserts that there is no unclaimed message, and that none comes for a time. Use this for a peer that is not
     * Windsock's own.
     *
     * @param party the socket or connection
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @return all messages that it received, in order, which other assertions have claimed or ignored
     * @throws AssertionError if there is an unclaimed message, or one comes meanwhile
     */
    public static List<Message> assertNothingMoreReceived(Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return QuietAssertions.assertNothingMoreReceived(requireParty(party), period);
    }

    /**
     * Returns how long an assertion watches that nothing comes, for a peer that is not Windsock's own.
     *
     * <pre>{@code assertReceivedExactly(List.of("a"), connection, quietFor(ofMillis(200)));}</pre>
     *
     * @param length longer than zero; the assertion does not see what comes later
     * @return the period
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public static QuietPeriod quietFor(Duration length) {
        return QuietPeriod.of(length);
    }

    /**
     * Asserts that the next unclaimed message is the last one: the answer to the last request of the test. Use this
     * for a peer that is not Windsock's own, if it answers in order.
     *
     * <pre>{@code
     * socket.send("ping");
     * assertNothingMoreReceivedBefore("pong", socket);   // whatever came before it is shown
     * }</pre>
     *
     * @param last the text of the last message
     * @param party the socket or connection
     * @return the last message
     * @throws AssertionError if another unclaimed message comes before it, or it does not come in time
     */
    public static Message assertNothingMoreReceivedBefore(String last, Party party) {
        requireNonNull(last, "last must not be null");
        return QuietAssertions.assertNothingMoreReceivedBefore(Message.text(last), requireParty(party));
    }

    /**
     * Asserts that a party is closed, and that the Close frame it <em>received</em> had this code and reason.
     *
     * <pre>{@code assertClosedWith(3005, "bye", socket);}</pre>
     *
     * @param code the code; 1005 for an empty frame, 1006 for none
     * @param reason the whole reason
     * @param party the socket or connection
     * @return the status
     * @throws AssertionError if it is closed with another status, or not closed in time
     * @throws IllegalArgumentException if no party can receive that status: the code does not fit into 16 bits, the
     *     reason is longer than 123 bytes, or 1005 or 1006 has a reason
     */
    public static CloseStatus assertClosedWith(int code, String reason, Party party) {
        return assertClosedWith(new CloseStatus(code, reason), party);
    }

    /**
     * Asserts that a party is closed with the status that it received.
     *
     * @param expected code and reason
     * @param party the socket or connection
     * @return the status
     * @throws AssertionError if it is closed with another status, or not closed in time
     * @throws IllegalArgumentException if no party can receive that status
     */
    public static CloseStatus assertClosedWith(CloseStatus expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return CloseAssertions.assertClosedWith(expected, requireParty(party));
    }

    /**
     * Asserts that a party was closed cleanly: both ends sent a Close frame (RFC 6455, section 7.1.4).
     *
     * @param party the socket or connection
     * @return the status with which it was closed
     * @throws AssertionError if the close was not clean, or it is not closed in time
     */
    public static CloseStatus assertClosedCleanly(Party party) {
        return CloseAssertions.assertClosedCleanly(requireParty(party));
    }

    /**
     * Asserts that the server played a fault, and that the client failed the connection because of it.
     *
     * <pre>{@code
     * server.behave(invalidUtf8());
     * assertFailed(invalidUtf8(), page.open(server.uri()));
     * }</pre>
     *
     * @param expected the fault
     * @param party the socket, also one that was never open; or the connection, if the client is not Windsock's own
     * @return the reason: the client's own, if it is Windsock's, or else what the server saw
     * @throws AssertionError if the server played no such fault, or the connection was closed cleanly, or is not closed
     *     in time
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static String assertFailed(Fault expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return FaultAssertions.assertFailed(expected, requireParty(party));
    }

    /**
     * Asserts that the conversation on a connection equals that in a file beside the test class, step by step:
     * messages, pings, and the close. Waits until all steps have happened, and fails at the first step that differs. It
     * confirms that nothing more is on its way in the same way as {@link #assertNothingMoreReceived(Party)}. Comments
     * and pauses are not compared.
     *
     * <pre>{@code assertConversation("login.wsc", connection, uuids());}</pre>
     *
     * <p>With {@code -Dwindsock.conversations=write} it writes the file, under {@code src/test/resources}, instead of
     * comparing; otherwise it never writes. A server can play the file, see {@link Party#conversation()}.
     *
     * @param file the name of the file, resolved as by {@link Class#getResource} of the calling class
     * @param party the socket or connection
     * @param scrubbers replace values that differ from run to run, in both conversations
     * @return the actual conversation, without replacements
     * @throws AssertionError if a step differs, is missing or is one too many, or there is no such file
     * @throws IllegalArgumentException if the file is not a conversation; the message has line and column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static String assertConversation(String file, Party party, Scrubber... scrubbers) {
        requireNonNull(file, "file must not be null");
        List<Scrubber> replacing = Elements.copyOf("scrubbers", scrubbers);
        Class<?> caller = CALLERS.getCallerClass();
        return ConversationAssertions.assertConversation(
                new ConversationFile(file, caller), requireParty(party), replacing);
    }

    /**
     * Asserts that a socket fires exactly these events, in this order, from its first event on.
     *
     * <pre>{@code assertEvents(List.of("open", "message hello", "close 3005 bye"), socket);}</pre>
     *
     * <p>{@link BrowserWebSocket#events()} describes the form. Waits until the events have come and their listeners
     * have run, and fails at the first one that differs. If the socket stays open, it then confirms that no more are on
     * their way in the same way as {@link #assertNothingMoreReceived(Party)}. Events that other assertions have claimed
     * count too; unclaimed ones are claimed.
     *
     * @param expected the events in that form, at least one
     * @param socket the socket
     * @return the events, with their messages and statuses
     * @throws AssertionError if others or more come, or not all in time
     * @throws IllegalArgumentException if an element is not an event, or there is none
     * @throws IllegalStateException if the peer is not Windsock's own and the socket is open, so that more may come at
     *     any time
     */
    public static List<Event> assertEvents(List<String> expected, BrowserWebSocket socket) {
        List<String> events = Elements.copyOf(expected, "expected");
        return EventAssertions.assertEvents(events, requireNonNull(socket, "socket must not be null"));
    }

    /**
     * Asserts that a server has seen exactly {@code expected} attempts to connect, refused ones included. Waits until
     * there are at least so many, and then checks once. A client may make another attempt a moment later; use {@link
     * #assertNoMoreAttempts} to watch for that.
     *
     * @param expected the number, 0 or more
     * @param server the server
     * @return the attempts
     * @throws AssertionError if there are more at that moment, or fewer come in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Attempt> assertAttempts(int expected, EchoServer server) {
        return AttemptAssertions.assertAttempts(expected, requireNonNull(server, "server must not be null"));
    }

    /**
     * Asserts that a server has seen no attempts other than those that the test has claimed, and sees none for a time.
     *
     * <pre>{@code
     * assertAttempts(1, server);
     * assertNoMoreAttempts(server, quietFor(ofMillis(300)));   // it does not reconnect
     * }</pre>
     *
     * <p>Claimed are all attempts up to the last one that {@link #assertAttempts} counted, or that {@code
     * awaitAttempts}, {@code awaitAttempt} or {@code awaitConnection} returned.
     *
     * @param server the server
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @return the claimed attempts
     * @throws AssertionError if there are more, or one comes meanwhile
     */
    public static List<Attempt> assertNoMoreAttempts(EchoServer server, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return AttemptAssertions.assertNoMoreAttempts(requireNonNull(server, "server must not be null"), period);
    }

    /**
     * Asserts that an attempt is refused with an HTTP status.
     *
     * <pre>{@code
     * HttpAnswer refused = assertRefused(401, server.awaitAttempt());
     * assertEquals(Optional.of("Bearer"), refused.header("WWW-Authenticate"));
     * }</pre>
     *
     * @param status the status, 200 to 999
     * @param attempt the attempt
     * @return the answer, with headers and body
     * @throws AssertionError if the answer is another one, or does not come in time
     * @throws IllegalArgumentException if the status is not between 200 and 999
     */
    public static HttpAnswer assertRefused(int status, Attempt attempt) {
        return AttemptAssertions.assertRefused(status, requireNonNull(attempt, "attempt must not be null"));
    }

    /**
     * Asserts that a server refuses a socket with an HTTP status. The returned answer is complete, with headers and
     * body.
     *
     * <pre>{@code
     * assertEquals("not for you", assertRefused(403, socket).text());
     * }</pre>
     *
     * <p>Fails at once if the socket opens, or ends without an answer or with another one.
     *
     * @param status the status, such as 403
     * @param socket the socket
     * @return the answer
     * @throws AssertionError if the answer is another one, or does not come in time
     */
    public static HttpAnswer assertRefused(int status, BrowserWebSocket socket) {
        return AttemptAssertions.assertRefused(status, requireNonNull(socket, "socket must not be null"));
    }

    /**
     * Asserts that the handshake request of a client is as expected.
     *
     * <pre>{@code assertHandshake(header("Authorization", "Bearer abc").and(offers("v2.chat")), attempt);}</pre>
     *
     * <p>Does not wait, since an attempt has its request from the beginning.
     *
     * @param expected the matcher of the request, from {@link io.github.windsock.Matchers}
     * @param attempt the attempt
     * @return the handshake: the request, and the answer if there is one
     * @throws AssertionError if the request does not match
     */
    public static Handshake assertHandshake(RequestMatcher expected, Attempt attempt) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(attempt, "attempt must not be null");
        return AttemptAssertions.assertHandshake(expected, attempt.handshake(), attempt, attempt.name());
    }

    /**
     * Asserts that the handshake request for a connection was as expected.
     *
     * @param expected the matcher of the request
     * @param connection the connection
     * @return the handshake: the request and the answer
     * @throws AssertionError if the request does not match
     */
    public static Handshake assertHandshake(RequestMatcher expected, ServerConnection connection) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(connection, "connection must not be null");
        String name = PartyLog.of(connection).name();
        return AttemptAssertions.assertHandshake(expected, connection.handshake(), connection, name);
    }

    /**
     * Asserts that a party receives exactly {@code n} pings; those that Windsock sends itself do not count.
     *
     * <p>It confirms that no more come in the same way as {@link #assertNothingMoreReceived(Party)}.
     *
     * @param n the number, 0 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static List<Payload> assertPinged(int n, Party party) {
        return ControlAssertions.pings(requireParty(party)).assertExactly(n, null);
    }

    /**
     * Asserts that a party receives exactly {@code n} pings, and no more of them for a time. Use this for a peer that
     * is not Windsock's own.
     *
     * @param n the number, 0 or more
     * @param party the socket or connection
     * @param period how long to watch once all have come, by {@link #quietFor}
     * @return their payloads, in order
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Payload> assertPinged(int n, Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return ControlAssertions.pings(requireParty(party)).assertExactly(n, period);
    }

    /**
     * Asserts that a party receives a ping with a payload, and claims it.
     *
     * @param payload the whole payload, as text
     * @param party the socket or connection
     * @return the payload
     * @throws AssertionError if none comes in time
     */
    public static Payload assertPinged(String payload, Party party) {
        requireNonNull(payload, "payload must not be null");
        return assertPinged(Payload.ofText(payload), party);
    }

    /**
     * Asserts that a party receives a ping with a payload, and claims it.
     *
     * @param payload the whole payload
     * @param party the socket or connection
     * @return the payload
     * @throws AssertionError if none comes in time
     */
    public static Payload assertPinged(Payload payload, Party party) {
        requireNonNull(payload, "payload must not be null");
        return ControlAssertions.pings(requireParty(party)).assertOne(payload);
    }

    /**
     * Waits until a party has received at least {@code n} unclaimed pings, and claims the first {@code n}.
     *
     * @param n the number, 1 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Payload> awaitPings(int n, Party party) {
        return ControlAssertions.pings(requireParty(party)).await(n);
    }

    /**
     * Asserts that a party receives exactly {@code n} pongs; those of Windsock's own pings do not count.
     *
     * <p>It confirms that no more come in the same way as {@link #assertNothingMoreReceived(Party)}.
     *
     * @param n the number, 0 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if the peer is not Windsock's own and the connection is open; pass
     *     {@link #quietFor} then
     */
    public static List<Payload> assertPonged(int n, Party party) {
        return ControlAssertions.pongs(requireParty(party)).assertExactly(n, null);
    }

    /**
     * Asserts that a party receives exactly {@code n} pongs, and no more of them for a time. Use this for a peer that
     * is not Windsock's own.
     *
     * @param n the number, 0 or more
     * @param party the socket or connection
     * @param period how long to watch once all have come, by {@link #quietFor}
     * @return their payloads, in order
     * @throws AssertionError if more or fewer come in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Payload> assertPonged(int n, Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return ControlAssertions.pongs(requireParty(party)).assertExactly(n, period);
    }

    /**
     * Asserts that a party receives a pong with a payload, and claims it.
     *
     * @param payload the whole payload, as text
     * @param party the socket or connection
     * @return the payload
     * @throws AssertionError if none comes in time
     */
    public static Payload assertPonged(String payload, Party party) {
        requireNonNull(payload, "payload must not be null");
        return assertPonged(Payload.ofText(payload), party);
    }

    /**
     * Asserts that a party receives a pong with a payload, and claims it.
     *
     * @param payload the whole payload
     * @param party the socket or connection
     * @return the payload
     * @throws AssertionError if none comes in time
     */
    public static Payload assertPonged(Payload payload, Party party) {
        requireNonNull(payload, "payload must not be null");
        return ControlAssertions.pongs(requireParty(party)).assertOne(payload);
    }

    /**
     * Waits until a party has received at least {@code n} unclaimed pongs, and claims the first {@code n}.
     *
     * @param n the number, 1 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if fewer come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Payload> awaitPongs(int n, Party party) {
        return ControlAssertions.pongs(requireParty(party)).await(n);
    }

    /**
     * Asserts that numbered messages continue from connection to connection: of the messages that these parties have
     * received so far, none is lost, duplicated or out of order.
     *
     * <pre>{@code assertContinuous(message -> Long.parseLong(message.text()), List.of(before, after));}</pre>
     *
     * <p>It waits for messages that are on their way from Windsock's own ends; of other ends, only messages that have
     * arrived count. Messages that other assertions have claimed count too; this assertion claims none. Messages
     * without a number must be {@linkplain #ignoreReceived(MessageMatcher, Party) ignored}.
     *
     * @param idOf returns the number of a message, which must be one more than that of the previous message
     * @param parties the sockets or connections, in their order
     * @return all the messages
     * @throws AssertionError if a number is not the next one, or there is no message at all
     * @throws IllegalArgumentException if there are no parties
     */
    public static List<Message> assertContinuous(ToLongFunction<Message> idOf, List<? extends Party> parties) {
        requireNonNull(idOf, "idOf must not be null");
        return ContinuityAssertions.assertContinuous(idOf, Elements.copyOf(parties, "parties"));
    }

    /**
     * Asserts that a client paused between its attempts, with growing pauses.
     *
     * <pre>{@code assertBackoff(server.awaitAttempts(3), atLeast(ofMillis(100)), factor(2));}</pre>
     *
     * <p>A pause lasts from the end of an attempt to the next attempt, both measured at the server. An attempt ends
     * when it is refused, or when its connection begins to close: with the server's fault, the first Close frame of
     * either end, or the end of the connection. For an upper bound it ends with its connection.
     *
     * @param attempts at least two, in order
     * @param first the first pause, and a bound for all if there is one
     * @param factor the factor by which the minimum grows from pause to pause; 1 for constant or random pauses
     * @return the pauses, one fewer than the attempts
     * @throws AssertionError if a pause is too short or too long, or an attempt came before the previous one had ended
     * @throws IllegalArgumentException if there are fewer than two attempts
     */
    public static List<Duration> assertBackoff(List<Attempt> attempts, Backoff first, Backoff.Factor factor) {
        List<Attempt> all = Elements.copyOf(attempts, "attempts");
        requireNonNull(first, "first must not be null");
        requireNonNull(factor, "factor must not be null");
        return AttemptAssertions.assertBackoff(all, first, factor);
    }

    /**
     * Returns pauses with a minimum, for {@link #assertBackoff}.
     *
     * @param least the shortest first pause, zero or longer
     * @return pauses without an upper bound
     * @throws IllegalArgumentException if it is negative
     */
    public static Backoff atLeast(Duration least) {
        return Backoff.atLeast(least);
    }

    /**
     * Returns the growth of pauses, for {@link #assertBackoff}.
     *
     * @param value the factor from one pause to the next, at least 1
     * @return the factor
     * @throws IllegalArgumentException if it is less than 1, or not finite
     */
    public static Backoff.Factor factor(double value) {
        return new Backoff.Factor(value);
    }

    /**
     * Returns an Awaitility factory for conditions on the user's own state, evaluated after each change of the journal.
     *
     * <pre>{@code await(server).until(() -> feed.price() == 42);}</pre>
     *
     * <p>The condition runs in the calling thread. Since user code may handle an event a little later than the journal
     * records it, the condition is also evaluated 0.2, 0.5, 1, 2, 5 and 10 ms after each change, and then every 20 ms.
     * The timeout is that of the other assertions, and {@code windsock.timeout.mode} may turn it off; {@code
     * atMost(..)} sets another one, which always applies. A timeout fails with the state of the last connection, or
     * what came instead of one, and the timeline; an interrupt, such as that of JUnit's {@code @Timeout}, ends the wait
     * at once.
     *
     * @param recorded the server, page, socket or connection whose traffic wakes the wait
     * @return Awaitility's factory, for {@code until} and {@code untilAsserted}
     */
    public static ConditionFactory await(Recorded recorded) {
        return Awaiting.on(requireNonNull(recorded, "recorded must not be null"));
    }

    /**
     * Sets the timeout of everything that waits within a block: assertions, {@code awaitAttempts} and similar methods,
     * and {@link #await}.
     *
     * <pre>{@code Message welcome = waitingUpTo(ofSeconds(20), () -> assertReceived("welcome", socket));}</pre>
     *
     * <p>It applies to this thread. Each wait gets the whole timeout; the innermost of nested blocks applies.
     *
     * @param timeout the longest wait, longer than zero
     * @param assertion the block
     * @param <T> the type of the result
     * @return the result of the block
     * @throws IllegalArgumentException if the timeout is not longer than zero
     */
    public static <T> T waitingUpTo(Duration timeout, Supplier<T> assertion) {
        return WaitLimit.during(timeout, requireNonNull(assertion, "assertion must not be null"));
    }

    /**
     * Sets the timeout of everything that waits within a block without a result.
     *
     * @param timeout the longest wait, longer than zero
     * @param assertion the block
     * @throws IllegalArgumentException if the timeout is not longer than zero
     * @see #waitingUpTo(Duration, Supplier)
     */
    public static void waitingUpTo(Duration timeout, Runnable assertion) {
        requireNonNull(assertion, "assertion must not be null");
        WaitLimit.<@Nullable Void>during(timeout, () -> {
            assertion.run();
            return null;
        });
    }

    private static Party requireParty(Party party) {
        return requireNonNull(party, "party must not be null");
    }
}
