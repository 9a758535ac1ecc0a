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
 * A plain HTTP request whose answer takes its time: first its body, then one response, whole or bit by bit. See
 * {@link FilterResult#handle}. What it is given to run it runs where it may block, one after another.
 */
@API(status = STABLE, since = "1.0")
public final class OpenRequest {
    private final HttpExchange exchange;
    private final HandlerTasks tasks;
    private final Consumer<Throwable> report;
    private volatile @Nullable Response streamed;

    /**
     * Makes it.
     *
     * @param workers run code of the user's
     * @param report receives what that throws
     */
    OpenRequest(HttpExchange exchange, Executor workers, Consumer<Throwable> report) {
        this.exchange = exchange;
        this.tasks = new HandlerTasks(workers, exchange::reset);
        this.report = report;
    }

    /** Runs code of the user's, in order, and not on the engine's thread. What it throws ends the request. */
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
            answer(FilterResult.FAILED);
        } catch (IllegalStateException e) { // it has been answered, in whole, before the handler failed
        }
    }

    /**
     * Reads the body. One without a length, one that is too long, and one that takes more than five seconds are refused
     * with 411, 413 and 408; then the reader is not called.
     *
     * @param maxBytes the longest body that is taken
     * @param reader is given the body, after what the handler does first; may block
     */
    public void readBody(int maxBytes, Consumer<Payload> reader) {
        exchange.readBody(maxBytes, bytes -> execute(() -> reader.accept(PayloadInternals.adopt(bytes))));
    }

    /**
     * Answers with a whole response, and closes the connection. May be called from any thread.
     *
     * @param result one of {@link FilterResult#answer}
     * @throws IllegalStateException if the request has been answered
     * @throws IllegalArgumentException if the result is not an answer
     */
    public void answer(FilterResult result) {
        FilterResult.PlainAnswer answer = result.answer()
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
        Response response = new Response(exchange.stream(status, headers));
        streamed = response;
        return response;
    }

    /**
     * A response whose body is written in parts. The writer waits until the part before has been written, so that a
     * client that does not read holds one bit in memory and no more.
     */
    public final class Response {
        private final AnswerStream stream;

        private Response(AnswerStream stream) {
            this.stream = stream;
        }

        /**
         * Writes the next bit.
         *
         * @param bytes must not be changed afterwards
         * @param written runs once the next bit may be written, after what the handler does before; never if the client has left
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

        /** Ends the response, and with it the connection. */
        public void close() {
            stream.close();
        }
    }
}
