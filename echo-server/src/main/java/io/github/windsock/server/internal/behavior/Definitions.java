package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.ANSWER;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.ENDLESS;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.FINITE;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.LAST;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.TRAIT;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.server.internal.conversation.BroadcastConversation;
import io.github.windsock.server.internal.conversation.CloseConversation;
import io.github.windsock.server.internal.conversation.CompressingOutput;
import io.github.windsock.server.internal.conversation.CutConversation;
import io.github.windsock.server.internal.conversation.DelayedOutput;
import io.github.windsock.server.internal.conversation.FragmentingOutput;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.HandshakeJson;
import io.github.windsock.server.internal.conversation.LimitConversation;
import io.github.windsock.server.internal.conversation.MessageSource;
import io.github.windsock.server.internal.conversation.Pinger;
import io.github.windsock.server.internal.conversation.PushConversation;
import io.github.windsock.server.internal.conversation.SendConversation;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation;
import io.github.windsock.server.internal.engine.Ability;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The one table of all behaviors and traits: names, parameters, limits, and what they do. */
public final class Definitions {
    static final BehaviorDefinition ECHO = EchoDefinition.ROW; // stands there, since most servers need no other one

    public static final BehaviorDefinition SILENT = BehaviorDefinition.of(
                    LAST, "silent", "Takes every message and sends none.")
            .row("silent", (Effect.Talk) (args, scene) -> new SilentConversation(scene));

    public static final BehaviorDefinition SEND = BehaviorDefinition.of(FINITE, "send", "Sends one message.")
            .oneOf("text", ValueType.TEXT, "what to send, as text")
            .oneOf("bytes", ValueType.BYTES, "what to send, as binary")
            .row("send?text=welcome", (Effect.Talk) (args, scene) -> new SendConversation(scene, message(args)));

    public static final BehaviorDefinition PUSH = BehaviorDefinition.of(
                    ENDLESS, "push", "Sends a message at once and then again and again, whatever the client does.")
            .needs("every", ValueType.DURATION, "the time from one message to the next")
            .between(1, BehaviorDefinition.Builder.DAY_MILLIS)
            .may(Invocation.TIMES, ValueType.COUNT, Invocation.TIMES_SUMMARY)
            .oneOf("text", ValueType.TEXT, "what to send, as text")
            .oneOf("template", ValueType.TEMPLATE, "what to send, as text in which ${n} counts from 1")
            .oneOf("bytes", ValueType.BYTES, "what to send, as binary")
            .row("push?every=1s&times=3&text=tick", (Effect.Talk) (args, scene) -> new PushConversation(
                    scene,
                    args.duration("every"),
                    args.numberOrEndless(Invocation.TIMES),
                    pushed(args),
                    new Invocation(Definitions.PUSH, args).toString()));

    public static final BehaviorDefinition CLOSE_WITH = BehaviorDefinition.of(
                    LAST, "closeWith", "Closes with a code and a reason.")
            .needs("code", ValueType.CODE, "the code")
            .takes("reason", ValueType.REASON, "the reason", "")
            .row("close?code=3005&reason=bye", (Effect.Talk) (args, scene) ->
                    new CloseConversation(scene, new CloseStatus(args.number("code"), args.text("reason"))));

    public static final BehaviorDefinition CLOSE_EMPTY = BehaviorDefinition.of(
                    LAST, "closeEmpty", "Closes with an empty Close frame, which browsers report as 1005.")
            .takesAbility(Ability.EVERY_CLOSE_CODE)
            .row("close-empty", (Effect.Talk) (args, scene) -> new CloseConversation(scene, CloseStatus.NO_STATUS));

    public static final BehaviorDefinition DROP = BehaviorDefinition.of(
                    LAST, "dropConnection", "Ends TCP without a Close frame (FIN), which browsers report as 1006.")
            .row("drop", (Effect.Talk) (args, scene) -> new CutConversation(scene, FrameOutput::drop));

    public static final BehaviorDefinition RESET = BehaviorDefinition.of(
                    LAST, "resetConnection", "Ends TCP with a reset (RST), which browsers report as 1006.")
            .takesAbility(Ability.RESET)
            .row("reset", (Effect.Talk) (args, scene) -> new CutConversation(scene, FrameOutput::reset));

