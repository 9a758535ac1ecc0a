package io.github.windsock.server.internal.engine;

/**
 * The body of an HTTP response that is written bit by bit. Who writes waits for the bit before, so that a client that does
 * not read holds one bit in memory and no more.
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
     * Has a task run when the connection has ended, whoever ended it; at once if it has already.
     *
     * @param task must not block
     */
    void whenEnded(Runnable task);

    /** Ends the response, and with it the connection. */
    void close();
}
