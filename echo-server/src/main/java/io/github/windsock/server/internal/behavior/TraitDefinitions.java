package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.TRAIT;
import static io.github.windsock.server.internal.behavior.Parameter.bytes;
import static io.github.windsock.server.internal.behavior.Parameter.duration;
import static io.github.windsock.server.internal.behavior.Parameter.size;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;

import io.github.windsock.CloseStatus;
import io.github.windsock.server.internal.conversation.CompressingOutput;
import io.github.windsock.server.internal.conversation.DelayedOutput;
import io.github.windsock.server.internal.conversation.DelayedReading;
import io.github.windsock.server.internal.conversation.FragmentingOutput;
import io.github.windsock.server.internal.conversation.IdleConversation;
import io.github.windsock.server.internal.conversation.LimitConversation;
import io.github.windsock.server.internal.conversation.PacedConversation;
import io.github.windsock.server.internal.conversation.Pinger;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The definitions of all traits: names, parameters, limits and effects. */
public final class TraitDefinitions {

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
                    inner, context, args.get(IDLE_TIME), new CloseStatus(args.get(IDLE_CODE), args.get(IDLE_REASON))));

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
            NEVER_ANSWER_PING,
            NEVER_ANSWER_CLOSE,
            CLOSE_IDLE,
            SUBPROTOCOL,
            NO_SUBPROTOCOL,
            ANSWER_BYTE_BY_BYTE,
            ANSWER_HEADER,
            ANSWER_COOKIE);

    private TraitDefinitions() {}

    /** Tells whether a behavior cannot have both traits. */
    public static boolean excludes(BehaviorDefinition one, BehaviorDefinition other) {
        Set<BehaviorDefinition> subprotocols = Set.of(SUBPROTOCOL, NO_SUBPROTOCOL);
        return (one == other && !one.isRepeatable()) || (subprotocols.contains(one) && subprotocols.contains(other));
    }
}