    public static final BehaviorDefinition REFUSE = BehaviorDefinition.of(
                    ANSWER, "refuse", "Refuses the handshake with an HTTP status.")
            .needs("status", ValueType.STATUS, "the status")
            .between(200, 599)
            .may("retryAfter", ValueType.SECONDS, "when to come back, in whole seconds")
            .may("header", ValueType.HEADERS, "a header of the response")
            .may("body", ValueType.TEXT, "the body of the response")
            .row("refuse?status=503&retryAfter=2s", (Effect.Answers) Refuse::refuse);

    public static final BehaviorDefinition REDIRECT = BehaviorDefinition.of(
                    ANSWER, "redirect", "Answers the handshake with a redirect, which browsers do not follow.")
            .needs("location", ValueType.FIELD, "where to")
            .takes("status", ValueType.STATUS, "the status", "302")
            .between(300, 399)
            .row("redirect?location=/echo", (Effect.Answers) Refuse::redirect);

    public static final BehaviorDefinition RESET_ON_ACCEPT = BehaviorDefinition.of(
                    ANSWER, "resetOnAccept", "Resets the TCP connection (RST) as soon as the request is there.")
            .takesAbility(Ability.RESET)
            .row("reset-on-accept", (Effect.Answers) args -> new HandshakeDecision.Reset());

    public static final BehaviorDefinition SLOW_OPEN = BehaviorDefinition.of(
                    FINITE, "slowOpen", "Lets the client wait for the answer to its handshake.")
            .needs("by", ValueType.DURATION, "how long")
            .row("slow-open?by=3s&then=echo", (Effect.Opens) (args, plain) -> plain.delay(args.duration("by")));

    public static final BehaviorDefinition NEVER_OPEN = BehaviorDefinition.of(
                    ANSWER, "neverOpen", "Never answers the handshake.")
            .row("never-open", (Effect.Answers) args -> new HandshakeDecision.Ignored());

    public static final BehaviorDefinition BROADCAST = BehaviorDefinition.of(
                    LAST, "broadcast", "Sends every message to all who are in the same room.")
            .takes("room", ValueType.NAME, "the room", "lobby")
            .takes("to", ValueType.AUDIENCE, "who gets a message: all, or all but the sender", "all")
            .row("broadcast?room=lobby", (Effect.Talk)
                    (args, scene) -> new BroadcastConversation(scene, args.text("room"), args.get("to") == Recipients.ALL));

    public static final BehaviorDefinition HEADERS = BehaviorDefinition.of(
                    FINITE, "headers", "Sends the handshake as one text, in JSON.")
            .row("headers", (Effect.Talk) (args, scene) -> new SendConversation(
                    scene, Message.text(HandshakeJson.of(scene.wire().handshake()))));

    public static final BehaviorDefinition ASK = BehaviorDefinition.of(ANSWER, "ask", "Leaves the answer to the test.")
            .row("ask", (Effect.Answers) args -> new HandshakeDecision.Asked());

    public static final BehaviorDefinition NEVER_ANSWER_CLOSE = BehaviorDefinition.of(
                    TRAIT, "neverAnswerClose", "Does not answer the client's Close frame.")
            .takesAbility(Ability.SILENCE_TO_CLOSE)
            .row("echo?never-answer-close", (Effect.Changes) (args, inner, scene) ->
                    new UnresponsiveConversation(inner.begin(scene), scene, UnresponsiveConversation.Deaf.TO_CLOSE));

    public static final BehaviorDefinition NEVER_ANSWER_PING = BehaviorDefinition.of(
                    TRAIT, "neverAnswerPing", "Does not answer the client's pings.")
            .row("echo?never-answer-ping", (Effect.Changes) (args, inner, scene) ->
                    new UnresponsiveConversation(inner.begin(scene), scene, UnresponsiveConversation.Deaf.TO_PING));

    public static final BehaviorDefinition PING_EVERY = BehaviorDefinition.of(
                    TRAIT, "pingEvery", "Pings the client from time to time.")
            .needs("every", ValueType.DURATION, "the time from one ping to the next")
            .between(1, BehaviorDefinition.Builder.DAY_MILLIS)
            .row("echo?ping-every=20s", (Effect.Changes)
                    (args, inner, scene) -> new Pinger(inner.begin(scene), scene, args.duration("every")));

    public static final BehaviorDefinition LATENCY = BehaviorDefinition.of(
                    TRAIT, "latency", "Sends everything late, in order.")
            .needs("time", ValueType.DURATION, "how late")
            .may("jitter", ValueType.DURATION, "at most how much sooner or later, by chance")
            .row("echo?latency=80ms&jitter=20ms", (Effect.Changes) (args, inner, scene) -> DelayedOutput.begin(
                    args.duration("time"),
                    args.has("jitter") ? args.duration("jitter") : Duration.ZERO,
                    inner,
                    scene));

