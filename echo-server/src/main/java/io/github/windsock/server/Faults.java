package io.github.windsock.server;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.behavior.Invocation;
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

    private static HandshakeFault answer(BehaviorDefinition row) {
        return new HandshakeFault(Invocation.of(row, Arguments.NONE));
    }

    private static FrameFault frame(BehaviorDefinition row) {
        return new FrameFault(Invocation.of(row, Arguments.NONE));
    }
}
