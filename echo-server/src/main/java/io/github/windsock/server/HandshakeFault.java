package io.github.windsock.server;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.Invocation;
import org.apiguardian.api.API;

/**
 * A fault of the answer to an attempt. It is always a whole behavior and cannot follow another one.
 *
 * @see Faults
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class HandshakeFault extends Fault {

    HandshakeFault(Invocation call) {
        super(call);
    }
}
