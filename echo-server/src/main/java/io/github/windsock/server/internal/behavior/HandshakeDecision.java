package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.server.internal.engine.HttpExchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of an attempt. */
public sealed interface HandshakeDecision {

    /** Returns whether the client waits for its answer, be it for ever. */
    default boolean waits() {
        return this instanceof Asked
                || this instanceof Ignored
                || (this instanceof Accepted accepted
                        && !accepted.options().delay().isZero());
    }

    /** It is accepted, and a conversation follows. */
    record Accepted(AcceptOptions options) implements HandshakeDecision {}

    /** It gets an HTTP response. */
    record Refused(int status, Map<String, List<String>> headers, String body) implements HandshakeDecision {

        static Refused with(int status, Headers own, @Nullable Duration retryAfter, String body) {
            HttpHeaders.Builder headers = HttpHeaders.builder().addAll(own.toMap());
            if (retryAfter != null) {
                headers.set("Retry-After", Long.toString(retryAfter.toSeconds()));
            }
            if (!body.isEmpty()) {
                headers.setIfAbsent("Content-Type", "text/plain; charset=utf-8");
            }
            return new Refused(status, headers.build(), body);
        }
    }

    /** It gets a response, and the test fails. */
    record Unexpected(String why) implements HandshakeDecision {}

    /**
     * It gets no answer, and its connection is ended.
     *
     * @param fault what the journal calls it
     * @param how ends the connection
     */
    record CutOff(String fault, Consumer<HttpExchange> how) implements HandshakeDecision {}

    /** It gets no answer, ever. */
    record Ignored() implements HandshakeDecision {}

    /** The test will answer. */
    record Asked() implements HandshakeDecision {}
}
