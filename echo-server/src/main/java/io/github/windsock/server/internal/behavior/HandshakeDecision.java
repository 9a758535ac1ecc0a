package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The decision about an attempt to connect. */
public sealed interface HandshakeDecision {

    /** Tells whether the client waits for its answer, maybe endlessly. */
    default boolean waits() {
        return false;
    }

    /** The attempt is accepted, and a conversation follows. */
    record Accepted(AcceptOptions options) implements HandshakeDecision {
        @Override
        public boolean waits() {
            return !options.delay().isZero();
        }
    }

    /** The attempt is refused with an HTTP response. */
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
     * The attempt is refused, and the test fails.
     *
     * @param failure the message of the test's failure
     * @param answer the body of the response
     */
    record Unexpected(String failure, String answer) implements HandshakeDecision {}

    /** The attempt is redirected to its own URL. */
    record Looped() implements HandshakeDecision {}

    /**
     * The attempt gets an incomplete answer, or none.
     *
     * @param part returns the bytes to send, given a valid answer; empty for none
     * @param then what happens then
     */
    record Unanswered(UnaryOperator<byte[]> part, Then then) implements HandshakeDecision {
        /** What happens after the incomplete answer. */
        public enum Then {
            /** Nothing; the connection stays open. */
            WAITS,
            FIN,
            RST
        }

        @Override
        public boolean waits() {
            return then == Then.WAITS;
        }

        static Unanswered silent(Then then) {
            return new Unanswered(answer -> new byte[0], then);
        }
    }

    /** The test answers. */
    record Asked() implements HandshakeDecision {
        @Override
        public boolean waits() {
            return true;
        }
    }
}
