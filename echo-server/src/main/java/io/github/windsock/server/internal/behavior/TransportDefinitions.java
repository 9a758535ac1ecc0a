package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.LAST;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.TRANSPORT;
import static io.github.windsock.server.internal.behavior.Parameter.duration;
import static io.github.windsock.server.internal.behavior.Parameter.size;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.conversation.Disturbance;
import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath;
import io.github.windsock.server.internal.conversation.OutputEnd;
import io.github.windsock.server.internal.engine.Ability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The definitions of faults of the TCP connection, apart from {@code dropConnection()} and {@code resetConnection()}.
 * Besides the fault, the server echoes.
 */
public final class TransportDefinitions {
    private static final String CLOSING = "RFC 6455 7.1.1";

    public static final BehaviorDefinition HALF_CLOSE = BehaviorDefinition.of(
                    LAST,
                    "halfClose",
                    "half-close",
                    "Ends the server's output (FIN) without a Close frame, and goes on reading.")
            .takesAbility(Ability.TCP_BYTES)
            .breaks(TRANSPORT, CLOSING)
            .does("half-close", (Effect.Plays)
                    (args, context, order) -> context.output().disturb(Disturbance.HALF_CLOSE, order));

    public static final BehaviorDefinition STOP_READING = BehaviorDefinition.of(
                    LAST, "stopReading", "stop-reading", "Stops reading: what the client sends waits in TCP's buffers.")
            .breaks(TRANSPORT, "RFC 9293 3.8.6")
            .does("stop-reading", (Effect.Plays)
                    (args, context, order) -> context.output().disturb(Disturbance.STOP_READING, order));

    public static final BehaviorDefinition BLACK_HOLE = BehaviorDefinition.of(
                    LAST,
                    "blackHole",
                    "black-hole",
                    "Drops what it receives and sends nothing; the connection stays open, as if the network were gone.")
            .takesAbility(Ability.SILENCE_TO_CLOSE)
            .breaks(TRANSPORT, "RFC 9293 3.8.3")
            .does("black-hole", (Effect.Plays)
                    (args, context, order) -> context.output().disturb(Disturbance.BLACK_HOLE, order));

    /** The first seven bytes of a text frame that declares ten. */
    private static final byte[] CUT_FRAME = "\u0081\ncut her".getBytes(StandardCharsets.ISO_8859_1);

    public static final BehaviorDefinition CUT_WITHIN_FRAME = BehaviorDefinition.of(
                    LAST, "cutWithinFrame", "cut-within-frame", "Sends a part of a frame, and ends TCP (FIN).")
            .takesAbility(Ability.TCP_BYTES)
            .breaks(TRANSPORT, CLOSING)
            .does("cut-within-frame", (Effect.Plays) (args, context, order) -> {
                context.output().breakRule(new FaultyBytes(Payload.of(CUT_FRAME), Aftermath.CUT_SHORT), order);
                context.output().end(new OutputEnd.Drop(order.order()));
            });

    public static final Parameter<Integer> CUT_BYTES = size("bytes", "number of bytes that are sent before");

    public static final BehaviorDefinition CUT_AFTER_BYTES = BehaviorDefinition.of(
                    LAST,
                    "cutAfterBytes",
                    "cut-after-bytes",
                    "Echoes, and ends TCP (FIN) after a number of bytes, also within a frame.")
            .takes(CUT_BYTES)
            .takesAbility(Ability.TCP_BYTES)
            .breaks(TRANSPORT, CLOSING)
            .does("cut-after-bytes?bytes=4", (Effect.Plays) (args, context, order) ->
                    context.output().disturb(Disturbance.cutAfter(args.get(CUT_BYTES)), order));

    public static final Parameter<Duration> CUT_TIME = duration("time", "time until the end");

    public static final BehaviorDefinition CUT_AFTER = BehaviorDefinition.of(
                    LAST, "cutAfter", "cut-after", "Echoes, and ends TCP (FIN) after a time.")
            .takes(CUT_TIME)
            .breaks(TRANSPORT, CLOSING)
            .does("cut-after?time=20ms", (Effect.Plays) (args, context, order) -> {
                context.record(order.event());
                context.schedule(args.get(CUT_TIME), () -> context.output().end(new OutputEnd.Drop(order.order())));
            });

    public static final Parameter<Duration> IDLE_TIME =
            duration("time", "time without a frame").between(Duration.ofMillis(1), Duration.ofDays(1));

    public static final BehaviorDefinition CUT_AFTER_IDLE = BehaviorDefinition.of(
                    LAST,
                    "cutAfterIdle",
                    "cut-after-idle",
                    "Echoes, and ends TCP (FIN) when no frame was sent or received for a time.")
            .takes(IDLE_TIME)
            .breaks(TRANSPORT, CLOSING)
            .does("cut-after-idle?time=20ms", (Effect.Plays) (args, context, order) ->
                    context.output().disturb(Disturbance.cutAfterIdle(args.get(IDLE_TIME)), order));

    /** All of them, in the order of the documentation. */
    static final List<BehaviorDefinition> FAULTS =
            List.of(HALF_CLOSE, STOP_READING, BLACK_HOLE, CUT_WITHIN_FRAME, CUT_AFTER_BYTES, CUT_AFTER, CUT_AFTER_IDLE);

    private TransportDefinitions() {}
}
