package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.ANSWER;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.ENDLESS;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.FINITE;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.LAST;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.TRAIT;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.HANDSHAKE;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.TRANSPORT;
import static io.github.windsock.server.internal.behavior.Parameter.bytes;
import static io.github.windsock.server.internal.behavior.Parameter.duration;
import static io.github.windsock.server.internal.behavior.Parameter.size;
import static io.github.windsock.server.internal.behavior.Parameter.status;
import static io.github.windsock.server.internal.behavior.Parameter.text;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.server.internal.behavior.HandshakeDecision.Unanswered.Then;
import io.github.windsock.server.internal.conversation.BroadcastConversation;
import io.github.windsock.server.internal.conversation.CloseConversation;
import io.github.windsock.server.internal.conversation.CompressingOutput;
import io.github.windsock.server.internal.conversation.DelayedOutput;
import io.github.windsock.server.internal.conversation.DelayedReading;
import io.github.windsock.server.internal.conversation.FragmentingOutput;
import io.github.windsock.server.internal.conversation.HandshakeJson;
import io.github.windsock.server.internal.conversation.IdleConversation;
import io.github.windsock.server.internal.conversation.LimitConversation;
import io.github.windsock.server.internal.conversation.MessageSource;
import io.github.windsock.server.internal.conversation.OutputEnd;
import io.github.windsock.server.internal.conversation.PacedConversation;
import io.github.windsock.server.internal.conversation.PauseConversation;
import io.github.windsock.server.internal.conversation.Pinger;
import io.github.windsock.server.internal.conversation.PushConversation;
import io.github.windsock.server.internal.conversation.PushConversation.Pauses;
import io.github.windsock.server.internal.conversation.SendConversation;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The definitions of all behaviors and traits: names, parameters, limits and effects. */
public final class Definitions {

    // Conversations.

    public static final BehaviorDefinition SILENT = BehaviorDefinition.of(
                    LAST, "silent", "silent", "Receives every message and sends none.")
            .does("silent", (Effect.Converses) (args, context) -> SilentConversation.of(context));

    public static final Parameter<String> TEXT = text("text", "text to send").orAnother();
    public static final Parameter<Payload> BYTES =
            bytes("bytes", "bytes to send, as a binary message").orAnother();

    public static final BehaviorDefinition SEND = BehaviorDefinition.of(
                    FINITE, "sendMessage", "send", "Sends one message.")
            .takes(TEXT, BYTES)
            .does("send?text=welcome", (Effect.Converses)
                    (args, context) -> new SendConversation(context, message(args)));

    public static final Parameter<Duration> PAUSE_TIME = duration("by", "the time to wait");

    public static final BehaviorDefinition PAUSE = BehaviorDefinition.of(
                    FINITE, "pause", "pause", "Waits, and leaves the client's messages to the next behavior.")
            .takes(PAUSE_TIME)
            .does("pause?by=50ms&then=echo", (Effect.Converses) (args, context) -> new PauseConversation(
                    context, args.get(PAUSE_TIME), new Invocation(Definitions.PAUSE, args).toString()));

    public static final Parameter<Duration> PUSH_EVERY =
            duration("every", "interval between messages").between(ofMillis(1), ofDays(1));
    public static final Parameter<Integer> TIMES = EchoDefinition.Limit.TIMES;
    public static final Parameter<TextTemplate> TEMPLATE = Parameter.of(
                    ValueTypes.TEMPLATE, "template", "text to send, in which ${n} counts from 1")
            .orAnother();
    public static final Parameter<TextSource> SOURCE = Parameter.of(
                    ValueTypes.SOURCE, "source", "code that returns the text")
            .orAnother();

    public static final BehaviorDefinition PUSH = BehaviorDefinition.of(
                    ENDLESS, "push", "push", "Sends a message at once, and then at an interval.")
            .takes(PUSH_EVERY, TIMES, TEXT, TEMPLATE, BYTES, SOURCE)
            .does("push?every=1s&times=3&text=tick", (Effect.Converses) (args, context) -> new PushConversation(
                    context,
                    Pauses.every(args.get(PUSH_EVERY)),
                    EchoDefinition.times(args),
                    pushed(args),
                    new Invocation(Definitions.PUSH, args).toString()));

    public static final Parameter<DelaySource> PUSH_DELAYS =
            Parameter.of(ValueTypes.DELAYS, "delays", "code that returns the delay before each message");

