package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How an attempt to connect is answered: accepted, refused, left without an answer, or decided by the test. */
public sealed interface HandshakeDecision {

    /** Returns whether the client has to wait for its answer, possibly without end. */
    default boolean waits() {
        return this instanceof Asked
                || (this instanceof Unanswered unanswered && unanswered.then() == Unanswered.Then.WAITS)
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

    /**
     * It gets a response, and the test fails.
     *
     * @param failure the failure of the test
     * @param answer the body of the client's answer
     */
    record Unexpected(String failure, String answer) implements HandshakeDecision {}

    /** It is sent to where it wants to go. */
    record Looped() implements HandshakeDecision {}

    /**
     * It gets no whole answer.
     *
     * @param part makes what it gets of the right answer, nothing if that is empty
     * @param then how the connection ends
     */
    record Unanswered(UnaryOperator<byte[]> part, Then then) implements HandshakeDecision {
        /** What follows on the part of an answer. */
        public enum Then {
            /** Nothing, ever. */
            WAITS,
            FIN,
            RST
        }

        static Unanswered silent(Then then) {
            return new Unanswered(answer -> new byte[0], then);
        }
    }

    /** The test will answer. */
    record Asked() implements HandshakeDecision {}
}
