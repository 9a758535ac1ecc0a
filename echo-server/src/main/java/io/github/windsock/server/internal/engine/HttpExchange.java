package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.HttpHeaders;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An HTTP request that waits for its answer. Any thread may answer it at any time.
 */
public interface HttpExchange {

    /**
     * Returns the method.
     *
     * @return the method, such as {@code GET}
     */
    String method();

    /**
     * Returns the target of the request line, not decoded.
     *
     * @return the target, such as {@code /chat?room=a}
     */
    String target();

    /**
     * Returns the version of HTTP.
     *
     * @return the version, such as {@code HTTP/1.1}
     */
    String version();

    /**
     * Returns the headers.
     *
     * @return the headers in their order; lookups ignore the case of names
     */
    HttpHeaders headers();

    /**
     * Returns the client's address.
     *
     * @return the address and port
     */
    InetSocketAddress remote();

    /**
     * Tells whether the connection uses TLS.
     *
     * @return whether it does
     */
    boolean isSecure();

    /**
     * Sets a task for the case that the client disconnects before the answer. It runs on the engine's thread. Called
     * once.
     *
     * @param task must not block
     */
    void onDisconnect(Runnable task);

    /**
     * Runs a task on the thread that reported the request, such as the engine's thread: at once if that is the current
     * thread, or if the engine needs no certain thread.
     *
     * @param task must not block
     */
    default void execute(Runnable task) {
        task.run();
    }

    /**
     * Negotiates compression with the client. Optional; must be called before {@link #prepare}.
     *
     * @return the value of {@code Sec-WebSocket-Extensions} for the answer; empty for no compression
     */
    String agreeOnCompression();

    /**
     * Creates the link that {@link #accept} opens. What is sent on it before that is written after the 101. Its listener
     * hears nothing before that, not even that the connection has ended.
     *
     * @param listener receives the events of the link
     * @return the link
     */
    Link prepare(Link.Listener listener);

    /**
     * Accepts the attempt: sends 101 with exactly these headers, and opens the link.
     *
     * @param headers all headers of the response
     * @param link the link of {@link #prepare}
     * @throws IllegalStateException if the request has been answered
     */
    void accept(Map<String, List<String>> headers, Link link);

    /**
     * Accepts the attempt with an answer that may break rules: sends these bytes, and opens the link.
     *
     * @param pieces the whole answer; each piece is written when TCP has accepted the one before
     * @param link the link of {@link #prepare}
     * @throws IllegalStateException if the request has been answered
     * @throws UnsupportedOperationException if the engine writes its answers itself
     */
    default void accept(List<byte[]> pieces, Link link) {
        throw new UnsupportedOperationException("this engine writes its answers itself");
    }

    /**
     * Sends bytes that are not a whole answer. The request stays unanswered.
     *
     * @param bytes the bytes to send
     * @param written runs on the engine's thread when TCP has accepted them
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
     * Passes the connection with its request to another HTTP server. Only within the call that reported the request;
     * the exchange has then ended.
     *
     * @param consumer receives the connection later, on the engine's thread; must not block
     * @return whether the engine supports it for this connection
     */
    default boolean detach(Consumer<Detached> consumer) {
        return false;
    }

    /**
     * A connection that was passed to another server.
     *
     * @param channel the channel, in non-blocking mode
     * @param read the bytes that were read from it, beginning with the request
     */
    record Detached(SocketChannel channel, ByteBuffer read) {}

    /**
     * Reads the body of the request before it is answered. A body without a length, over the limit or too slow is
     * answered with 411, 413 or 408, and the reader is not called.
     *
     * @param maxBytes the maximum length of the body
     * @param reader receives the body on the engine's thread; must not block
     * @throws UnsupportedOperationException if the engine does not answer HTTP requests other than handshakes
     */
    default void readBody(int maxBytes, Consumer<byte[]> reader) {
        throw new UnsupportedOperationException("this engine reads no body of a request");
    }

    /**
     * Answers with an HTTP response whose body is written in parts.
     *
     * @param status the status
     * @param headers the headers
     * @return the stream to write the body to
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
