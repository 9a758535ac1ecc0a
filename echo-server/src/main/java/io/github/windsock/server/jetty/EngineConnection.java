package io.github.windsock.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/** A connection of Jetty's that reads on the engine's thread, whoever finds that there is something to read. */
abstract class EngineConnection extends AbstractConnection {
    final EndPoint endPoint;
    final SocketEndPoint tcp;
    final Engine engine;

    /** What has been read and not been taken yet. Only the engine's thread uses it. */
    ByteBuffer unread = BufferUtil.EMPTY_BUFFER;

    /**
     * Makes a connection.
     *
     * @param endPoint where bytes come from, which may be that of TLS
     * @param tcp what is below
     */
    EngineConnection(EndPoint endPoint, SocketEndPoint tcp, Engine engine) {
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

    /** Reads what is there, once all that was read before is taken; returns how much it was, or -1 at the end. */
    final int fill() {
        if (unread.capacity() == 0) {
            unread = engine.lend();
        }
        BufferUtil.clear(unread);
        try {
            return endPoint.fill(unread);
        } catch (IOException e) {
            return -1; // TLS that breaks off is an end like any other
        }
    }

    /** Gives the buffer back if it is empty: an idle connection holds none. */
    final void giveBack() {
        if (!unread.hasRemaining()) {
            engine.giveBack(unread);
            unread = BufferUtil.EMPTY_BUFFER;
        }
    }
}