    /** A push with a delay of its own for each message. It has no URL form, since its delays are code. */
    public static final BehaviorDefinition PUSH_UNEVENLY = BehaviorDefinition.of(
                    ENDLESS, "push", "push", "Sends messages, each after its own delay.")
            .takes(PUSH_DELAYS, TIMES, SOURCE)
            .does("push?every=1s&times=3&text=tick", (Effect.Converses) (args, context) -> new PushConversation(
                    context,
                    Pauses.of(args.get(PUSH_DELAYS)::before),
                    EchoDefinition.times(args),
                    pushed(args),
                    new Invocation(Definitions.PUSH_UNEVENLY, args).toString()));

    public static final Parameter<Integer> CODE = Parameter.of(ValueTypes.CODE, "code", "the code");
    public static final Parameter<String> REASON =
            Parameter.of(ValueTypes.REASON, "reason", "the reason").or("");

    public static final BehaviorDefinition CLOSE_WITH = BehaviorDefinition.of(
                    LAST, "closeWith", "close", "Closes with a code and a reason.")
            .takes(CODE, REASON)
            .does("close?code=3005&reason=bye", (Effect.Converses) (args, context) ->
                    new CloseConversation(context, new CloseStatus(args.get(CODE), args.get(REASON))));

    public static final BehaviorDefinition CLOSE_EMPTY = BehaviorDefinition.of(
                    LAST,
                    "closeEmpty",
                    "close-empty",
                    "Closes with an empty Close frame, which browsers report as 1005.")
            .takesAbility(Ability.EVERY_CLOSE_CODE)
            .does("close-empty", (Effect.Converses)
                    (args, context) -> new CloseConversation(context, CloseStatus.NO_STATUS));

    public static final BehaviorDefinition DROP = BehaviorDefinition.of(
                    LAST,
                    "dropConnection",
                    "drop",
                    "Ends TCP (FIN) without a Close frame, which browsers report as 1006.")
            .breaks(TRANSPORT, "RFC 6455 7.1.1")
            .does("drop", (Effect.Plays)
                    (args, context, order) -> context.output().end(new OutputEnd.Drop(order.order())));

    public static final BehaviorDefinition RESET = BehaviorDefinition.of(
                    LAST, "resetConnection", "reset", "Ends TCP with a reset (RST), which browsers report as 1006.")
            .takesAbility(Ability.RESET)
            .breaks(TRANSPORT, "RFC 6455 7.1.1")
            .does("reset", (Effect.Plays)
                    (args, context, order) -> context.output().end(new OutputEnd.Reset(order.order())));

    public static final Parameter<String> ROOM =
            Parameter.of(ValueTypes.NAME, "room", "the room").or("lobby");
    public static final Parameter<Recipients> TO = Parameter.of(
                    ValueTypes.RECIPIENTS, "to", "recipients: all, or all except the sender")
            .or(Recipients.ALL);

    public static final BehaviorDefinition BROADCAST = BehaviorDefinition.of(
                    ENDLESS, "broadcast", "broadcast", "Sends every message to all connections in the same room.")
            .takes(ROOM, TO, TIMES)
            .does("broadcast?room=lobby", (Effect.Converses) (args, context) -> new BroadcastConversation(
                    context, args.get(ROOM), args.get(TO) == Recipients.ALL, EchoDefinition.times(args)));

    public static final BehaviorDefinition HEADERS = BehaviorDefinition.of(
                    FINITE, "sendHandshake", "headers", "Sends the handshake as a JSON text.")
            .does("headers", (Effect.Converses) (args, context) ->
                    new SendConversation(context, Message.text(HandshakeJson.of(context.handshake()))));

    public static final Parameter<String> FILE =
            Parameter.of(ValueTypes.NAME, "file", "the file, with a step on each line");

    /** Never played itself: the parser replaces it with the script of the file. */
    public static final BehaviorDefinition SCRIPT = BehaviorDefinition.of(
                    LAST, "script", "script", "Plays a script, which the client must follow.")
            .takes(FILE)
            .does("script?file=login.wsc", (Effect.Converses) (args, context) -> {
                throw new IllegalStateException("the parser did not replace script " + args.get(FILE));
            });

    // Answers to attempts.

