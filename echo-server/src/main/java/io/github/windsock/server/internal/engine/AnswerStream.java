package io.github.windsock.server.internal.engine;

/**
 * The body of an HTTP response that is written in parts. The writer waits until a part has been written before it
 * writes the next one, so at most one part is in memory for a client that does not read.
 */
public interface AnswerStream {

    /**
     * Writes the next part.
     *
     * @param bytes the part; must not be changed afterwards
     * @param written runs on the engine's thread when the next part may be written; never if the client has
     *     disconnected
     */
    void write(byte[] bytes, Runnable written);

    /**
     * Runs a task when the connection has ended, at either end; at once if it has ended already.
     *
     * @param task must not block
     */
    void whenEnded(Runnable task);

    /** Ends the response and the connection. */
    void close();
}
