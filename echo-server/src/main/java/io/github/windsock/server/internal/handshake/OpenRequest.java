package io.github.windsock.server.internal.handshake;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.server.internal.engine.AnswerStream;
import io.github.windsock.server.internal.engine.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP request that a handler answers: it can read the body, and then sends one response, whole or in parts.
 * See {@link FilterResult#handle}. The handler's callbacks run on worker threads, one after another.
 */
@API(status = STABLE, since = "1.0")
public final class OpenRequest {
    private final HttpExchange exchange;
    private final HandlerTasks tasks;
    private final Consumer<Throwable> report;
    private volatile @Nullable Response streamed;

    /**
     * Creates it.
     *
     * @param workers runs code of the user
     * @param report receives exceptions of that code
     */
    OpenRequest(HttpExchange exchange, Executor workers, Consumer<Throwable> report) {
        this.exchange = exchange;
        this.tasks = new HandlerTasks(workers, exchange::reset);
        this.report = report;
    }

    /** Runs code of the user on a worker thread, in order. An exception ends the request. */
    void execute(Runnable code) {
        tasks.execute(() -> {
            try {
                code.run();
            } catch (RuntimeException | Error e) {
                report.accept(e);
                end();
            }
        });
    }

    private void end() {
        Response response = streamed;
        if (response != null) {
            response.close();
            return;
        }
        try {
            answer(FilterResult.failed());
        } catch (IllegalStateException e) { // it was answered before the handler failed
        }
    }

    /**
     * Reads the body. A body without a length, over the limit, or slower than five seconds is refused with 411, 413 or
     * 408, and the reader is not called.
     *
     * @param maxBytes the maximum length of the body
     * @param reader receives the body, after the handler has returned; may block
     */
    public void readBody(int maxBytes, Consumer<Payload> reader) {
        exchange.readBody(maxBytes, bytes -> execute(() -> reader.accept(PayloadInternals.adopt(bytes))));
    }

    /**
     * Answers with a whole response and closes the connection. Any thread may call this.
     *
     * @param result a result of {@link FilterResult#answer}
     * @throws IllegalStateException if the request has been answered
     * @throws IllegalArgumentException if the result is not an answer
     */
    public void answer(FilterResult result) {
        FilterResult.PlainAnswer answer = result.answer()
                .orElseThrow(() -> new IllegalArgumentException("only FilterResult.answer(..) can be sent here"));
        exchange.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    /**
     * Answers with a response whose body is written in parts.
     *
     * @param status the status, such as 200
     * @param headers the headers, including {@code Content-Type}
     * @return the response to write the body to
     * @throws IllegalStateException if the request has been answered
     */
    public Response stream(int status, Map<String, List<String>> headers) {
        Response response = new Response(exchange.stream(status, headers));
        streamed = response;
        return response;
    }

    /**
     * A response whose body is written in parts. The writer waits until a part has been written before it writes the
     * next one, so at most one part is in memory for a client that does not read.
     */
    public final class Response {
        private final AnswerStream stream;

        private Response(AnswerStream stream) {
            this.stream = stream;
        }

        /**
         * Writes the next part.
         *
         * @param bytes the part; must not be changed afterwards
         * @param written runs when the next part may be written; never if the client has disconnected
         */
        public void write(byte[] bytes, Runnable written) {
            stream.write(bytes, () -> execute(written));
        }

        /**
         * Runs a task when the connection has ended, at either end; soon if it has ended already.
         *
         * @param task may block
         */
        public void whenEnded(Runnable task) {
            stream.whenEnded(() -> execute(task));
        }

        /** Ends the response and the connection. */
        public void close() {
            stream.close();
        }
    }
}
