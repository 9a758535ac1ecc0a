package io.github.windsock.server.internal.engine;

/**
 * The body of an HTTP response that is written in parts. The writer waits until the part before has been written, so
 * that a client that does not read holds one part in memory at most.
 */
public interface AnswerStream {

    /**
     * Writes the next bit.
     *
     * @param bytes must not be changed afterwards
     * @param written runs on the engine's thread once the next bit may be written; never if the client has left
     */
    void write(byte[] bytes, Runnable written);

    /**
     * Runs a task when the connection has ended, at either end; at once if it has ended already.
     *
     * @param task must not block
     */
    void whenEnded(Runnable task);

    /** Ends the response, and with it the connection. */
    void close();
}
