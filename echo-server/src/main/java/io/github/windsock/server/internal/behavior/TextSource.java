package io.github.windsock.server.internal.behavior;

import java.util.function.IntFunction;

/**
 * Code of the user's that makes texts. Equal only to itself, and without a URL form.
 *
 * @param code runs on a pool, never on the engine's thread
 */
public record TextSource(IntFunction<String> code) {

    @Override
    public String toString() {
        return "n -> …";
    }
}