    public static final Parameter<Integer> STATUS =
            status("status", "the status").between(200, 599);
    public static final Parameter<Duration> RETRY_AFTER = Parameter.of(
                    ValueTypes.SECONDS, "retryAfter", "value of the Retry-After header, in whole seconds")
            .asMethod();
    public static final Parameter<Headers> HEADER = Parameter.of(
                    ValueTypes.HEADERS, "header", "a header of the response")
            .asMethod();
    public static final Parameter<String> BODY =
            text("body", "the body of the response").asMethod();

    public static final BehaviorDefinition REFUSE = BehaviorDefinition.of(
                    ANSWER, "refuse", "refuse", "Refuses the handshake with an HTTP status.")
            .takes(STATUS, RETRY_AFTER, HEADER, BODY)
            .requires(Definitions::requireStatusForBody)
            .does("refuse?status=503&retryAfter=2s", (Effect.Answers) args -> HandshakeDecision.Refused.with(
                    args.get(STATUS),
                    args.find(HEADER).orElse(Headers.NONE),
                    args.find(RETRY_AFTER).orElse(null),
                    args.find(BODY).orElse("")));

    /** Refuses a body that would not be sent (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
    private static void requireStatusForBody(Arguments args) {
        boolean mayHaveBody = !Set.of(204, 205, 304).contains(args.get(STATUS));
        if (!mayHaveBody && !args.find(BODY).orElse("").isEmpty()) {
            throw new BehaviorProblem(Words.NO_BODY, args.get(STATUS));
        }
    }

    public static final Parameter<String> LOCATION = Parameter.of(ValueTypes.LOCATION, "location", "target URL");
    public static final Parameter<Integer> REDIRECT_STATUS =
            status("status", "the status").between(300, 399).or(302);

    public static final BehaviorDefinition REDIRECT = BehaviorDefinition.of(
                    ANSWER,
                    "redirect",
                    "redirect",
                    "Answers the handshake with a redirect, which browsers do not follow.")
            .takes(LOCATION, REDIRECT_STATUS)
            .does("redirect?location=/echo", (Effect.Answers) args -> new HandshakeDecision.Refused(
                    args.get(REDIRECT_STATUS), Map.of("Location", List.of(args.get(LOCATION))), ""));

    public static final BehaviorDefinition RESET_ON_ACCEPT = BehaviorDefinition.of(
                    ANSWER,
                    "resetOnAccept",
                    "reset-on-accept",
                    "Resets the TCP connection (RST) as soon as the request has arrived.")
            .takesAbility(Ability.UNANSWERED)
            .breaks(HANDSHAKE, "RFC 6455 4.2.2")
            .does("reset-on-accept", (Effect.Answers) args -> HandshakeDecision.Unanswered.silent(Then.RST));

    public static final BehaviorDefinition DROP_ON_ACCEPT = BehaviorDefinition.of(
                    ANSWER,
                    "dropOnAccept",
                    "drop-on-accept",
                    "Ends TCP without an answer (FIN) as soon as the request has arrived.")
            .takesAbility(Ability.UNANSWERED)
            .breaks(HANDSHAKE, "RFC 6455 4.2.2")
            .does("drop-on-accept", (Effect.Answers) args -> HandshakeDecision.Unanswered.silent(Then.FIN));

    public static final Parameter<Duration> BY = duration("by", "time until the answer");

    public static final BehaviorDefinition SLOW_OPEN = BehaviorDefinition.of(
                    FINITE, "slowOpen", "slow-open", "Delays the answer to the handshake.")
            .takes(BY)
            .does("slow-open?by=3s&then=echo", (Effect.Opens) (args, plain) -> plain.delay(args.get(BY)));

    public static final BehaviorDefinition NEVER_OPEN = BehaviorDefinition.of(
                    ANSWER, "neverOpen", "never-open", "Never answers the handshake.")
            .breaks(HANDSHAKE, "RFC 6455 4.2.2")
            .does("never-open", (Effect.Answers) args -> HandshakeDecision.Unanswered.silent(Then.WAITS));

    public static final BehaviorDefinition ASK = BehaviorDefinition.of(
                    ANSWER, "ask", "ask", "Leaves the answer to the test.")
            .does("ask", (Effect.Answers) args -> new HandshakeDecision.Asked());

    // Traits.

    public static final BehaviorDefinition NEVER_ANSWER_CLOSE = BehaviorDefinition.of(
                    TRAIT, "neverAnswerClose", "never-answer-close", "Does not answer the client's Close frame.")
            .takesAbility(Ability.SILENCE_TO_CLOSE)
            .does("echo?never-answer-close", (Effect.Changes) (args, inner, context) ->
                    new UnresponsiveConversation(inner.begin(context), context, IgnoredFrame.CLOSE));

    public static final BehaviorDefinition NEVER_ANSWER_PING = BehaviorDefinition.of(
                    TRAIT, "neverAnswerPing", "never-answer-ping", "Does not answer the client's pings.")
            .does("echo?never-answer-ping", (Effect.Changes) (args, inner, context) ->
                    new UnresponsiveConversation(inner.begin(context), context, IgnoredFrame.PING));

    public static final Parameter<Duration> PING_EVERY_TIME =
            duration("every", "interval between pings").between(ofMillis(1), ofDays(1));

    public static final BehaviorDefinition PING_EVERY = BehaviorDefinition.of(
                    TRAIT, "pingEvery", "ping-every", "Pings the client at an interval.")
            .takes(PING_EVERY_TIME)
            .does("echo?ping-every=20s", (Effect.Changes)
                    (args, inner, context) -> new Pinger(inner.begin(context), context, args.get(PING_EVERY_TIME)));

    public static final Parameter<Duration> IDLE_TIME =
            duration("after", "time without a frame from the client").between(ofMillis(1), ofDays(1));
    public static final Parameter<Integer> IDLE_CODE =
            Parameter.of(ValueTypes.CODE, "idleCode", "the code").or(1001);
    public static final Parameter<String> IDLE_REASON =
            Parameter.of(ValueTypes.REASON, "idleReason", "the reason").or("idle");

    public static final BehaviorDefinition CLOSE_IDLE = BehaviorDefinition.of(
                    TRAIT,
                    "closeIdle",
                    "close-idle",
                    "Closes the connection if the client sends nothing for a time, not even a pong.")
            .takes(IDLE_TIME, IDLE_CODE, IDLE_REASON)
            .does("echo?ping-every=20s&close-idle=30s", (Effect.Changes) (args, inner, context) -> new IdleConversation(
                    inner.begin(context),
                    context,
                    args.get(IDLE_TIME),
                    new CloseStatus(args.get(IDLE_CODE), args.get(IDLE_REASON))));

    public static final Parameter<Duration> LATENCY_TIME = duration("time", "the delay");
    public static final Parameter<Duration> JITTER = duration(
                    "jitter", "maximum random difference to the delay, in both directions")
            .asMethod();

    public static final BehaviorDefinition LATENCY = BehaviorDefinition.of(
                    TRAIT, "latency", "latency", "Delays everything that the server sends, and keeps its order.")
            .takes(LATENCY_TIME, JITTER)
            .does("echo?latency=80ms&jitter=20ms", (Effect.Changes) (args, inner, context) -> DelayedOutput.begin(
                    args.get(LATENCY_TIME), args.find(JITTER).orElse(Duration.ZERO), inner, context));

    public static final Parameter<Duration> UPLOAD_LATENCY_TIME = duration("time", "the delay");
    public static final Parameter<Duration> UPLOAD_JITTER = duration(
                    "upload-jitter", "maximum random difference to the delay, in both directions")
            .asMethod("jitter");

    public static final BehaviorDefinition UPLOAD_LATENCY = BehaviorDefinition.of(
                    TRAIT,
                    "uploadLatency",
                    "upload-latency",
                    "Delays everything that the client sends, and keeps its order.")
            .takes(UPLOAD_LATENCY_TIME, UPLOAD_JITTER)
            .does("echo?upload-latency=80ms&upload-jitter=20ms", (Effect.Changes)
                    (args, inner, context) -> new DelayedReading(
                            inner.begin(context),
                            context,
                            args.get(UPLOAD_LATENCY_TIME),
                            args.find(UPLOAD_JITTER).orElse(Duration.ZERO)));

    public static final Parameter<Integer> BANDWIDTH_SIZE = size("bytes", "bytes per second");

    public static final BehaviorDefinition BANDWIDTH = BehaviorDefinition.of(
                    TRAIT, "bandwidth", "bandwidth", "Limits sending to a number of bytes per second.")
            .takes(BANDWIDTH_SIZE)
            .takesAbility(Ability.TCP_BYTES)
            .does("echo?bandwidth=16k", paced(Pace.SENT, BANDWIDTH_SIZE));

    public static final Parameter<Integer> UPLOAD_BANDWIDTH_SIZE = size("bytes", "bytes per second");

    public static final BehaviorDefinition UPLOAD_BANDWIDTH = BehaviorDefinition.of(
                    TRAIT,
                    "uploadBandwidth",
                    "upload-bandwidth",
                    "Limits reading to a number of bytes per second; TCP slows the client down.")
            .takes(UPLOAD_BANDWIDTH_SIZE)
            .takesAbility(Ability.TCP_BYTES)
            .does("echo?upload-bandwidth=16k", paced(Pace.RECEIVED, UPLOAD_BANDWIDTH_SIZE));

    public static final Parameter<Integer> SLICE_SIZE = size("bytes", "maximum number of bytes of a write");

    public static final BehaviorDefinition SLICES = BehaviorDefinition.of(
                    TRAIT, "slices", "slices", "Writes to TCP in pieces of a maximum size, regardless of frames.")
            .takes(SLICE_SIZE)
            .takesAbility(Ability.TCP_BYTES)
            .does("echo?slices=1", paced(Pace.SLICE, SLICE_SIZE));

    private static Effect paced(Pace what, Parameter<Integer> bytes) {
        return (Effect.Changes)
                (args, inner, context) -> new PacedConversation(inner.begin(context), context, what, args.get(bytes));
    }

    public static final Parameter<Integer> FRAME_SIZE = size("size", "maximum payload of a frame, in bytes");

    public static final BehaviorDefinition FRAGMENT = BehaviorDefinition.of(
                    TRAIT, "fragment", "fragment", "Splits every message into frames of a maximum size.")
            .takes(FRAME_SIZE)
            .takesAbility(Ability.FRAME_BOUNDARIES)
            .does("echo?fragment=3", (Effect.Changes) (args, inner, context) ->
                    inner.begin(context.on(new FragmentingOutput(context.output(), args.get(FRAME_SIZE)))));

    public static final Parameter<Integer> MESSAGE_SIZE = size("size", "maximum payload of a message, in bytes");

    public static final BehaviorDefinition LIMIT = BehaviorDefinition.of(
                    TRAIT, "maxMessageBytes", "limit", "Answers a larger message with Close 1009.")
            .takes(MESSAGE_SIZE)
            .does("echo?limit=64k", (Effect.Changes) (args, inner, context) ->
                    new LimitConversation(inner.begin(context), context, args.get(MESSAGE_SIZE)));

    public static final Parameter<String> SUBPROTOCOL_NAME = Parameter.of(ValueTypes.TOKEN, "name", "the subprotocol");

    public static final BehaviorDefinition SUBPROTOCOL = BehaviorDefinition.of(
                    TRAIT, "subprotocol", "subprotocol", "Selects a subprotocol, even if the client does not offer it.")
            .takes(SUBPROTOCOL_NAME)
            .does("echo?subprotocol=chat", (Effect.Opens)
                    (args, plain) -> plain.subprotocol(args.get(SUBPROTOCOL_NAME)));

    public static final BehaviorDefinition NO_SUBPROTOCOL = BehaviorDefinition.of(
                    TRAIT, "noSubprotocol", "no-subprotocol", "Selects no subprotocol, even if the client offers some.")
            .does("echo?no-subprotocol", (Effect.Opens) (args, plain) -> plain.subprotocol(""));

    public static final BehaviorDefinition ANSWER_BYTE_BY_BYTE = BehaviorDefinition.of(
                    TRAIT, "answerByteByByte", "answer-byte-by-byte", "Answers the handshake one byte at a time.")
            .takesAbility(Ability.RAW_ANSWERS)
            .does("echo?answer-byte-by-byte", (Effect.Opens) (args, plain) -> plain.inBytes());

    public static final Parameter<Headers.Line> ANSWER_LINE =
            Parameter.of(ValueTypes.ANSWER_LINE, "header", "a header of the answer");

    public static final BehaviorDefinition ANSWER_HEADER = BehaviorDefinition.of(
                    TRAIT, "answerHeader", "answer-header", "Adds a header to the 101 that opens the connection.")
            .takes(ANSWER_LINE)
            .mayRepeat()
            .does(
                    "echo?answer-header=X-Version:%202",
                    (Effect.Opens) (args, plain) -> plain.plus(args.get(ANSWER_LINE)));

    public static final Parameter<Headers.Line> ANSWER_COOKIE_PAIR =
            Parameter.of(ValueTypes.COOKIE, "cookie", "a cookie of the answer");

    public static final BehaviorDefinition ANSWER_COOKIE = BehaviorDefinition.of(
                    TRAIT, "answerCookie", "answer-cookie", "Sets a cookie with the 101 that opens the connection.")
            .takes(ANSWER_COOKIE_PAIR)
            .mayRepeat()
            .does(
                    "echo?answer-cookie=sid%3D42",
                    (Effect.Opens) (args, plain) ->
                            plain.plus(args.get(ANSWER_COOKIE_PAIR).asCookie()));

    public static final Parameter<Boolean> ON =
            Parameter.of(ValueTypes.SWITCH, "on", "whether to compress, if the client offers it");

    public static final BehaviorDefinition COMPRESS = BehaviorDefinition.of(
                    TRAIT,
                    "compress",
                    "compress",
                    "Compresses every message, or none; if omitted, an echo is compressed if the message was.")
            .takes(ON)
            .does(
                    "echo?compress=off",
                    new Effect.OpensAndChanges(
                            (args, plain) -> plain.deflates(args.get(ON)),
                            (args, inner, context) -> args.get(ON)
                                    ? inner.begin(context.on(new CompressingOutput(context.output())))
                                    : inner.begin(context)));

    /** All behaviors, in the order of the documentation. */
    public static final List<BehaviorDefinition> BEHAVIORS = List.of(
            EchoDefinition.ECHO,
            SILENT,
            SEND,
            PAUSE,
            PUSH,
            CLOSE_WITH,
            CLOSE_EMPTY,
            DROP,
            RESET,
            REFUSE,
            REDIRECT,
            RESET_ON_ACCEPT,
            DROP_ON_ACCEPT,
            SLOW_OPEN,
            NEVER_OPEN,
            BROADCAST,
            HEADERS,
            SCRIPT,
            ASK);

