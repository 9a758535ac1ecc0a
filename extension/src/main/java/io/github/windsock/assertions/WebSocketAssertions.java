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
 * Assertions about sockets and connections, to be imported statically.
 *
 * <p>Each takes the expected value first and the party last, holds on both ends alike, and waits for what it expects: until
 * it is in the journal and its listeners have run, until it can no longer come, or until the timeout ({@code windsock.timeout},
 * 5 s by default). A failure is an {@code AssertionFailedError} with the timeline of both ends.
 *
 * <p>An assertion about messages <em>claims</em> the earliest matching one that no assertion claimed before, whether it
 * came before or after the call; a failed one claims nothing. So the same assertion twice asks for two messages.
 *
 * <p>All methods may be called from any thread but a page's event loop and a server's own threads, where they throw
 * {@code IllegalStateException}: what they wait for could not happen there.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class WebSocketAssertions {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private WebSocketAssertions() {}

    /**
     * Asserts that a party comes to a state.
     *
     * <pre>{@code BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));}</pre>
     *
     * <p>Fails at once if the party is past that state, since states only grow.
     *
     * @param expected the state
     * @param party the socket or connection
     * @param <P> its type
     * @return the same party
     * @throws AssertionError if it does not come to that state in time
     */
    public static <P extends Party> P assertReadyState(ReadyState expected, P party) {
        requireNonNull(expected, "expected must not be null");
        return StateAssertions.assertReadyState(expected, requireNonNull(party, "party must not be null"));
    }

    /**
     * Asserts that a party has taken exactly these states, in this order.
     *
     * <pre>{@code assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), socket);}</pre>
     *
     * @param expected all states so far
     * @param party the socket or connection
     * @param <P> its type
     * @return the same party
     * @throws AssertionError if it took others, or does not come to the last one in time
     */
    public static <P extends Party> P assertReadyStates(List<ReadyState> expected, P party) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(party, "party must not be null");
        return StateAssertions.assertReadyStates(List.copyOf(expected), party);
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
     * Asserts that a party receives a message that a matcher takes.
     *
     * <pre>{@code Message tick = assertReceived(textContaining("tick"), socket);}</pre>
     *
     * @param expected which, by {@link io.github.windsock.Matchers} or a library; called on this thread, once a message
     * @param party the socket or connection
     * @return the message
     * @throws AssertionError if no unclaimed message that it takes comes in time, or it throws
     */
    public static Message assertReceived(MessageMatcher expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(Expected.of(expected), requireParty(party));
    }

    /**
     * Asserts that a party receives exactly so many messages with a text; others may come beside them.
     *
     * @param times how many, 1 or more
     * @param expected the whole text
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException as {@link #assertNothingMoreReceived(Party)} does
     */
    public static List<Message> assertReceived(int times, String expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(Message.text(expected)), requireParty(party), null);
    }

    /**
     * Asserts that a party receives exactly so many messages that a matcher takes; others may come beside them.
     *
     * <pre>{@code List<Message> ticks = assertReceived(3, textContaining("tick"), socket);}</pre>
     *
     * <p>That no more come is known as {@link #assertNothingMoreReceived(Party)} knows it.
     *
     * @param times how many, 1 or more
     * @param expected which
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the peer is foreign and the connection is open: give {@link #quietFor} then
     */
    public static List<Message> assertReceived(int times, MessageMatcher expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(expected), requireParty(party), null);
    }

    /**
     * Asserts that a party receives exactly so many messages that a matcher takes, and no more of them for a time: for a peer
     * that is not Windsock's own.
     *
     * @param times how many, 1 or more
     * @param expected which
     * @param party the socket or connection
     * @param period how long to watch when all are there, by {@link #quietFor}
     * @return the messages
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Message> assertReceived(int times, MessageMatcher expected, Party party, QuietPeriod period) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(period, "period must not be null");
        return MessageAssertions.assertReceived(times, Expected.of(expected), requireParty(party), period);
    }

    /**
     * Asserts that no unclaimed message with a text is there, and that none is under way. It returns nothing, since there is
     * nothing to find.
     *
     * @param unwanted the whole text
     * @param party the socket or connection
     * @throws AssertionError if one is there or comes
     * @throws IllegalStateException as {@link #assertNothingMoreReceived(Party)} does
     */
    public static void assertNotReceived(String unwanted, Party party) {
        requireNonNull(unwanted, "unwanted must not be null");
        QuietAssertions.assertNotReceived(Expected.of(Message.text(unwanted)), requireParty(party), null);
    }

    /**
     * Asserts that no unclaimed message that a matcher takes is there, and that none is under way.
     *
     * <pre>{@code assertNotReceived(textContaining("error"), socket);}</pre>
     *
     * <p>It knows as {@link #assertNothingMoreReceived(Party)} does; others may come. It returns nothing, since there is
     * nothing to find.
     *
     * @param unwanted which are not to come
     * @param party the socket or connection
     * @throws AssertionError if one is there or comes
     * @throws IllegalStateException if the peer is foreign and the connection is open: give {@link #quietFor} then
     */
    public static void assertNotReceived(MessageMatcher unwanted, Party party) {
        requireNonNull(unwanted, "unwanted must not be null");
        QuietAssertions.assertNotReceived(Expected.of(unwanted), requireParty(party), null);
    }

    /**
     * Asserts that no unclaimed message that a matcher takes is there and none comes for a time, for an end that is not
     * Windsock's own. It returns nothing, since there is nothing to find.
     *
     * @param unwanted which are not to come
     * @param party the socket or connection
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @throws AssertionError if one is there or comes meanwhile
     */
    public static void assertNotReceived(MessageMatcher unwanted, Party party, QuietPeriod period) {
        requireNonNull(unwanted, "unwanted must not be null");
        requireNonNull(period, "period must not be null");
        QuietAssertions.assertNotReceived(Expected.of(unwanted), requireParty(party), period);
    }

    /**
     * Keeps messages with a text from all assertions, for the rest of the test.
     *
     * @param noise the whole text
     * @param party the socket or connection
     */
    public static void ignoreReceived(String noise, Party party) {
        requireNonNull(noise, "noise must not be null");
        ignoreReceived(Matchers.text(noise), party);
    }

    /**
     * Keeps messages that a matcher takes from all assertions, for the rest of the test: those that nothing has claimed yet,
     * and those that come. The timeline shows them as ignored; {@code received()} and {@link #assertEvents} see them.
     *
     * <pre>{@code ignoreReceived(text("heartbeat"), socket);}</pre>
     *
     * @param noise which
     * @param party the socket or connection
     */
    public static void ignoreReceived(MessageMatcher noise, Party party) {
        requireNonNull(noise, "noise must not be null");
        PartyLog.of(requireParty(party)).ignore(noise);
    }

    /**
     * Takes all unclaimed messages that a party has received so far, those included that are under way: what was done before
     * on the connections and pages of the journal is decided first, by a fence.
     *
     * @param party the socket or connection
     * @return the messages in order, which no other assertion sees; empty if there are none
     * @throws AssertionError if it is unknown what is under way
     * @throws IllegalStateException if the peer is foreign and the connection is open: give {@link #quietFor} then
     */
    public static List<Message> claimReceived(Party party) {
        return MessageAssertions.claimReceived(requireParty(party), null);
    }

    /**
     * Takes all unclaimed messages that a party has received by the end of a time: for a peer that is not Windsock's own.
     *
     * @param party the socket or connection
     * @param period how long to wait for more, by {@link #quietFor}
     * @return the messages in order, which no other assertion sees; empty if there are none
     */
    public static List<Message> claimReceived(Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return MessageAssertions.claimReceived(requireParty(party), period);
    }

    /**
     * Waits for the next unclaimed message of a party, whatever it is, and claims it.
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
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s, at least one
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
     * <p>That no more come is known as {@link #assertNothingMoreReceived(Party)} knows it.
     *
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s
     * @param party the socket or connection
     * @return the messages
     * @throws AssertionError if others or more come, or not all in time
     * @throws IllegalArgumentException if an element is of another type
     * @throws IllegalStateException if the peer is foreign and the connection is open, so that more may come at any time:
     *     give {@link #quietFor} then
     */
    public static List<Message> assertReceivedExactly(List<?> expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(party, "party must not be null");
        return MessageAssertions.assertReceivedExactly(Expected.allOf(expected), party, null);
    }

    /**
     * Asserts that the unclaimed messages of a party are exactly these, in this order, and that no more come for a time: for
     * a peer that is not Windsock's own.
     *
     * @param expected texts ({@code String}), bytes ({@code byte[]}), {@link Message}s or {@link MessageMatcher}s
     * @param party the socket or connection
     * @param period how long to watch when all are there, by {@link #quietFor}
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
     * Asserts that no unclaimed message is there, and that none is under way.
     *
     * <p>It knows without waiting on a clock: no message can come any more, or the other end is Windsock's own and has
     * nothing left to send by itself, and what was done on all connections and pages of the journal has been decided.
     *
     * @param party the socket or connection
     * @return all messages that it received, in order: those that other assertions have claimed or ignored
     * @throws AssertionError if an unclaimed message is there or comes
     * @throws IllegalStateException if the other end is foreign and the connection is open: give {@link #quietFor} then
     */
    public static List<Message> assertNothingMoreReceived(Party party) {
        return QuietAssertions.assertNothingMoreReceived(requireParty(party), null);
    }

    /**
     * Asserts that no unclaimed message is there and none comes for a time, for an end that is not Windsock's own.
     *
     * @param party the socket or connection
     * @param duration how long to watch, longer than zero; the assertion takes that long when it passes
     * @return all messages that it received, in order: those that other assertions have claimed or ignored
     * @throws AssertionError if an unclaimed message is there or comes meanwhile
     * @throws IllegalArgumentException if the duration is not longer than zero
     */
    public static List<Message> assertNothingMoreReceived(Party party, Duration duration) {
        requireNonNull(duration, "duration must not be null");
        return assertNothingMoreReceived(party, quietFor(duration));
    }

    /**
     * Asserts that no unclaimed message is there and none comes for a time, for an end that is not Windsock's own.
     *
     * @param party the socket or connection
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @return all messages that it received, in order: those that other assertions have claimed or ignored
     * @throws AssertionError if an unclaimed message is there or comes meanwhile
     */
    public static List<Message> assertNothingMoreReceived(Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return QuietAssertions.assertNothingMoreReceived(requireParty(party), period);
    }

    /**
     * Returns for how long an assertion watches whether something comes, for a peer that is not Windsock's own.
     *
     * <pre>{@code assertReceivedExactly(List.of("a"), connection, quietFor(ofMillis(200)));}</pre>
     *
     * @param length longer than zero; what comes later is not seen
     * @return the time as a value
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public static QuietPeriod quietFor(Duration length) {
        return QuietPeriod.of(length);
    }

    /**
     * Asserts that the next unclaimed message is a fence: the answer to something that the test asked for last.
     *
     * <pre>{@code
     * socket.send("ping");
     * assertNothingMoreReceivedBefore("pong", socket);   // whatever came before it is shown
     * }</pre>
     *
     * @param fence the text of the message that closes the series
     * @param party the socket or connection
     * @return the fence
     * @throws AssertionError if another unclaimed message is before it, or it does not come in time
     */
    public static Message assertNothingMoreReceivedBefore(String fence, Party party) {
        requireNonNull(fence, "fence must not be null");
        return QuietAssertions.assertNothingMoreReceivedBefore(Message.text(fence), requireParty(party));
    }

    /**
     * Asserts that a party is closed, and that the Close frame it <em>received</em> had this code and reason.
     *
     * <pre>{@code assertClosedWith(3005, "bye", socket);}</pre>
     *
     * @param code the code; 1005 if the frame was to be empty, 1006 if none was to come
     * @param reason the whole reason
     * @param party the socket or connection
     * @return the status
     * @throws AssertionError if it is closed with another status, or not closed in time
     * @throws IllegalArgumentException if no party can ever receive that: the code does not fit into 16 bits, the reason is
     *     longer than 123 bytes, or 1005 or 1006 have one
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
     * @throws IllegalArgumentException if no party can ever receive that
     */
    public static CloseStatus assertClosedWith(CloseStatus expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return CloseAssertions.assertClosedWith(expected, requireParty(party));
    }

    /**
     * Asserts that a party is closed and was so cleanly: both Close frames passed (RFC 6455, section 7.1.4).
     *
     * @param party the socket or connection
     * @return the status with which it was closed
     * @throws AssertionError if it was not clean, or is not closed in time
     */
    public static CloseStatus assertClosedCleanly(Party party) {
        return CloseAssertions.assertClosedCleanly(requireParty(party));
    }

    /**
     * Asserts that the server played a fault, and that the client failed the connection: both ends tell.
     *
     * <pre>{@code
     * server.behave(invalidUtf8());
     * assertFailed(invalidUtf8(), page.open(server.uri()));
     * }</pre>
     *
     * @param expected what the server did on purpose
     * @param party the socket, also one that never was open; or the connection, where the client is not Windsock's
     * @return why the client failed it, in words: its own, if it is Windsock's, or else what the server saw
     * @throws AssertionError if the server played no such fault, or the connection was closed cleanly, or is not closed in
     *     time
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static String assertFailed(Fault expected, Party party) {
        requireNonNull(expected, "expected must not be null");
        return FaultAssertions.assertFailed(expected, requireParty(party));
    }

    /**
     * Asserts that what was said on a connection is what a file beside the test's class says, step by step: messages, pings,
     * and who closed how. Waits until all of it has been said, fails as soon as a step is another, and knows as {@link
     * #assertNothingMoreReceived(Party)} does that no more is under way. Comments and pauses are not compared.
     *
     * <pre>{@code assertConversation("login.wsc", connection, uuids());}</pre>
     *
     * <p>{@code -Dwindsock.conversations=write} has it write the file, under {@code src/test/resources}, instead of
     * comparing; a file is never written otherwise. A server can play it, see {@link Party#conversation()}.
     *
     * @param file the name of the file, which is found as the caller's {@link Class#getResource} finds it
     * @param party the socket or connection
     * @param scrubbers replace in both what differs from run to run
     * @return the conversation as it was, with nothing replaced
     * @throws AssertionError if a step is another one, missing or one too many, or there is no such file
     * @throws IllegalArgumentException if the file is not a conversation; the message has line and column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static String assertConversation(String file, Party party, Scrubber... scrubbers) {
        requireNonNull(file, "file must not be null");
        requireNonNull(scrubbers, "scrubbers must not be null");
        Class<?> caller = CALLERS.getCallerClass();
        return ConversationAssertions.assertConversation(
                new ConversationFile(file, caller), requireParty(party), List.of(scrubbers));
    }

    /**
     * Asserts that a socket fires exactly these events, in this order: all that its listeners see, from the first one on.
     *
     * <pre>{@code assertEvents(List.of("open", "message hello", "close 3005 bye"), socket);}</pre>
     *
     * <p>{@link BrowserWebSocket#events()} has the words. Waits until the events have come and their listeners have run, and
     * fails as soon as one is another. Where the socket stays open, it then knows as {@link #assertNothingMoreReceived(Party)}
     * does that no more are under way. Events that other assertions have claimed count too; those that none had are claimed.
     *
     * @param expected the events in words, at least one
     * @param socket the socket
     * @return the events, with their messages and statuses
     * @throws AssertionError if others or more come, or not all in time
     * @throws IllegalArgumentException if an element is not an event, or there is none
     * @throws IllegalStateException if the peer is foreign and the socket is open, so that more may come at any time
     */
    public static List<Event> assertEvents(List<String> expected, BrowserWebSocket socket) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(socket, "socket must not be null");
        return EventAssertions.assertEvents(List.copyOf(expected), socket);
    }

    /**
     * Asserts that a server has seen exactly so many attempts to connect, refused ones included: it waits until there are
     * that many, and looks once then. A client may make another one a moment later; {@link #assertNoMoreAttempts} watches.
     *
     * @param expected the number, 0 or more
     * @param server the server
     * @return the attempts
     * @throws AssertionError if there are more at that moment, or not so many in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Attempt> assertAttempts(int expected, EchoServer server) {
        return AttemptAssertions.assertAttempts(expected, requireNonNull(server, "server must not be null"));
    }

    /**
     * Asserts that a server has seen no attempts beyond those that the test has asked for, and sees none for a time.
     *
     * <pre>{@code
     * assertAttempts(1, server);
     * assertNoMoreAttempts(server, quietFor(ofMillis(300)));   // it does not reconnect
     * }</pre>
     *
     * <p>Asked for are those up to the last one that {@link #assertAttempts} counted, or that {@code awaitAttempts},
     * {@code awaitAttempt} or {@code awaitConnection} returned.
     *
     * @param server the server
     * @param period how long to watch, by {@link #quietFor}; the assertion takes that long when it passes
     * @return the attempts that the test has asked for
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
     * @throws AssertionError if it is answered otherwise, or not in time
     * @throws IllegalArgumentException if no answer with that status refuses
     */
    public static HttpAnswer assertRefused(int status, Attempt attempt) {
        return AttemptAssertions.assertRefused(status, requireNonNull(attempt, "attempt must not be null"));
    }

    /**
     * Asserts that a server refuses a socket with an HTTP status. Headers and body of the answer are complete then.
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
     * @throws AssertionError if it is answered otherwise, or not in time
     */
    public static HttpAnswer assertRefused(int status, BrowserWebSocket socket) {
        return AttemptAssertions.assertRefused(status, requireNonNull(socket, "socket must not be null"));
    }

    /**
     * Asserts that a client asks for a WebSocket in the way that is meant.
     *
     * <pre>{@code assertHandshake(header("Authorization", "Bearer abc").and(offers("v2.chat")), attempt);}</pre>
     *
     * <p>It does not wait: what is asked for is known as soon as there is an attempt.
     *
     * @param expected what it is to ask for, by {@link io.github.windsock.Matchers}
     * @param attempt the attempt
     * @return what it asked for, and the answer if there is one
     * @throws AssertionError if it asked for something else
     */
    public static Handshake assertHandshake(RequestMatcher expected, Attempt attempt) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(attempt, "attempt must not be null");
        return AttemptAssertions.assertHandshake(expected, attempt.handshake(), attempt, attempt.name());
    }

    /**
     * Asserts that the client of a connection asked for it in the way that is meant.
     *
     * @param expected what it is to have asked for
     * @param connection the connection
     * @return what it asked for, and the answer
     * @throws AssertionError if it asked for something else
     */
    public static Handshake assertHandshake(RequestMatcher expected, ServerConnection connection) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(connection, "connection must not be null");
        String name = PartyLog.of(connection).name();
        return AttemptAssertions.assertHandshake(expected, connection.handshake(), connection, name);
    }

    /**
     * Asserts that a party receives exactly so many pings; those of a fence do not count.
     *
     * <p>That no more come is known as {@link #assertNothingMoreReceived(Party)} knows it.
     *
     * @param n how many, 0 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if the peer is foreign and the connection is open: give {@link #quietFor} then
     */
    public static List<Payload> assertPinged(int n, Party party) {
        return ControlAssertions.pings(requireParty(party)).assertExactly(n, null);
    }

    /**
     * Asserts that a party receives exactly so many pings, and no more of them for a time: from a peer that is not
     * Windsock's own.
     *
     * @param n how many, 0 or more
     * @param party the socket or connection
     * @param period how long to watch when all are there, by {@link #quietFor}
     * @return their payloads, in order
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Payload> assertPinged(int n, Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return ControlAssertions.pings(requireParty(party)).assertExactly(n, period);
    }

    /**
     * Asserts that a party receives a ping with a payload, which it claims.
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
     * Asserts that a party receives a ping with a payload, which it claims.
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
     * Waits until a party has received at least so many unclaimed pings, and claims the first of them.
     *
     * @param n how many, 1 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if not so many come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Payload> awaitPings(int n, Party party) {
        return ControlAssertions.pings(requireParty(party)).await(n);
    }

    /**
     * Asserts that a party receives exactly so many pongs; those of a fence do not count.
     *
     * <p>That no more come is known as {@link #assertNothingMoreReceived(Party)} knows it.
     *
     * @param n how many, 0 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if the peer is foreign and the connection is open: give {@link #quietFor} then
     */
    public static List<Payload> assertPonged(int n, Party party) {
        return ControlAssertions.pongs(requireParty(party)).assertExactly(n, null);
    }

    /**
     * Asserts that a party receives exactly so many pongs, and no more of them for a time: from a peer that is not
     * Windsock's own.
     *
     * @param n how many, 0 or more
     * @param party the socket or connection
     * @param period how long to watch when all are there, by {@link #quietFor}
     * @return their payloads, in order
     * @throws AssertionError if more come, or not so many in time
     * @throws IllegalArgumentException if the number is negative
     */
    public static List<Payload> assertPonged(int n, Party party, QuietPeriod period) {
        requireNonNull(period, "period must not be null");
        return ControlAssertions.pongs(requireParty(party)).assertExactly(n, period);
    }

    /**
     * Asserts that a party receives a pong with a payload, which it claims.
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
     * Asserts that a party receives a pong with a payload, which it claims.
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
     * Waits until a party has received at least so many unclaimed pongs, and claims the first of them.
     *
     * @param n how many, 1 or more
     * @param party the socket or connection
     * @return their payloads, in order
     * @throws AssertionError if not so many come in time
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static List<Payload> awaitPongs(int n, Party party) {
        return ControlAssertions.pongs(requireParty(party)).await(n);
    }

    /**
     * Asserts that messages which bear numbers go on from connection to connection: that of all which these parties have
     * received so far none is lost, doubled or out of order, within one and from one to the next.
     *
     * <pre>{@code assertContinuous(message -> Long.parseLong(message.text()), List.of(before, after));}</pre>
     *
     * <p>What is under way from Windsock's own ends is waited for by a fence; from foreign ones it judges what there is. Messages
     * that other assertions have claimed count too, and none is claimed. Those without a number have to be
     * {@linkplain #ignoreReceived(MessageMatcher, Party) ignored}.
     *
     * @param idOf the number of a message, which is one more than that of the message before
     * @param parties the sockets or connections, in their order
     * @return all the messages
     * @throws AssertionError if a number is not the next one, or there is no message at all
     * @throws IllegalArgumentException if there are no parties
     */
    public static List<Message> assertContinuous(ToLongFunction<Message> idOf, List<? extends Party> parties) {
        requireNonNull(idOf, "idOf must not be null");
        requireNonNull(parties, "parties must not be null");
        return ContinuityAssertions.assertContinuous(idOf, List.copyOf(parties));
    }

    /**
     * Asserts that a client paused between its attempts, longer each time.
     *
     * <pre>{@code assertBackoff(server.awaitAttempts(3), atLeast(ofMillis(100)), factor(2));}</pre>
     *
     * <p>A pause is from the end of an attempt, refused or its connection ended, to the next one, as the server saw both.
     *
     * @param attempts at least two, in order
     * @param first the first pause, and a bound for all if there is one
     * @param factor by how much each has to be longer than the one before; 1 for pauses that do not grow, or by chance
     * @return the pauses, one fewer than the attempts
     * @throws AssertionError if a pause is too short or too long, or there was none
     * @throws IllegalArgumentException if there are less than two attempts
     */
    public static List<Duration> assertBackoff(List<Attempt> attempts, Backoff first, Backoff.Factor factor) {
        requireNonNull(attempts, "attempts must not be null");
        requireNonNull(first, "first must not be null");
        requireNonNull(factor, "factor must not be null");
        return AttemptAssertions.assertBackoff(List.copyOf(attempts), first, factor);
    }

    /**
     * Returns pauses of at least a length, for {@link #assertBackoff}.
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
     * @param value by how much a pause is longer than the one before, at least 1
     * @return the factor
     * @throws IllegalArgumentException if it is less than 1
     */
    public static Backoff.Factor factor(double value) {
        return new Backoff.Factor(value);
    }

    /**
     * Returns an Awaitility condition for the user's own state, looked at after each change of the journal.
     *
     * <pre>{@code await(server).until(() -> feed.price() == 42);}</pre>
     *
     * <p>The condition runs in the calling thread. Since the traffic may change the user's objects a little later, it is
     * also looked at 0.2, 0.5, 1, 2, 5 and 10 ms after each change, and then every 20 ms. The timeout is that of the other
     * assertions, and there is none where {@code windsock.timeout.mode} says so; {@code atMost(..)} sets another, which always
     * holds. A timeout fails with the timeline; an interrupt, such as that of JUnit's {@code @Timeout}, ends the wait at once.
     *
     * @param recorded the server, page, socket or connection whose traffic wakes the wait
     * @return Awaitility's factory, for {@code until} and {@code untilAsserted}
     */
    public static ConditionFactory await(Recorded recorded) {
        return Awaiting.on(requireNonNull(recorded, "recorded must not be null"));
    }

    /**
     * Asserts or awaits something with a timeout of its own, whatever waits in it: assertions, {@code awaitAttempts} and its
     * like, {@link #await}.
     *
     * <pre>{@code Message welcome = waitingUpTo(ofSeconds(20), () -> assertReceived("welcome", socket));}</pre>
     *
     * <p>It holds on this thread. Each wait has its whole timeout; of two that are nested the inner one holds.
     *
     * @param timeout the longest wait, longer than zero
     * @param assertion what waits
     * @param <T> the type of what it returns
     * @return what it returns
     * @throws IllegalArgumentException if the timeout is not longer than zero
     */
    public static <T> T waitingUpTo(Duration timeout, Supplier<T> assertion) {
        return WaitLimit.during(timeout, requireNonNull(assertion, "assertion must not be null"));
    }

    /**
     * Asserts or awaits something that returns nothing, with a timeout of its own.
     *
     * @param timeout the longest wait, longer than zero
     * @param assertion what waits
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
