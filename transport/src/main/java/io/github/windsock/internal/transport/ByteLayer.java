package io.github.windsock.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a connection reads from and writes to: TCP, or TLS on top of it. It tells the connection when it can go on. */
interface ByteLayer {

    /** Sets the connection on top. */
    void connect(SocketConnection onTop);

    /** Calls {@link SocketConnection#onOpen}, after all that this layer has to do before. */
    void open();

    /**
     * Reads what is available into a buffer, whose content is dropped. Only on the transport's thread.
     *
     * @return the number of bytes, which are then between the buffer's position and its limit; -1 at the end of input
     */
    int fill(ByteBuffer buffer) throws IOException;

    /** Calls {@link SocketConnection#readable} once bytes are available. Only on the transport's thread. */
    void awaitBytes();

    /** Writes as much as is taken without blocking; returns whether that is all. */
    boolean flush(ByteBuffer[] bytes) throws IOException;

    /** Calls {@link SocketConnection#writable} once more is taken. It may have written the rest by then. */
    void awaitRoom(ByteBuffer[] rest);

    /** Ends the output only. */
    void shutdownOutput();

    /** Closes the connection. */
    void close();

    /** Closes TCP, without the close_notify of TLS. */
    void closeTcp();
}