    /**
     * The behaviors that every URL can have. Not {@code ask}, which needs a test, and not scripts, which need files.
     */
    public static final List<BehaviorDefinition> SPEAKABLE = Stream.of(
                    BEHAVIORS, TransportDefinitions.ROWS, FaultDefinitions.ROWS)
            .flatMap(List::stream)
            .filter(each -> each != ASK && each != SCRIPT)
            .toList();

    /** All traits, in the order in which they process what is sent: the last one is next to the connection. */
    public static final List<BehaviorDefinition> TRAITS = List.of(
            FRAGMENT,
            COMPRESS,
            LATENCY,
            UPLOAD_LATENCY,
            BANDWIDTH,
            UPLOAD_BANDWIDTH,
            SLICES,
            LIMIT,
            PING_EVERY,
            CLOSE_IDLE,
            NEVER_ANSWER_PING,
            NEVER_ANSWER_CLOSE,
            SUBPROTOCOL,
            NO_SUBPROTOCOL,
            ANSWER_BYTE_BY_BYTE,
            ANSWER_HEADER,
            ANSWER_COOKIE);

    private Definitions() {}

    /** Tells whether a behavior cannot have both traits. */
    public static boolean excludes(BehaviorDefinition one, BehaviorDefinition other) {
        Set<BehaviorDefinition> subprotocols = Set.of(SUBPROTOCOL, NO_SUBPROTOCOL);
        return (one == other && !one.isRepeatable()) || (subprotocols.contains(one) && subprotocols.contains(other));
    }

    private static MessageSource pushed(Arguments args) {
        if (args.has(SOURCE)) {
            TextSource source = args.get(SOURCE);
            return MessageSource.code(source::message);
        }
        if (args.has(TEMPLATE)) {
            TextTemplate template = args.get(TEMPLATE);
            return MessageSource.of(n -> Message.text(template.fill(name -> Integer.toString(n))));
        }
        Message message = message(args);
        return MessageSource.of(n -> message);
    }

    private static Message message(Arguments args) {
        return args.has(BYTES) ? Message.binary(args.get(BYTES)) : Message.text(args.get(TEXT));
    }
}
