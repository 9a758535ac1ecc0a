package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.TransportDefinitions;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Makes faults: behaviors that break a rule on purpose. Meant to be imported statically.
 *
 * <pre>{@code
 * server.behave(inTurn(invalidUtf8(), echo()));
 * connection.fault(invalidUtf8());
 * }</pre>
 *
 * <p>Faults too are {@link Behaviors#dropConnection}, {@link Behaviors#resetConnection}, {@link Behaviors#dropOnAccept}, {@link
 * Behaviors#resetOnAccept} and {@link Behaviors#neverOpen}. {@link Fault#all} returns all there are.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Faults {

    private Faults() {}

    // The answer to an attempt.

    /**
     * Returns the fault that the 101 has a {@code Sec-WebSocket-Accept} which belongs to another key (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006. A client that takes it meets an echo.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault wrongAccept() {
        return answer(FaultDefinitions.WRONG_ACCEPT);
    }

    // Frames.

    /**
     * Returns the fault that a text message is not UTF-8 (RFC 6455, section 8.1). Chromium answers with Close 1002, and
     * fires {@code error} and {@code close} 1006.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static FrameFault invalidUtf8() {
        return frame(FaultDefinitions.INVALID_UTF8);
    }

    // TCP, under an open connection. Each is an echo otherwise.

    /**
     * Returns the fault that the server's direction of TCP ends by FIN without a Close frame, while it goes on reading (RFC
     * 6455, section 7.1.1). A browser closes its own direction, and reports 1006.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault halfClose() {
        return tcp(TransportDefinitions.HALF_CLOSE, Arguments.NONE);
    }

    /**
     * Returns the fault that the server reads nothing any more: what the client sends waits in its own buffers and those of
     * TCP (RFC 9293, section 3.8.6). A browser shows nothing but a {@code bufferedAmount} that grows. {@code
     * ServerConnection.resume()} ends it.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault stopReading() {
        return tcp(TransportDefinitions.STOP_READING, Arguments.NONE);
    }

    /**
     * Returns the fault that what comes has no effect and nothing is sent, while the connection stays open: what a client
     * sees whose network is gone (RFC 9293, section 3.8.3). Pings and Close frames stay without an answer; a browser shows
     * nothing. {@code ServerConnection.resume()} ends it; what was lost meanwhile stays lost, whole messages at a time.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault blackHole() {
        return tcp(TransportDefinitions.BLACK_HOLE, Arguments.NONE);
    }

    /**
     * Returns the fault that TCP ends by FIN within a frame: two bytes of header, which promise ten, and seven of these. A
     * browser reports 1006, and no message.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault cutWithinFrame() {
        return tcp(TransportDefinitions.CUT_WITHIN_FRAME, Arguments.NONE);
    }

    /**
     * Returns the fault that TCP ends by FIN after a number of bytes, wherever in a frame that is. A browser reports 1006.
     *
     * @param bytes how many bytes of frames are still sent, headers counted, after compression; at least 1
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if it is less than 1
     */
    public static TransportFault cutAfterBytes(int bytes) {
        return tcp(TransportDefinitions.CUT_AFTER_BYTES, Arguments.of(TransportDefinitions.CUT_BYTES, bytes));
    }

    /**
     * Returns the fault that TCP ends by FIN when a time is over, whatever happens meanwhile, as some proxies end every
     * connection. A browser reports 1006.
     *
     * @param time from now, or from the open, at most a day
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static TransportFault cutAfter(Duration time) {
        return tcp(
                TransportDefinitions.CUT_AFTER,
                Arguments.of(TransportDefinitions.CUT_TIME, requireNonNull(time, "time must not be null")));
    }

    /**
     * Returns the fault that TCP ends by FIN when no frame has come or gone for a time, as most proxies end connections that
     * send no heartbeat. A browser reports 1006.
     *
     * @param time of silence, 1 ms to a day
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static TransportFault cutAfterIdle(Duration time) {
        return tcp(
                TransportDefinitions.CUT_AFTER_IDLE,
                Arguments.of(TransportDefinitions.IDLE_TIME, requireNonNull(time, "time must not be null")));
    }

    private static TransportFault tcp(BehaviorDefinition row, Arguments args) {
        return new TransportFault(Invocation.of(row, args));
    }

    private static HandshakeFault answer(BehaviorDefinition row) {
        return new HandshakeFault(Invocation.of(row, Arguments.NONE));
    }

    private static FrameFault frame(BehaviorDefinition row) {
        return new FrameFault(Invocation.of(row, Arguments.NONE));
    }
}
