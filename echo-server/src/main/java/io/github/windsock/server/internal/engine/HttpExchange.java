package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.HttpHeaders;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An HTTP request at a port, waiting for its one answer. The answer may be given by any thread, at any time; without
 * one the client keeps waiting.
 */
public interface HttpExchange {

    /**
     * Returns the method.
     *
     * @return such as {@code GET}
     */
    String method();

    /**
     * Returns the target as it stands in the request line.
     *
     * @return such as {@code /chat?room=a}
     */
    String target();

    /**
     * Returns the version of HTTP.
     *
     * @return such as {@code HTTP/1.1}
     */
    String version();

    /**
     * Returns the headers.
     *
     * @return names, found whatever their case, with their values in order
     */
    HttpHeaders headers();

    /**
     * Returns where the client is.
     *
     * @return its address and port
     */
    InetSocketAddress remote();

    /**
     * Tells whether the request came over TLS.
     *
     * @return whether it did
     */
    boolean isSecure();

    /**
     * Has a task run on the engine's thread when the client leaves before it has an answer. Asked for once.
     *
     * @param task must not block
     */
    void whenLeft(Runnable task);

    /**
     * Runs a task where the request was told of, such as on the engine's thread; at once if that is the current one, or if it
     * does not matter.
     *
     * @param task must not block
     */
    default void execute(Runnable task) {
        task.run();
    }

    /**
     * Agrees on a compression with the client, if both can have one; called before {@link #prepare}, or not at all.
     *
     * @return the answer's header {@code Sec-WebSocket-Extensions}, empty for none
     */
    String agreeOnCompression();

    /**
     * Makes the link that {@link #accept} will open. What is sent on it before that follows the 101.
     *
     * @param listener receives what happens on it
     * @return the link
     */
    Link prepare(Link.Listener listener);

    /**
     * Switches to frames: sends 101 with these headers and no others, and opens the link.
     *
     * @param headers all headers of the response
     * @param link the one that was prepared
     * @throws IllegalStateException if the request has been answered
     */
    void accept(Map<String, List<String>> headers, Link link);

    /**
     * Switches to frames with an answer that may break rules: sends these bytes, and opens the link.
     *
     * @param pieces the whole answer; each is given to TCP when that has taken the one before
     * @param link the one that was prepared
     * @throws IllegalStateException if the request has been answered
     * @throws UnsupportedOperationException if the engine writes its answers itself
     */
    default void accept(List<byte[]> pieces, Link link) {
        throw new UnsupportedOperationException("this engine writes its answers itself");
    }

    /**
     * Sends bytes that are not a whole answer. The request is not answered by that.
     *
     * @param bytes what to send
     * @param written runs on the engine's thread when TCP has taken them
     * @throws UnsupportedOperationException if the engine writes its answers itself
     */
    default void answerInPart(byte[] bytes, Runnable written) {
        throw new UnsupportedOperationException("this engine writes its answers itself");
    }

    /**
     * Answers with an HTTP response and closes the connection.
     *
     * @param status the status
     * @param headers the headers
     * @param body the body, may be empty
     * @throws IllegalStateException if the request has been answered
     */
    void refuse(int status, Map<String, List<String>> headers, byte[] body);

    /**
     * Gives the connection away, with the request as it came, to an HTTP server. Only within the call that told of
     * the request; the exchange is over then.
     *
     * @param taker is given the connection later, on the engine's thread; must not block
     * @return whether it is given away
     */
    default boolean detach(Consumer<Detached> taker) {
        return false;
    }

    /**
     * A connection that has been given away.
     *
     * @param channel the channel, not blocking
     * @param read what has been read of it, the request's head first
     */
    record Detached(SocketChannel channel, ByteBuffer read) {}

    /**
     * Reads the body of the request, before it is answered. One that has no length, is longer than the limit or takes too
     * long is answered by 411, 413 or 408, and the reader is not called.
     *
     * @param maxBytes the longest body
     * @param reader is given the body on the engine's thread; must not block
     * @throws UnsupportedOperationException if the engine does not answer HTTP requests other than handshakes
     */
    default void readBody(int maxBytes, Consumer<byte[]> reader) {
        throw new UnsupportedOperationException("this engine reads no body of a request");
    }

    /**
     * Answers with an HTTP response whose body comes bit by bit, as long as both sides want.
     *
     * @param status the status
     * @param headers the headers
     * @return where the body is written
     * @throws IllegalStateException if the request has been answered
     * @throws UnsupportedOperationException if the engine does not answer HTTP requests other than handshakes
     */
    default AnswerStream stream(int status, Map<String, List<String>> headers) {
        throw new UnsupportedOperationException("this engine answers a request at once");
    }

    /** Resets the connection (RST) without an answer. */
    void reset();

    /**
     * Ends the connection (FIN) without an answer.
     *
     * @throws UnsupportedOperationException if the engine answers every request
     */
    default void drop() {
        throw new UnsupportedOperationException("this engine answers every request");
    }
}