    public static final BehaviorDefinition FRAGMENT = BehaviorDefinition.of(
                    TRAIT, "fragment", "Sends every message in frames of a size.")
            .needs("size", ValueType.SIZE, "the most bytes of a frame")
            .takesAbility(Ability.FRAME_BOUNDARIES)
            .row("echo?fragment=3", (Effect.Changes) (args, inner, scene) ->
                    inner.begin(scene.on(new FragmentingOutput(scene.wire(), args.number("size")))));

    public static final BehaviorDefinition LIMIT = BehaviorDefinition.of(
                    TRAIT, "limit", "Answers a longer message with Close 1009.")
            .needs("size", ValueType.SIZE, "the most bytes of a message")
            .row("echo?limit=64k", (Effect.Changes)
                    (args, inner, scene) -> new LimitConversation(inner.begin(scene), scene, args.number("size")));

    public static final BehaviorDefinition SUBPROTOCOL = BehaviorDefinition.of(
                    TRAIT, "subprotocol", "Answers a subprotocol, whether or not the client offers it.")
            .needs("name", ValueType.TOKEN, "the subprotocol")
            .row("echo?subprotocol=chat", (Effect.Opens) (args, plain) -> plain.subprotocol(args.text("name")));

    public static final BehaviorDefinition NO_SUBPROTOCOL = BehaviorDefinition.of(
                    TRAIT, "noSubprotocol", "Answers no subprotocol, whatever the client offers.")
            .row("echo?no-subprotocol", (Effect.Opens) (args, plain) -> plain.subprotocol(""));

    public static final BehaviorDefinition COMPRESS = BehaviorDefinition.of(
                    TRAIT, "compress", "Compresses every message, or none; without it, as the client's were.")
            .needs("on", ValueType.SWITCH, "whether to compress, if the client offers it")
            .row(
                    "echo?compress=off",
                    new Effect.OpensAndChanges(
                            (args, plain) -> plain.deflates((Boolean) args.get("on")),
                            (args, inner, scene) -> (Boolean) args.get("on")
                                    ? inner.begin(scene.on(new CompressingOutput(scene.wire())))
                                    : inner.begin(scene)));

    public static final List<BehaviorDefinition> BEHAVIORS = List.of(
            ECHO,
            SILENT,
            SEND,
            PUSH,
            CLOSE_WITH,
            CLOSE_EMPTY,
            DROP,
            RESET,
            REFUSE,
            REDIRECT,
            RESET_ON_ACCEPT,
            SLOW_OPEN,
            NEVER_OPEN,
            BROADCAST,
            HEADERS,
            ASK);

    /** In the order in which they act on what is sent: the last one is next to the connection. */
    public static final List<BehaviorDefinition> TRAITS = List.of(
            FRAGMENT,
            COMPRESS,
            LATENCY,
            LIMIT,
            PING_EVERY,
            NEVER_ANSWER_PING,
            NEVER_ANSWER_CLOSE,
            SUBPROTOCOL,
            NO_SUBPROTOCOL);

    static final BehaviorCatalog CATALOGUE = new BehaviorCatalog(
            BEHAVIORS.stream()
                    .filter(row -> row != ASK)
                    .map(BehaviorDefinition::item)
                    .toList(), // no URL can ask a test
            TRAITS.stream().map(BehaviorDefinition::item).toList());

    private Definitions() {}

    /** Returns whether a behavior cannot have both traits. */
    public static boolean excludes(BehaviorDefinition one, BehaviorDefinition other) {
        Set<BehaviorDefinition> subprotocols = Set.of(SUBPROTOCOL, NO_SUBPROTOCOL);
        return one == other || (subprotocols.contains(one) && subprotocols.contains(other));
    }

    private static MessageSource pushed(Arguments args) {
        if (args.find("text") instanceof TextSource code) {
            return MessageSource.code(n -> Message.text(code.code().apply(n)));
        }
        if (args.has("template")) {
            TextTemplate template = (TextTemplate) args.get("template");
            return MessageSource.of(n -> Message.text(template.fill(name -> Integer.toString(n))));
        }
        Message message = message(args);
        return MessageSource.of(n -> message);
    }

    private static Message message(Arguments args) {
        return args.has("bytes") ? Message.binary(args.payload("bytes")) : Message.text(args.text("text"));
    }
}
