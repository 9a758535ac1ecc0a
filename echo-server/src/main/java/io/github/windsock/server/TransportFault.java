package io.github.windsock.server;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.Invocation;
import org.apiguardian.api.API;

/**
 * A fault of the TCP connection of an open WebSocket. As a whole behavior it happens right after the connection opens.
 *
 * @see Faults
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class TransportFault extends Fault {

    TransportFault(Invocation call) {
        super(call);
    }
}
