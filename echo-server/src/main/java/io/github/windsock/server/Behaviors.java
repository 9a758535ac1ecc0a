package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.RequestMatcher;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.BehaviorUrl;
import io.github.windsock.server.internal.behavior.ChancePlan;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.DelaySource;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.Recipients;
import io.github.windsock.server.internal.behavior.ReplyAction;
import io.github.windsock.server.internal.behavior.ScriptFiles;
import io.github.windsock.server.internal.behavior.TextSource;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apiguardian.api.API;

/**
 * Creates the behaviors of an {@link EchoServer} and their traits. Import its methods statically.
 *
 * <pre>{@code
 * server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
 * server.behave(inTurn(refuse(503), echo().times(1).then(resetConnection()), echo()));
 * server.at("/feed/{id}").behave(echo().with(latency(ofMillis(80))));
 * }</pre>
 *
 * <p>A behavior is everything that the server does with one attempt. A {@link FiniteBehavior} ends and can be followed
 * by another one with {@code then}; an {@link EndlessBehavior} gets an end with {@code times}. {@code with} adds
 * traits.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Behaviors {

    private Behaviors() {}

    // Conversations.

    /**
     * Returns a behavior that sends every message back, in the same frames. It is the default of a server.
     *
     * @return the behavior {@code echo()}
     */
    public static EndlessBehavior echo() {
        return EndlessBehavior.ECHO;
    }

    /**
     * Returns a behavior that reads every message and sends none, so that the test can send them itself. Pings and
     * Close frames are answered.
     *
     * @return the behavior {@code silent()}
     */
    public static Behavior silent() {
        return open(Definitions.SILENT, Arguments.NONE);
    }

    /**
     * Returns a behavior that sends a text message. The next behavior gets messages that the client sends meanwhile.
     *
     * @param text the text; each lone surrogate is sent as U+FFFD
     * @return a finite behavior
     */
    public static FiniteBehavior sendMessage(String text) {
        return finite(Definitions.SEND, Arguments.of(Definitions.TEXT, wellFormed(text)));
    }

    /**
     * Returns a behavior that sends a binary message.
     *
     * @param bytes the content; it is copied
     * @return a finite behavior
     */
    public static FiniteBehavior sendMessage(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return finite(Definitions.SEND, Arguments.of(Definitions.BYTES, Payload.of(bytes)));
    }

    /**
     * Returns a behavior that sends a text message at once and then repeatedly. It reads the client's messages and does
     * not answer them.
     *
     * @param every the interval between messages, 1 ms to 24 h
     * @param text the text
     * @return an endless behavior
     * @throws IllegalArgumentException if the interval is out of range
     */
    public static EndlessBehavior push(Duration every, String text) {
        return push(every, Definitions.TEXT, wellFormed(text));
    }

    /**
     * Returns a behavior that sends a text message with a counter, at once and then repeatedly.
     *
     * @param every the interval between messages, 1 ms to 24 h
     * @param template the text, in which {@code ${n}} is the number of the message, from 1
     * @return an endless behavior
     * @throws IllegalArgumentException if the interval is out of range, or the template uses another name
     */
    public static EndlessBehavior push(Duration every, Template template) {
        requireNonNull(every, "every must not be null");
        return push(
                every,
                Definitions.TEMPLATE,
                requireNonNull(template, "template must not be null").inside());
    }

    /**
     * Returns a behavior that sends a binary message, at once and then repeatedly.
     *
     * @param every the interval between messages, 1 ms to 24 h
     * @param bytes the content; it is copied
     * @return an endless behavior
     * @throws IllegalArgumentException if the interval is out of range
     */
    public static EndlessBehavior push(Duration every, byte[] bytes) {
        requireNonNull(every, "every must not be null");
        requireNonNull(bytes, "bytes must not be null");
        return push(every, Definitions.BYTES, Payload.of(bytes));
    }

    /**
     * Returns a behavior that waits. Pings and Close frames are answered meanwhile; the next behavior gets the client's
     * messages.
     *
     * @param time the time to wait, at most 24 h
     * @return a finite behavior, for chains and for actions of rules
     * @throws IllegalArgumentException if the time is out of range
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static FiniteBehavior pause(Duration time) {
        return finite(
                Definitions.PAUSE, Arguments.of(Definitions.PAUSE_TIME, requireNonNull(time, "time must not be null")));
    }

    /**
     * Returns a behavior that sends texts of a function, at once and then repeatedly.
     *
     * @param every the interval between messages, 1 ms to 24 h
     * @param text returns the text for the number of the message, from 1. It is called on a worker thread, one call at
     *     a time for each connection, and may block. If it throws or returns null, the connection is closed with 1011
     *     and the test fails
     * @return an endless behavior
     * @throws IllegalArgumentException if the interval is out of range
     */
    public static EndlessBehavior push(Duration every, IntFunction<String> text) {
        return push(every, Definitions.SOURCE, new TextSource(requireNonNull(text, "text must not be null")));
    }

    /**
     * Returns a behavior that sends texts of a function, each after its own delay. It reads the client's messages and
     * does not answer them.
     *
     * <pre>{@code
     * push(n -> ofMillis(n == 3 ? 500 : 20), n -> "tick-" + n).times(5)
     * }</pre>
     *
     * @param delay returns the delay before the message with this number, from 1: at most 24 h, and zero for no delay.
     *     It starts at the message before, or at the beginning. It is called in the same way as {@code text}
     * @param text returns the text of the message with this number, when the delay is over. It is called on a worker
     *     thread, one call at a time for each connection, and may block. If it throws, or the delay is out of range,
     *     the connection is closed with 1011 and the test fails
     * @return an endless behavior, which has no URL form
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static EndlessBehavior push(IntFunction<Duration> delay, IntFunction<String> text) {
        DelaySource delays = new DelaySource(requireNonNull(delay, "delay must not be null"));
        TextSource source = new TextSource(requireNonNull(text, "text must not be null"));
        Arguments args = Arguments.of(Definitions.PUSH_DELAYS, delays).plus(Definitions.SOURCE, source);
        return new EndlessBehavior(Invocation.of(Definitions.PUSH_UNEVENLY, args));
    }

    private static <T> EndlessBehavior push(Duration every, Parameter<T> parameter, T what) {
        Arguments args = Arguments.of(Definitions.PUSH_EVERY, requireNonNull(every, "every must not be null"));
        return new EndlessBehavior(Invocation.of(Definitions.PUSH, args.plus(parameter, what)));
    }

    /**
     * Returns a behavior that starts the closing handshake.
     *
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999
     * @param reason the close reason, at most 123 bytes in UTF-8
     * @return a behavior that ends the connection
     * @throws IllegalArgumentException if RFC 6455 does not allow an endpoint to send the code, or the reason is too
     *     long
     */
    public static Behavior closeWith(int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        return open(
                Definitions.CLOSE_WITH,
                Arguments.of(Definitions.CODE, code).plus(Definitions.REASON, wellFormed(reason)));
    }

    /**
     * Returns a behavior that starts the closing handshake with a Close frame without a code. Browsers report 1005.
     *
     * @return a behavior that ends the connection
     */
    public static Behavior closeEmpty() {
        return open(Definitions.CLOSE_EMPTY, Arguments.NONE);
    }

    /**
     * Returns a fault: TCP ends with FIN, after everything that was sent, and without a Close frame (RFC 6455, section
     * 7.1.1). A browser reports 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault dropConnection() {
        return new TransportFault(Invocation.of(Definitions.DROP, Arguments.NONE));
    }

    /**
     * Returns a fault: TCP ends with RST, without a Close frame (RFC 6455, section 7.1.1). A browser reports 1006. What
     * the client has received and not read is lost; {@link #dropConnection()} loses nothing.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault resetConnection() {
        return new TransportFault(Invocation.of(Definitions.RESET, Arguments.NONE));
    }

    /**
     * Returns a behavior that sends every message to all connections in the same room, including the sender. The server
     * stops reading from a sender while a member of the room has not received the sender's last message.
     *
     * @param room the name of the room; each server has its own rooms
     * @return an endless behavior
     */
    public static EndlessBehavior broadcast(String room) {
        requireNonNull(room, "room must not be null");
        return broadcast(room, Audience.ALL);
    }

    /**
     * Returns a behavior that sends every message to the connections in the same room.
     *
     * @param room the name of the room; each server has its own rooms
     * @param to whether the sender gets its own message too
     * @return an endless behavior
     * @see #broadcast(String)
     */
    public static EndlessBehavior broadcast(String room, Audience to) {
        requireNonNull(room, "room must not be null");
        requireNonNull(to, "to must not be null");
        Arguments args =
                Arguments.of(Definitions.ROOM, wellFormed(room)).plus(Definitions.TO, Recipients.valueOf(to.name()));
        return new EndlessBehavior(Invocation.of(Definitions.BROADCAST, args));
    }

    /**
     * Returns a behavior that sends the handshake as a JSON text. The values of {@linkplain
     * EchoServer.Builder#secretHeaders secret headers} are hidden.
     *
     * @return a finite behavior
     */
    public static FiniteBehavior sendHandshake() {
        return finite(Definitions.HEADERS, Arguments.NONE);
    }

    // Rules.

    /**
     * Returns rules with one rule. The first rule that matches a message runs its actions, one after another; meanwhile
     * further messages are read. A message that no rule matches fails the test, unless {@link Rules#otherwise} handles
     * it.
     *
     * @param matcher the messages that the rule matches
     * @param actions the actions: replies, and behaviors, which get the message as their first one. All but the last
     *     must end
     * @return the rules so far
     * @throws IllegalArgumentException if an action is not possible on an open connection, or could never start
     */
    public static Rules on(MessageMatcher matcher, Action... actions) {
        return Rules.NONE.on(matcher, actions);
    }

    /**
     * Returns rules with one rule for a text message.
     *
     * @param text the whole text
     * @param actions the actions, see {@link #on(MessageMatcher, Action...)}
     * @return the rules so far
     * @throws IllegalArgumentException if an action is not possible on an open connection, or could never start
     */
    public static Rules on(String text, Action... actions) {
        return on(Matchers.text(text), actions);
    }

    /**
     * Returns an action that answers with a text message.
     *
     * @param text the text
     * @return an action for {@link #on}
     */
    public static Reply reply(String text) {
        return new Reply(new ReplyAction.Literal(Message.text(wellFormed(text))));
    }

    /**
     * Returns an action that answers with a binary message.
     *
     * @param bytes the content; it is copied
     * @return an action for {@link #on}
     */
    public static Reply reply(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return new Reply(new ReplyAction.Literal(Message.binary(bytes)));
    }

    /**
     * Returns an action that answers with a template: {@code ${message}} is the text of the message, {@code ${n}} is
     * its number among those that the rule has matched on this connection, from 1, and each value that the matcher
     * found has its own name, also if that is {@code message} or {@code n}.
     *
     * @param template the template; {@link #on} refuses unknown names
     * @return an action for {@link #on}
     */
    public static Reply reply(Template template) {
        return new Reply(new ReplyAction.Filled(
                requireNonNull(template, "template must not be null").inside()));
    }

    /**
     * Returns an action that answers with the text that a function returns.
     *
     * @param answer returns the text for the message that the rule matched. It is called on a worker thread, one call
     *     at a time for each connection, and may block. If it throws or returns null, the connection is closed with
     *     1011 and the test fails
     * @return an action for {@link #on}
     */
    public static Reply reply(Function<Message, String> answer) {
        return new Reply(new ReplyAction.Code(requireNonNull(answer, "answer must not be null")));
    }

    // Scripts.

    /**
     * Returns an empty script. A script lists what both ends send, step by step, and is played on each connection from
     * the start. A client that departs from it fails the test.
     *
     * @return a script without steps; add at least one before you use it
     */
    public static Script script() {
        return Script.NONE;
    }

    /**
     * Returns an action that passes the message to code, which can send any number of messages in answer.
     *
     * @param code gets the connection and the message that the rule matched. It is called on a worker thread, one call
     *     at a time for each connection, in the order of the messages, and may block. Meanwhile further messages are
     *     read and answered, unless the rules are {@link Rules#inOrder}. If it throws, the connection is closed with
     *     1011 and the test fails with the message
     * @return an action for {@link #on}
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Action run(BiConsumer<ServerConnection, Message> code) {
        return new CodeAction(requireNonNull(code, "code must not be null"));
    }

    // Answers to attempts.

    /**
     * Returns a behavior that refuses the handshake.
     *
     * @param status the HTTP status, 200 to 599
     * @return a refusal without a body; its methods add headers and a body
     * @throws IllegalArgumentException if the status is out of range
     */
    public static Refusal refuse(int status) {
        return new Refusal(Invocation.of(Definitions.REFUSE, Arguments.of(Definitions.STATUS, status)));
    }

    /**
     * Returns a behavior that answers the handshake with a redirect, status 302. Browsers do not follow it.
     *
     * @param location the value of the header {@code Location}
     * @return a behavior that answers the attempt
     * @throws IllegalArgumentException if the location is empty or not a valid header value
     */
    public static Behavior redirect(String location) {
        requireNonNull(location, "location must not be null");
        return redirect(location, 302);
    }

    /**
     * Returns a behavior that answers the handshake with a redirect. Browsers do not follow it.
     *
     * @param location the value of the header {@code Location}
     * @param status the HTTP status, 300 to 399
     * @return a behavior that answers the attempt
     * @throws IllegalArgumentException if the location is empty or not a valid header value, or the status is out of
     *     range
     */
    public static Behavior redirect(String location, int status) {
        requireNonNull(location, "location must not be null");
        return open(
                Definitions.REDIRECT,
                Arguments.of(Definitions.LOCATION, wellFormed(location)).plus(Definitions.REDIRECT_STATUS, status));
    }

    /**
     * Returns a fault: TCP ends with RST when the request has arrived, without an answer (RFC 6455, section 4.2.2).
     * Chromium fires {@code error} and {@code close} 1006. The attempt is recorded and counted.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault resetOnAccept() {
        return new HandshakeFault(Invocation.of(Definitions.RESET_ON_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns a fault: TCP ends with FIN when the request has arrived, without an answer (RFC 6455, section 4.2.2), as
     * with a proxy that gives up or a server that is being stopped. Chromium fires {@code error} and {@code close}
     * 1006. The attempt is recorded and counted.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault dropOnAccept() {
        return new HandshakeFault(Invocation.of(Definitions.DROP_ON_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns a behavior that delays the answer to the handshake and then opens the connection. To refuse an attempt
     * late, {@linkplain #ask() leave} it to the test.
     *
     * @param by the delay, at most 24 h
     * @return a finite behavior, which must be the first of a chain
     * @throws IllegalArgumentException if the time is out of range
     */
    public static FiniteBehavior slowOpen(Duration by) {
        return finite(Definitions.SLOW_OPEN, Arguments.of(Definitions.BY, requireNonNull(by, "by must not be null")));
    }

    /**
     * Returns a fault: the handshake is never answered (RFC 6455, section 4.2.2). Chromium waits for 240 s, and then
     * fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault neverOpen() {
        return new HandshakeFault(Invocation.of(Definitions.NEVER_OPEN, Arguments.NONE));
    }

    /**
     * Returns a behavior that lets the test answer the attempt, see {@link EchoServer#awaitAttempt()}.
     *
     * @return a behavior that waits for the test's answer
     */
    public static Behavior ask() {
        return open(Definitions.ASK, Arguments.NONE);
    }

    /**
     * Returns rules for attempts with one rule. The first rule that matches an attempt answers it, and the journal
     * names the rule. An attempt that no rule matches is refused with 500 and fails the test in {@link
     * EchoServer#verify()}, unless {@link AttemptRules#otherwise} handles it.
     *
     * @param matcher the attempts that the rule matches. It gets the whole request, including secret headers. A matcher
     *     with a predicate of the user is called on a worker thread and may block
     * @param behavior the behavior that answers them. If it takes turns, it counts the attempts of this rule
     * @return the rules so far
     * @throws IllegalArgumentException if the behavior contains attempt rules
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static AttemptRules onAttempt(RequestMatcher matcher, Behavior behavior) {
        return AttemptRules.NONE.onAttempt(matcher, behavior);
    }

    /**
     * Returns a behavior that answers each attempt with the next of several behaviors, and all further attempts with
     * the last.
     *
     * @param behaviors the behaviors, at least one
     * @return a behavior that takes turns
     * @throws IllegalArgumentException if there is no behavior, or one of them takes turns itself
     */
    public static Turns inTurn(Behavior... behaviors) {
        return Turns.of(Elements.copyOf("behaviors", behaviors));
    }

    /**
     * Returns a behavior that chooses one of two behaviors at random for each attempt.
     *
     * <p>With the same seed, {@code windsock.seed}, the n-th attempt of a server gets the same choice. The journal and
     * failures show the seed and the choices.
     *
     * @param probability the probability of the first behavior, 0 to 1
     * @param behavior the behavior with that probability, such as a fault
     * @param otherwise the other behavior
     * @return a behavior that chooses
     * @throws IllegalArgumentException if the probability is out of range, or one of the behaviors takes turns
     */
    public static Behavior withProbability(double probability, Behavior behavior, Behavior otherwise) {
        return withProbability(probability, OptionalLong.empty(), behavior, otherwise);
    }

    /**
     * Returns a behavior that chooses one of two behaviors at random for each attempt, with its own seed.
     *
     * <p>Its URL form, with {@code echo()} as the other behavior, is {@code bad/utf8?p=0.3&seed=7}. The seed is
     * optional there.
     *
     * @param probability the probability of the first behavior, 0 to 1
     * @param seed the seed; with the same seed the n-th attempt of a server gets the same choice
     * @param behavior the behavior with that probability, such as a fault
     * @param otherwise the other behavior
     * @return a behavior that chooses
     * @throws IllegalArgumentException if the probability is out of range, or one of the behaviors takes turns
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Behavior withProbability(double probability, long seed, Behavior behavior, Behavior otherwise) {
        return withProbability(probability, OptionalLong.of(seed), behavior, otherwise);
    }

    private static Behavior withProbability(
            double probability, OptionalLong seed, Behavior behavior, Behavior otherwise) {
        requireNonNull(behavior, "behavior must not be null");
        requireNonNull(otherwise, "otherwise must not be null");
        return new OpenBehavior(ChancePlan.of(probability, seed, behavior.plan(), otherwise.plan()));
    }

    // Traits.

    /**
     * Returns a trait that leaves the client's Close frame unanswered.
     *
     * @return a trait
     */
    public static Trait neverAnswerClose() {
        return trait(TraitDefinitions.NEVER_ANSWER_CLOSE, Arguments.NONE);
    }

    /**
     * Returns a trait that leaves the client's pings unanswered.
     *
     * @return a trait
     */
    public static Trait neverAnswerPing() {
        return trait(TraitDefinitions.NEVER_ANSWER_PING, Arguments.NONE);
    }

    /**
     * Returns a trait that sends the client pings at an interval.
     *
     * @param every the interval between pings, 1 ms to 24 h
     * @return a trait
     * @throws IllegalArgumentException if the interval is out of range
     */
    public static Trait pingEvery(Duration every) {
        return trait(
                TraitDefinitions.PING_EVERY,
                Arguments.of(TraitDefinitions.PING_EVERY_TIME, requireNonNull(every, "every must not be null")));
    }

    /**
     * Returns a trait that closes the connection if the client has sent no message, ping or pong for a time. With
     * {@link #pingEvery} it closes clients that do not answer pings. The time passes only while the server reads: what
     * the client sends may wait for a behavior that is busy or for a {@linkplain ServerConnection#stall stalled}
     * connection.
     *
     * @param after the time without a frame, 1 ms to 24 h, longer than the interval of pings
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999
     * @param reason the close reason, at most 123 bytes in UTF-8
     * @return a trait
     * @throws IllegalArgumentException if the time is out of range, RFC 6455 does not allow an endpoint to send the
     *     code, or the reason is too long
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait closeIdle(Duration after, int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        Arguments args = Arguments.of(TraitDefinitions.IDLE_TIME, requireNonNull(after, "after must not be null"));
        return trait(
                TraitDefinitions.CLOSE_IDLE,
                args.plus(TraitDefinitions.IDLE_CODE, code).plus(TraitDefinitions.IDLE_REASON, wellFormed(reason)));
    }

    /**
     * Returns a trait that delays everything that the behavior sends, including pongs and Close frames. The order is
     * kept.
     *
     * @param time the delay, at most 24 h
     * @return a trait; {@link Latency#jitter} varies the delay
     * @throws IllegalArgumentException if the time is out of range
     */
    public static Latency latency(Duration time) {
        return new Latency(
                Invocation.of(
                        TraitDefinitions.LATENCY,
                        Arguments.of(TraitDefinitions.LATENCY_TIME, requireNonNull(time, "time must not be null"))),
                TraitDefinitions.JITTER);
    }

    /**
     * Returns a trait that delays everything that the client sends, including pings, pongs, Close frames, violations of
     * the protocol, and the end of TCP. The order is kept. The journal records each when the delay is over. Use it with
     * {@link #latency} to delay both directions.
     *
     * <p>While 1 MiB or more is delayed, the server stops reading, and TCP slows the client down. Everything arrives at
     * once when another behavior takes over, when the client's page or the server is closed, and in {@link
     * EchoServer#verify()} unless the server has a {@link TestClock}. If the server ends TCP meanwhile, it never
     * arrives, and the journal says so. Assertions that nothing more arrives wait for delayed frames within their
     * timeout; with a {@link TestClock} they count as not arrived until the test advances it.
     *
     * @param time the delay, at most 24 h
     * @return a trait; {@link Latency#jitter} varies the delay
     * @throws IllegalArgumentException if the time is out of range
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Latency uploadLatency(Duration time) {
        return new Latency(
                Invocation.of(
                        TraitDefinitions.UPLOAD_LATENCY,
                        Arguments.of(
                                TraitDefinitions.UPLOAD_LATENCY_TIME, requireNonNull(time, "time must not be null"))),
                TraitDefinitions.UPLOAD_JITTER);
    }

    /**
     * Returns a trait that limits the speed of sending, as a slow network does. It ends with its behavior.
     *
     * @param bytesPerSecond the maximum speed, at least 1; counts frames with their headers, after compression and
     *     without TLS
     * @return a trait
     * @throws IllegalArgumentException if the speed is less than 1
     */
    public static Trait bandwidth(int bytesPerSecond) {
        return trait(TraitDefinitions.BANDWIDTH, Arguments.of(TraitDefinitions.BANDWIDTH_SIZE, bytesPerSecond));
    }

    /**
     * Returns a trait that limits the speed of reading. The client can write until TCP's buffers are full and then
     * waits.
     *
     * @param bytesPerSecond the maximum speed, at least 1; counts bytes as {@link #bandwidth} does
     * @return a trait
     * @throws IllegalArgumentException if the speed is less than 1
     */
    public static Trait uploadBandwidth(int bytesPerSecond) {
        return trait(
                TraitDefinitions.UPLOAD_BANDWIDTH,
                Arguments.of(TraitDefinitions.UPLOAD_BANDWIDTH_SIZE, bytesPerSecond));
    }

    /**
     * Returns a trait that writes to TCP in small pieces. Clients that expect each read to be one frame fail. There is
     * no such trait for reading: a client cannot notice in which pieces the server reads.
     *
     * @param bytes the maximum size of a piece, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait slices(int bytes) {
        return trait(TraitDefinitions.SLICES, Arguments.of(TraitDefinitions.SLICE_SIZE, bytes));
    }

    /**
     * Returns a trait that fragments messages into several frames (RFC 6455, section 5.4).
     *
     * @param size the maximum payload of a frame in bytes, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait fragment(int size) {
        return trait(TraitDefinitions.FRAGMENT, Arguments.of(TraitDefinitions.FRAME_SIZE, size));
    }

    /**
     * Returns a trait that answers a message over a maximum size with Close 1009.
     *
     * @param bytes the maximum payload of a message in bytes, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait maxMessageBytes(int bytes) {
        return trait(TraitDefinitions.LIMIT, Arguments.of(TraitDefinitions.MESSAGE_SIZE, bytes));
    }

    /**
     * Returns a trait that selects a subprotocol, even if the client does not offer it. Without this trait the server
     * selects the first one that the client offers.
     *
     * @param name the subprotocol
     * @return a trait
     * @throws IllegalArgumentException if the name is not an HTTP token
     */
    public static Trait subprotocol(String name) {
        return trait(
                TraitDefinitions.SUBPROTOCOL,
                Arguments.of(TraitDefinitions.SUBPROTOCOL_NAME, requireNonNull(name, "name must not be null")));
    }

    /**
     * Returns a trait that selects no subprotocol, even if the client offers some.
     *
     * @return a trait
     */
    public static Trait noSubprotocol() {
        return trait(TraitDefinitions.NO_SUBPROTOCOL, Arguments.NONE);
    }

    /**
     * Returns a trait that writes the answer to the handshake one byte at a time. This breaks no rule.
     *
     * @return a trait
     */
    public static Trait answerByteByByte() {
        return trait(TraitDefinitions.ANSWER_BYTE_BY_BYTE, Arguments.NONE);
    }

    /**
     * Returns a trait that adds a header to the 101 response. It can be added several times, also with the same name.
     * For a refusal use {@link Refusal#header}.
     *
     * @param name the name of the header
     * @param value its value
     * @return a trait
     * @throws IllegalArgumentException if HTTP does not allow the name or the value, or the header belongs to the
     *     handshake; other traits and faults change those
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait answerHeader(String name, String value) {
        return trait(TraitDefinitions.ANSWER_HEADER, Arguments.of(TraitDefinitions.ANSWER_LINE, line(name, value)));
    }

    /**
     * Returns a trait that sets a cookie with the 101 response, by {@code Set-Cookie} (RFC 6265, section 4.1). It can
     * be added several times. For attributes such as {@code Path} use {@link #answerHeader}; for a refusal use {@link
     * Refusal#header}.
     *
     * @param name the name of the cookie
     * @param value its value
     * @return a trait
     * @throws IllegalArgumentException if RFC 6265 does not allow the name or the value
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait answerCookie(String name, String value) {
        return trait(
                TraitDefinitions.ANSWER_COOKIE, Arguments.of(TraitDefinitions.ANSWER_COOKIE_PAIR, line(name, value)));
    }

    private static Headers.Line line(String name, String value) {
        return new Headers.Line(
                requireNonNull(name, "name must not be null"), requireNonNull(value, "value must not be null"));
    }

    /**
     * Returns a trait that turns compression on or off (permessage-deflate, RFC 7692). Without this trait, an echo is
     * compressed if the client's message was, and other messages are compressed if they have at least 1,024 bytes.
     *
     * @param on true to compress every message if the client offers compression; false to decline the offer
     * @return a trait
     */
    public static Trait compress(boolean on) {
        return trait(TraitDefinitions.COMPRESS, Arguments.of(TraitDefinitions.ON, on));
    }

    // Texts.

    /**
     * Returns a text with placeholders that are replaced when it is sent.
     *
     * @param text the text, such as {@code tick-${n}}
     * @return the template
     */
    public static Template template(String text) {
        return Template.of(text);
    }

    // The URL form.

    /**
     * Parses a behavior from its URL form, {@code name?parameter=value&...}. {@code &then=name} appends the next
     * behavior of a chain. Traits are parameters; they can be anywhere and apply to the whole chain.
     *
     * <p>The documentation of behaviors lists names, parameters and limits. Script files, as in {@code
     * script?file=login.wsc}, are read from the root of the class path.
     *
     * @param url the URL, such as {@code push?every=20ms&times=3&text=tick&then=close&code=3005}, with or without a
     *     leading slash
     * @return the behavior
     * @throws IllegalArgumentException if a name, a parameter or a value is invalid; the message says which, and what
     *     to write instead
     */
    public static Behavior parse(String url) {
        return parse(url, ScriptFiles.onClassPath(null));
    }

    /**
     * Parses a behavior like {@link #parse(String)}, and reads script files from the package of a class, or else from
     * the root of its class path.
     *
     * @param url the URL, such as {@code script?file=login.wsc}
     * @param beside the class, such as that of the test
     * @return the behavior
     * @throws IllegalArgumentException if something is invalid; for a script file the message has the line and the
     *     column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Behavior parse(String url, Class<?> beside) {
        requireNonNull(url, "url must not be null");
        return parse(url, ScriptFiles.onClassPath(requireNonNull(beside, "beside must not be null")));
    }

    /**
     * Parses a behavior like {@link #parse(String)}, and reads script files from a folder and its subfolders. Names and
     * links that lead out of the folder are refused.
     *
     * @param url the URL, such as {@code script?file=login.wsc}
     * @param folder the folder
     * @return the behavior
     * @throws IllegalArgumentException if something is invalid; for a script file the message has the line and the
     *     column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Behavior parse(String url, Path folder) {
        requireNonNull(url, "url must not be null");
        return parse(url, ScriptFiles.in(requireNonNull(folder, "folder must not be null")));
    }

    private static Behavior parse(String url, ScriptFiles files) {
        return OpenBehavior.of(BehaviorUrl.parse(requireNonNull(url, "url must not be null"), files));
    }

    private static Behavior open(BehaviorDefinition row, Arguments args) {
        return new OpenBehavior(Invocation.of(row, args));
    }

    private static FiniteBehavior finite(BehaviorDefinition row, Arguments args) {
        return new FiniteBehavior(Invocation.of(row, args));
    }

    private static Trait trait(BehaviorDefinition row, Arguments args) {
        return new Trait.Plain(Invocation.of(row, args));
    }

    private static String wellFormed(String text) {
        return Payload.ofText(requireNonNull(text, "text must not be null")).text();
    }
}
