package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.Fault;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.HandshakeFault;
import io.github.windsock.server.TransportFault;
import org.apiguardian.api.API;

/**
 * The levels of the protocol that faults break, for {@link EveryFault}.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public enum FaultLevel {

    /** The answer to the opening handshake: HTTP, and RFC 6455, section 4. */
    HANDSHAKE(HandshakeFault.class),

    /** Frames and messages: RFC 6455, sections 5 to 8, and RFC 7692. */
    FRAME(FrameFault.class),

    /** TCP: how a connection ends or goes silent. */
    TRANSPORT(TransportFault.class);

    private final Class<? extends Fault> type;

    FaultLevel(Class<? extends Fault> type) {
        this.type = type;
    }

    boolean has(Fault fault) {
        return type.isInstance(fault);
    }
}
