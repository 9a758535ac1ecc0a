package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.ANSWER;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.ENDLESS;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.FINITE;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.LAST;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.HANDSHAKE;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.TRANSPORT;
import static io.github.windsock.server.internal.behavior.Parameter.bytes;
import static io.github.windsock.server.internal.behavior.Parameter.duration;
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
import io.github.windsock.server.internal.conversation.HandshakeJson;
import io.github.windsock.server.internal.conversation.MessageSource;
import io.github.windsock.server.internal.conversation.OutputEnd;
import io.github.windsock.server.internal.conversation.PauseConversation;
import io.github.windsock.server.internal.conversation.PushConversation;
import io.github.windsock.server.internal.conversation.PushConversation.Pauses;
import io.github.windsock.server.internal.conversation.SendConversation;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.engine.Ability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The definitions of behaviors: names, parameters, limits and effects. Traits are in {@link TraitDefinitions}. */
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
    public static final List<BehaviorDefinition> WITH_URL_FORM = Stream.of(
                    BEHAVIORS, TransportDefinitions.FAULTS, FaultDefinitions.FAULTS)
            .flatMap(List::stream)
            .filter(each -> each != ASK && each != SCRIPT)
            .toList();

    private Definitions() {}

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
