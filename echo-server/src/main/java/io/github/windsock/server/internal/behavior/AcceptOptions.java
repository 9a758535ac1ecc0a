package io.github.windsock.server.internal.behavior;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt is accepted.
 *
 * @param delay how long the client waits for the answer
 * @param deflates whether compression is agreed on if the client offers it
 * @param subprotocol what to answer instead of the first that is offered: a name, or nothing at all if it is
 *     empty; null for that first
 * @param change what is wrong with the answer on purpose, null for nothing
 * @param byteByByte whether TCP is given one byte of the answer at a time
 * @param headers more headers of the answer
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
