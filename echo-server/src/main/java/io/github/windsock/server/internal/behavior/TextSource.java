package io.github.windsock.server.internal.behavior;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Message;
import java.util.function.IntFunction;

/**
 * The user's code that returns texts. Equal only if the code is the same object; has no URL form.
 *
 * @param code runs on a worker thread, never on the engine's thread
 */
public record TextSource(IntFunction<String> code) {

    Message message(int n) {
        return Message.text(requireNonNull(code.apply(n), () -> "text of message " + n + " is null; return a String"));
    }

    @Override
    public String toString() {
        return "n -> …";
    }
}
