package io.github.windsock.server;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.Invocation;
import org.apiguardian.api.API;

/**
 * A fault in the frames that the server sends on an open connection. As a whole behavior it happens right after the
 * connection opens.
 *
 * @see Faults
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class FrameFault extends Fault {

    FrameFault(Invocation call) {
        super(call);
    }
}
