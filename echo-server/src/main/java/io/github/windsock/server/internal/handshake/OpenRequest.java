package io.github.windsock.server.internal.handshake;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.engine.AnswerStream;
import io.github.windsock.server.internal.engine.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A plain HTTP request whose answer takes its time: first its body, then one response, whole or bit by bit. See
 * {@link FilterResult#handle}.
 */
@API(status = STABLE, since = "1.0")
public final class OpenRequest {
    private final HttpExchange exchange;

    OpenRequest(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Reads the body. One without a length, one that is too long, and one that takes more than five seconds are refused
     * with 411, 413 and 408; then the reader is not called.
     *
     * @param maxBytes the longest body that is taken
     * @param reader is given the body on the engine's thread; must not block
     */
    public void readBody(int maxBytes, Consumer<Payload> reader) {
        exchange.readBody(maxBytes, bytes -> reader.accept(Payload.adopt(bytes)));
    }

    /**
     * Answers with a whole response, and closes the connection. May be called from any thread.
     *
     * @param result one of {@link FilterResult#answer}
     * @throws IllegalStateException if the request has been answered
     * @throws IllegalArgumentException if the result is no answer
     */
    public void answer(FilterResult result) {
        FilterResult.Answer answer = result.answer()
                .orElseThrow(() -> new IllegalArgumentException("only FilterResult.answer(..) can be sent here"));
        exchange.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    /**
     * Answers with a response whose body is written bit by bit.
     *
     * @param status the status, such as 200
     * @param headers the headers, {@code Content-Type} included
     * @return takes the body
     * @throws IllegalStateException if the request has been answered
     */
    public Response stream(int status, Map<String, List<String>> headers) {
        return new Response(exchange.stream(status, headers));
    }

    /**
     * A response whose body is written bit by bit. Who writes waits for the bit before, so that a client that does not read
     * holds one bit in memory and no more.
     */
    public static final class Response {
        private final AnswerStream stream;

        private Response(AnswerStream stream) {
            this.stream = stream;
        }

        /**
         * Writes the next bit.
         *
         * @param bytes must not be changed afterwards
         * @param written runs on the engine's thread once the next bit may be written; never if the client has left
         */
        public void write(byte[] bytes, Runnable written) {
            stream.write(bytes, written);
        }

        /**
         * Has a task run when the connection has ended, whoever ended it; at once if it has already.
         *
         * @param task must not block
         */
        public void whenEnded(Runnable task) {
            stream.whenEnded(task);
        }

        /** Ends the response, and with it the connection. */
        public void close() {
            stream.close();
        }
    }
}
