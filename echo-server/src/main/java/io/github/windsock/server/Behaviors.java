package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.RequestMatcher;
import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.BehaviorUrl;
import io.github.windsock.server.internal.behavior.ChancePlan;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.DelaySource;
import io.github.windsock.server.internal.behavior.EchoDefinition;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.Recipients;
import io.github.windsock.server.internal.behavior.ReplyAction;
import io.github.windsock.server.internal.behavior.ScriptFiles;
import io.github.windsock.server.internal.behavior.TextSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apiguardian.api.API;

/**
 * Makes the behaviors of an {@link EchoServer}, and their traits. Meant to be imported statically.
 *
 * <pre>{@code
 * server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
 * server.behave(inTurn(refuse(503), echo().times(1).then(resetConnection()), echo()));
 * server.at("/feed/{id}").behave(echo().with(latency(ofMillis(80))));
 * }</pre>
 *
 * <p>A behavior is the whole answer to one attempt. Those that come to an end, {@link FiniteBehavior}, have a {@code then};
 * {@link EndlessBehavior} is given an end with {@code times}; traits are added with {@code with}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Behaviors {

    private Behaviors() {}

    // Conversations.

    /**
     * Returns the behavior that sends every message back as it came, frame by frame. It is what a server does unless told
     * otherwise.
     *
     * @return the behavior {@code echo()}
     */
    public static EndlessBehavior echo() {
        return new EndlessBehavior(EchoDefinition.PLAIN);
    }

    /**
     * Returns the behavior that takes every message and sends none, so that the test can be the server. Pings and Close
     * frames are answered.
     *
     * @return the behavior {@code silent()}
     */
    public static Behavior silent() {
        return open(Definitions.SILENT, Arguments.NONE);
    }

    /**
     * Returns the behavior that sends a text message. What the client says meanwhile is left for what follows.
     *
     * @param text the text, literally; a lone surrogate is sent as U+FFFD
     * @return a finite behavior
     */
    public static FiniteBehavior sendMessage(String text) {
        return finite(Definitions.SEND, Arguments.of(Definitions.TEXT, wellFormed(text)));
    }

    /**
     * Returns the behavior that sends a binary message.
     *
     * @param bytes are copied
     * @return a finite behavior
     */
    public static FiniteBehavior sendMessage(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return finite(Definitions.SEND, Arguments.of(Definitions.BYTES, Payload.of(bytes)));
    }

    /**
     * Returns the behavior that sends a text message at once and then again and again. What the client says meanwhile is
     * taken, and not answered.
     *
     * @param every interval between messages, 1 ms to a day
     * @param text the text, literally
     * @return an endless behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static EndlessBehavior push(Duration every, String text) {
        return push(every, Definitions.TEXT, wellFormed(text));
    }

    /**
     * Returns the behavior that sends a text message with a counter at once and then again and again.
     *
     * @param every interval between messages, 1 ms to a day
     * @param template in which {@code ${n}} counts the messages from 1
     * @return an endless behavior
     * @throws IllegalArgumentException if the time is out of its limits, or the template uses another name
     */
    public static EndlessBehavior push(Duration every, Template template) {
        requireNonNull(every, "every must not be null");
        return push(
                every,
                Definitions.TEMPLATE,
                requireNonNull(template, "template must not be null").inside());
    }

    /**
     * Returns the behavior that sends a binary message at once and then again and again.
     *
     * @param every interval between messages, 1 ms to a day
     * @param bytes are copied
     * @return an endless behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static EndlessBehavior push(Duration every, byte[] bytes) {
        requireNonNull(every, "every must not be null");
        requireNonNull(bytes, "bytes must not be null");
        return push(every, Definitions.BYTES, Payload.of(bytes));
    }

    /**
     * Returns the behavior that lets time pass. Pings and Close frames are answered meanwhile; what the client says is left
     * for what follows.
     *
     * @param time how long, at most a day
     * @return a finite behavior, which is a step of any chain and an action of any rule
     * @throws IllegalArgumentException if the time is out of its limits
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static FiniteBehavior pause(Duration time) {
        return finite(
                Definitions.PAUSE, Arguments.of(Definitions.PAUSE_TIME, requireNonNull(time, "time must not be null")));
    }

    /**
     * Returns the behavior that asks for a text at once and then again and again, and sends it.
     *
     * @param every interval between messages, 1 ms to a day
     * @param text is given 1 for the first message, and so on. It is called on a thread of a pool, one call at a time for
     *     each connection, and may block. If it throws, the connection is closed with 1011 and the test fails
     * @return an endless behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static EndlessBehavior push(Duration every, IntFunction<String> text) {
        return push(every, Definitions.SOURCE, new TextSource(requireNonNull(text, "text must not be null")));
    }

    /**
     * Returns the behavior that sends text messages, each after a delay of its own. What the client says meanwhile is taken,
     * and not answered.
     *
     * <pre>{@code
     * push(n -> ofMillis(n == 3 ? 500 : 20), n -> "tick-" + n).times(5)
     * }</pre>
     *
     * @param delay is given 1 for the first message, and so on, and returns how long to wait before it, at most a day; zero
     *     for not at all. It counts from the message before, or from the beginning. It is called like {@code text}
     * @param text is given the same when the delay is over. It is called on a thread of a pool, one call at a time for each
     *     connection, and may block. If it throws, or the delay is out of its limits, the connection is closed with 1011 and
     *     the test fails
     * @return an endless behavior, which no URL can say
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
     * Returns the behavior that begins the closing handshake.
     *
     * @param code 1000-1003, 1007-1014 or 3000-4999
     * @param reason at most 123 bytes in UTF-8
     * @return the end of a conversation, or all of it
     * @throws IllegalArgumentException if RFC 6455 does not let an endpoint send the code, or the reason is too long
     */
    public static Behavior closeWith(int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        return open(
                Definitions.CLOSE_WITH,
                Arguments.of(Definitions.CODE, code).plus(Definitions.REASON, wellFormed(reason)));
    }

    /**
     * Returns the behavior that begins the closing handshake with an empty Close frame, for which browsers report 1005.
     *
     * @return the end of a conversation, or all of it
     */
    public static Behavior closeEmpty() {
        return open(Definitions.CLOSE_EMPTY, Arguments.NONE);
    }

    /**
     * Returns the behavior that ends the connection without a Close frame, by FIN after what was sent: browsers report
     * 1006.
     *
     * @return the end of a conversation, or all of it
     */
    public static TransportFault dropConnection() {
        return new TransportFault(Invocation.of(Definitions.DROP, Arguments.NONE));
    }

    /**
     * Returns the behavior that ends the connection by RST: browsers report 1006.
     *
     * @return the end of a conversation, or all of it
     */
    public static TransportFault resetConnection() {
        return new TransportFault(Invocation.of(Definitions.RESET, Arguments.NONE));
    }

    /**
     * Returns the behavior that sends every message to all members of the same room, the sender included. A sender is
     * not read while a member of the room has not taken its last message.
     *
     * @param room the name of the room; rooms are the server's
     * @return an endless behavior
     */
    public static EndlessBehavior broadcast(String room) {
        requireNonNull(room, "room must not be null");
        return broadcast(room, Audience.ALL);
    }

    /**
     * Returns the behavior that sends every message to all connections in the same room.
     *
     * @param room the name of the room; rooms are the server's
     * @param to whether the sender gets its own message
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
     * Returns the behavior that sends the handshake as one text, in JSON, but for what {@link EchoServer.Builder#secretHeaders} hides.
     *
     * @return a finite behavior
     */
    public static FiniteBehavior sendHandshake() {
        return finite(Definitions.HEADERS, Arguments.NONE);
    }

    // Rules.

    /**
     * Begins rules: the first one that matches a message takes it. Its actions are done one after another, while further
     * messages are taken. A message that no rule takes fails the test, unless {@link Rules#otherwise} says what to do.
     *
     * @param matcher which messages the rule takes
     * @param actions what it does: replies, and behaviors that begin with the message; all but the last come to an end
     * @return the rules so far
     * @throws IllegalArgumentException if an action cannot be done on an open connection, or could never begin
     */
    public static Rules on(MessageMatcher matcher, Action... actions) {
        requireNonNull(matcher, "matcher must not be null");
        requireNonNull(actions, "actions must not be null");
        return Rules.NONE.on(matcher, actions);
    }

    /**
     * Returns rules with one rule for a text message.
     *
     * @param text the whole text, literally, as {@code Matchers.text} has it
     * @param actions as {@link #on(MessageMatcher, Action...)} has them
     * @return the rules so far
     * @throws IllegalArgumentException if an action cannot be done on an open connection, or could never begin
     */
    public static Rules on(String text, Action... actions) {
        return on(Matchers.text(text), actions);
    }

    /**
     * Returns the action that answers with a text message.
     *
     * @param text the text, literally
     * @return an action for {@link #on}
     */
    public static Reply reply(String text) {
        return new Reply(new ReplyAction.Literal(Message.text(wellFormed(text))));
    }

    /**
     * Returns the action that answers with a binary message.
     *
     * @param bytes are copied
     * @return an action for {@link #on}
     */
    public static Reply reply(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return new Reply(new ReplyAction.Literal(Message.binary(bytes)));
    }

    /**
     * Returns the action that answers with a text in which places are filled in: {@code ${message}} is the text that the
     * rule took, {@code ${n}} counts from 1 what it has taken on this connection, and each value that the matcher found
     * is under its name.
     *
     * @param template the text with its places; a name that is not known is refused by {@link #on}
     * @return an action for {@link #on}
     */
    public static Reply reply(Template template) {
        return new Reply(new ReplyAction.Filled(
                requireNonNull(template, "template must not be null").inside()));
    }

    /**
     * Returns the action that answers with what code makes of the message.
     *
     * @param answer is given the message that the rule took. It is called on a thread of a pool, one call at a time for
     *     each connection, and may block. If it throws, the connection is closed with 1011 and the test fails
     * @return an action for {@link #on}
     */
    public static Reply reply(Function<Message, String> answer) {
        return new Reply(new ReplyAction.Code(requireNonNull(answer, "answer must not be null")));
    }

    // Scripts.

    /**
     * Begins a script: what both ends say, step by step, on each connection anew. A client that does not keep to it fails
     * the test.
     *
     * @return a script without a step, which cannot be used before it has one
     */
    public static Script script() {
        return Script.NONE;
    }

    /**
     * Returns the action that gives the message to code, which may answer it: with text, bytes, several messages, or none.
     *
     * @param code is given the connection and the message that the rule took. It is called on a thread of a pool, one call
     *     at a time for each connection, in the order of the messages, and may block. Meanwhile further messages are taken
     *     and answered, unless the rules are {@link Rules#inOrder}. If it throws, the connection is closed with 1011 and the
     *     test fails with the message
     * @return an action for {@link #on}
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Action run(BiConsumer<ServerConnection, Message> code) {
        return new Run(requireNonNull(code, "code must not be null"));
    }

    // Answers to attempts.

    /**
     * Returns the behavior that refuses the handshake.
     *
     * @param status the HTTP status, 200 to 599
     * @return a refusal without body, to which headers and a body can be added
     * @throws IllegalArgumentException if the status is out of its limits
     */
    public static Refusal refuse(int status) {
        return new Refusal(Invocation.of(Definitions.REFUSE, Arguments.of(Definitions.STATUS, status)));
    }

    /**
     * Returns the behavior that answers the handshake with a redirect, status 302. Browsers do not follow it.
     *
     * @param location where to, as the header says it
     * @return the answer
     * @throws IllegalArgumentException if a header cannot say the location, or it is empty
     */
    public static Behavior redirect(String location) {
        requireNonNull(location, "location must not be null");
        return redirect(location, 302);
    }

    /**
     * Returns the behavior that answers the handshake with a redirect. Browsers do not follow it.
     *
     * @param location where to, as the header says it
     * @param status the HTTP status, 300 to 399
     * @return the answer
     * @throws IllegalArgumentException if a header cannot say the location, it is empty, or the status is out of its limits
     */
    public static Behavior redirect(String location, int status) {
        requireNonNull(location, "location must not be null");
        return open(
                Definitions.REDIRECT,
                Arguments.of(Definitions.LOCATION, wellFormed(location)).plus(Definitions.REDIRECT_STATUS, status));
    }

    /**
     * Returns the behavior that resets the TCP connection as soon as the request is there, so that the attempt is still
     * seen and counted.
     *
     * @return the answer
     */
    public static HandshakeFault resetOnAccept() {
        return new HandshakeFault(Invocation.of(Definitions.RESET_ON_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns the behavior that ends the TCP connection by FIN as soon as the request is there, without an answer: what a
     * client meets when a proxy gives up, or a server is stopped in this moment. The attempt is still seen and counted.
     *
     * @return the answer
     */
    public static HandshakeFault dropOnAccept() {
        return new HandshakeFault(Invocation.of(Definitions.DROP_ON_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns the behavior that lets the client wait for the answer to its handshake, and then opens the connection.
     *
     * @param by how long, at most a day
     * @return a finite behavior, which has to be the first of a chain
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static FiniteBehavior slowOpen(Duration by) {
        return finite(Definitions.SLOW_OPEN, Arguments.of(Definitions.BY, requireNonNull(by, "by must not be null")));
    }

    /**
     * Returns the behavior that never answers the handshake.
     *
     * @return the answer, which is none
     */
    public static HandshakeFault neverOpen() {
        return new HandshakeFault(Invocation.of(Definitions.NEVER_OPEN, Arguments.NONE));
    }

    /**
     * Returns the behavior that leaves the answer to the test: see {@link EchoServer#awaitAttempt()}.
     *
     * @return the question
     */
    public static Behavior ask() {
        return open(Definitions.ASK, Arguments.NONE);
    }

    /**
     * Begins rules for attempts: the first one that matches answers the attempt, and the journal says which. An attempt that
     * no rule takes is refused with 500 and fails the test, by {@link EchoServer#verify()}, with what nearly took it, unless
     * {@link AttemptRules#otherwise} says what to do.
     *
     * @param matcher which attempts the rule takes. It is shown what the client sent, secret headers too. One with code of
     *     the user's is called on a thread of a pool, and may block
     * @param behavior what answers them: any, also one that takes turns, which are those of this rule
     * @return the rules so far
     * @throws IllegalArgumentException if the behavior consists of such rules itself
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static AttemptRules onAttempt(RequestMatcher matcher, Behavior behavior) {
        return AttemptRules.NONE.onAttempt(matcher, behavior);
    }

    /**
     * Returns the behavior that answers attempt by attempt: the first with the first, and so on. The last one stays.
     *
     * @param behaviors at least one
     * @return the behaviors in turn
     * @throws IllegalArgumentException if there is none, or one of them takes turns itself
     */
    public static Turns inTurn(Behavior... behaviors) {
        requireNonNull(behaviors, "behaviors must not be null");
        return Turns.of(List.of(behaviors));
    }

    /**
     * Returns the behavior that draws one of two for each attempt.
     *
     * <p>The n-th attempt of a server draws the same whenever the seed is the same, {@code windsock.seed}. The journal shows
     * the seed and what was drawn, and so does a failure.
     *
     * @param probability of the first one, 0 to 1
     * @param behavior is played with that probability, such as a fault
     * @param otherwise is played else
     * @return the two behaviors
     * @throws IllegalArgumentException if the probability is out of its limits, or one of them takes turns
     */
    public static Behavior withProbability(double probability, Behavior behavior, Behavior otherwise) {
        return withProbability(probability, OptionalLong.empty(), behavior, otherwise);
    }

    /**
     * Returns the behavior that draws one of two for each attempt, with a seed of its own.
     *
     * <p>As a URL, with {@code echo()} otherwise: {@code bad/utf8?p=0.3&seed=7}. There the seed may be left out.
     *
     * @param probability of the first one, 0 to 1
     * @param seed with which the n-th attempt of a server draws the same each time
     * @param behavior is played with that probability, such as a fault
     * @param otherwise is played else
     * @return the two behaviors
     * @throws IllegalArgumentException if the probability is out of its limits, or one of them takes turns
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
     * Returns the trait that the client's Close frame is not answered.
     *
     * @return a trait
     */
    public static Trait neverAnswerClose() {
        return trait(Definitions.NEVER_ANSWER_CLOSE, Arguments.NONE);
    }

    /**
     * Returns the trait that the client's pings are not answered.
     *
     * @return a trait
     */
    public static Trait neverAnswerPing() {
        return trait(Definitions.NEVER_ANSWER_PING, Arguments.NONE);
    }

    /**
     * Returns the trait that the client is pinged from time to time.
     *
     * @param every interval between pings, 1 ms to a day
     * @return a trait
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static Trait pingEvery(Duration every) {
        return trait(
                Definitions.PING_EVERY,
                Arguments.of(Definitions.PING_EVERY_TIME, requireNonNull(every, "every must not be null")));
    }

    /**
     * Returns the trait that a client is closed that has sent nothing for a time: no message, no ping, and no pong, so that
     * with {@link #pingEvery} it is one that does not answer.
     *
     * @param after how long, 1 ms to a day; more than the interval of the pings
     * @param code 1000-1003, 1007-1014 or 3000-4999
     * @param reason at most 123 bytes in UTF-8
     * @return a trait
     * @throws IllegalArgumentException if the time is out of its limits, RFC 6455 does not let an endpoint send the code, or
     *     the reason is too long
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait closeIdle(Duration after, int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        Arguments args = Arguments.of(Definitions.IDLE_TIME, requireNonNull(after, "after must not be null"));
        return trait(
                Definitions.CLOSE_IDLE,
                args.plus(Definitions.IDLE_CODE, code).plus(Definitions.IDLE_REASON, wellFormed(reason)));
    }

    /**
     * Returns the trait that everything the behavior sends is late, in order: pongs and the Close frame too.
     *
     * @param time how late, at most a day
     * @return a trait, to which jitter can be added
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static Latency latency(Duration time) {
        return new Latency(
                Invocation.of(
                        Definitions.LATENCY,
                        Arguments.of(Definitions.LATENCY_TIME, requireNonNull(time, "time must not be null"))),
                Definitions.JITTER);
    }

    /**
     * Returns the trait that everything the client sends is late, in order: messages, pings, pongs, the Close frame, what
     * breaks a rule, and the end of TCP. The journal tells of it when it has arrived. With {@link #latency} both directions are
     * slow.
     *
     * <p>What is under way is no more than 1 MiB, or one frame; then the server does not read on, and TCP slows the client
     * down. It arrives at once when another behavior takes over, when the client's page or the server is closed, and, unless
     * time is a {@link TestClock}'s, for {@link EchoServer#verify()}. It never arrives when the server ends TCP meanwhile;
     * the journal says so. "Nothing more" waits for what is under way; on a {@link TestClock} that has not arrived as long as
     * the test does not advance it.
     *
     * @param time how late, at most a day
     * @return a trait, to which jitter can be added
     * @throws IllegalArgumentException if the time is out of its limits
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Latency uploadLatency(Duration time) {
        return new Latency(
                Invocation.of(
                        Definitions.UPLOAD_LATENCY,
                        Arguments.of(Definitions.UPLOAD_LATENCY_TIME, requireNonNull(time, "time must not be null"))),
                Definitions.UPLOAD_JITTER);
    }

    /**
     * Returns the trait that what is sent goes at most at a speed, as over a slow network. It ends with the behavior that has
     * it.
     *
     * @param bytesPerSecond counted on the wire below TLS's own: frames with their headers, after compression; at least 1
     * @return a trait
     * @throws IllegalArgumentException if the speed is less than 1
     */
    public static Trait bandwidth(int bytesPerSecond) {
        return trait(Definitions.BANDWIDTH, Arguments.of(Definitions.BANDWIDTH_SIZE, bytesPerSecond));
    }

    /**
     * Returns the trait that what the client sends is read at most at a speed. The client can write what the buffers of TCP
     * hold, and then waits.
     *
     * @param bytesPerSecond as for {@link #bandwidth}
     * @return a trait
     * @throws IllegalArgumentException if the speed is less than 1
     */
    public static Trait uploadBandwidth(int bytesPerSecond) {
        return trait(Definitions.UPLOAD_BANDWIDTH, Arguments.of(Definitions.UPLOAD_BANDWIDTH_SIZE, bytesPerSecond));
    }

    /**
     * Returns the trait that what is sent goes to TCP in pieces, each with a write of its own: a client that takes one read
     * for one frame breaks.
     *
     * @param bytes the most of one piece, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait slices(int bytes) {
        return trait(Definitions.SLICES, Arguments.of(Definitions.SLICE_SIZE, bytes));
    }

    /**
     * Returns the trait that messages are sent in frames of a size (RFC 6455, section 5.4).
     *
     * @param size maximum payload of a frame, in bytes, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait fragment(int size) {
        return trait(Definitions.FRAGMENT, Arguments.of(Definitions.FRAME_SIZE, size));
    }

    /**
     * Returns the trait that a longer message is answered with Close 1009.
     *
     * @param bytes maximum payload of a message, in bytes, at least 1
     * @return a trait
     * @throws IllegalArgumentException if the size is less than 1
     */
    public static Trait maxMessageBytes(int bytes) {
        return trait(Definitions.LIMIT, Arguments.of(Definitions.MESSAGE_SIZE, bytes));
    }

    /**
     * Returns the trait that a subprotocol is answered, whether or not the client offers it. Without this trait it is the
     * first that the client offers.
     *
     * @param name the subprotocol
     * @return a trait
     * @throws IllegalArgumentException if the name is not an HTTP token
     */
    public static Trait subprotocol(String name) {
        return trait(
                Definitions.SUBPROTOCOL,
                Arguments.of(Definitions.SUBPROTOCOL_NAME, requireNonNull(name, "name must not be null")));
    }

    /**
     * Returns the trait that no subprotocol is answered, whatever the client offers.
     *
     * @return a trait
     */
    public static Trait noSubprotocol() {
        return trait(Definitions.NO_SUBPROTOCOL, Arguments.NONE);
    }

    /**
     * Returns the trait that TCP is given the answer to the handshake one byte at a time. It breaks no rule.
     *
     * @return a trait
     */
    public static Trait answerByteByByte() {
        return trait(Definitions.ANSWER_BYTE_BY_BYTE, Arguments.NONE);
    }

    /**
     * Returns the trait that the 101 that opens the connection has a header more. May be added again, also with the same
     * name. On a refusal it is {@link Refusal#header}.
     *
     * @param name the header's name
     * @param value its value
     * @return a trait
     * @throws IllegalArgumentException if HTTP does not allow the name or the value, or the header is one of the handshake's
     *     own: what it says is said by another trait, and a wrong one is a fault
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait answerHeader(String name, String value) {
        return trait(Definitions.ANSWER_HEADER, Arguments.of(Definitions.ANSWER_LINE, line(name, value)));
    }

    /**
     * Returns the trait that the 101 that opens the connection sets a cookie, by {@code Set-Cookie} (RFC 6265, section 4.1).
     * May be added again. Attributes such as {@code Path} take a whole {@link #answerHeader}; a refusal sets one by {@link
     * Refusal#header}.
     *
     * @param name the cookie's name
     * @param value its value
     * @return a trait
     * @throws IllegalArgumentException if RFC 6265 does not allow the name or the value
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Trait answerCookie(String name, String value) {
        return trait(Definitions.ANSWER_COOKIE, Arguments.of(Definitions.ANSWER_COOKIE_PAIR, line(name, value)));
    }

    private static Headers.Line line(String name, String value) {
        return new Headers.Line(
                requireNonNull(name, "name must not be null"), requireNonNull(value, "value must not be null"));
    }

    /**
     * Returns the trait that every message is compressed if the client offers permessage-deflate (RFC 7692), or that the
     * offer is declined. Without this trait an echo is compressed if the message was, and what the server
     * says unasked if it has at least 1,024 bytes.
     *
     * @param on whether to compress
     * @return a trait
     */
    public static Trait compress(boolean on) {
        return trait(Definitions.COMPRESS, Arguments.of(Definitions.ON, on));
    }

    // Texts.

    /**
     * Returns a text with places that are filled in when it is sent; other texts are literal.
     *
     * @param text such as {@code tick-${n}}
     * @return the template
     */
    public static Template template(String text) {
        return Template.of(text);
    }

    // The URL form.

    /**
     * Reads a behavior as the program's URLs say it: {@code name?parameter=value&...}. The next one of a chain follows
     * after {@code &then=name}; traits are parameters anywhere, and hold for the whole.
     *
     * <p>Names, parameters and limits are in the documentation, under behaviors. The file of a script, {@code
     * script?file=login.wsc}, is read from the root of the class path.
     *
     * @param url such as {@code push?every=20ms&times=3&text=tick&then=close&code=3005}, with or without a slash before it
     * @return the behavior
     * @throws IllegalArgumentException if there is no such behavior or parameter, or a value is wrong; the message says
     *     which, and what instead
     */
    public static Behavior parse(String url) {
        return parse(url, ScriptFiles.onClassPath(null));
    }

    /**
     * Reads a behavior as {@link #parse(String)} does, and the files of scripts from beside a class, or else from the root
     * of its class path.
     *
     * @param url such as {@code script?file=login.wsc}
     * @param beside such as the class of the test
     * @return the behavior
     * @throws IllegalArgumentException as {@link #parse(String)} does; for a file the message has its line and column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Behavior parse(String url, Class<?> beside) {
        requireNonNull(url, "url must not be null");
        return parse(url, ScriptFiles.onClassPath(requireNonNull(beside, "beside must not be null")));
    }

    /**
     * Reads a behavior as {@link #parse(String)} does, and the files of scripts from a folder. A name or a link that leads
     * out of the folder is refused.
     *
     * @param url such as {@code script?file=login.wsc}
     * @param folder where the files are, or in folders of it
     * @return the behavior
     * @throws IllegalArgumentException as {@link #parse(String)} does; for a file the message has its line and column
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static Behavior parse(String url, Path folder) {
        requireNonNull(url, "url must not be null");
        return parse(url, ScriptFiles.in(requireNonNull(folder, "folder must not be null")));
    }

    private static Behavior parse(String url, ScriptFiles files) {
        return Behavior.of(BehaviorUrl.parse(requireNonNull(url, "url must not be null"), files));
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
