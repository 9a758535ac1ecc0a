package io.github.windsock.server.internal.behavior;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options for accepting an attempt.
 *
 * @param delay the delay before the answer
 * @param deflates whether to accept compression if the client offers it
 * @param subprotocol the subprotocol to select: a name, empty for none, or null for the first one that the client
 *     offers
 * @param change a fault in the answer; null for none
 * @param byteByByte whether to write the answer one byte at a time
 * @param headers additional headers of the answer
 */
public record AcceptOptions(
        Duration delay,
        boolean deflates,
        @Nullable String subprotocol,
        @Nullable AnswerChange change,
        boolean byteByByte,
        Headers headers) {
    static final AcceptOptions PLAIN = new AcceptOptions(Duration.ZERO, true, null, null, false, Headers.NONE);

    AcceptOptions delay(Duration time) {
        return new AcceptOptions(time, deflates, subprotocol, change, byteByByte, headers);
    }

    AcceptOptions deflates(boolean on) {
        return new AcceptOptions(delay, on, subprotocol, change, byteByByte, headers);
    }

    AcceptOptions subprotocol(String name) {
        return new AcceptOptions(delay, deflates, name, change, byteByByte, headers);
    }

    AcceptOptions changed(AnswerChange wrong) {
        return new AcceptOptions(delay, deflates, subprotocol, wrong, byteByByte, headers);
    }

    AcceptOptions inBytes() {
        return new AcceptOptions(delay, deflates, subprotocol, change, true, headers);
    }

    AcceptOptions plus(Headers.Line line) {
        Headers more = headers.add(line.name(), line.value());
        return new AcceptOptions(delay, deflates, subprotocol, change, byteByByte, more);
    }
}
