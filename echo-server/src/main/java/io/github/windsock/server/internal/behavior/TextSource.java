package io.github.windsock.server.internal.behavior;

import java.util.function.IntFunction;

/**
 * The user's code that returns texts. Equal only if the code is the same object; has no URL form.
 *
 * @param code runs on a worker thread, never on the engine's thread
 */
public record TextSource(IntFunction<String> code) {

    @Override
    public String toString() {
        return "n -> …";
    }
}
