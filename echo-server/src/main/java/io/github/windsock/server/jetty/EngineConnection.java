package io.github.windsock.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/** A connection of Jetty's that reads on the engine's thread, whoever finds that there is something to read. */
abstract class EngineConnection extends AbstractConnection {
    final EndPoint endPoint;
    final DoorEndPoint tcp;
    final Engine engine;

    /**
     * Makes a connection.
     *
     * @param endPoint where bytes come from, which may be that of TLS
     * @param tcp what is below
     */
    EngineConnection(EndPoint endPoint, DoorEndPoint tcp, Engine engine) {
        super(endPoint, engine::execute);
        this.endPoint = endPoint;
        this.tcp = tcp;
        this.engine = engine;
    }

    /** Takes what is there. On the engine's thread. */
    abstract void read();

    @Override
    public final void onFillable() {
        engine.execute(this::read);
    }

    @Override
    public final void onFillInterestedFailed(Throwable cause) {
        engine.execute(this::read); // it will find out
    }

    /** Has {@link #read} called when there is something to read. */
    final void awaitBytes() {
        if (!isFillInterested()) {
            fillInterested();
        }
    }

    /** Fills an empty buffer with what is there; returns how much that was, or -1 at the end. */
    final int fill(ByteBuffer bytes) {
        BufferUtil.clear(bytes);
        try {
            return endPoint.fill(bytes);
        } catch (IOException e) {
            return -1; // TLS that breaks off is an end like any other
        }
    }
}
