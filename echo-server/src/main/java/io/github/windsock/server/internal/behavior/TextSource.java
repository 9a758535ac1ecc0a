package io.github.windsock.server.internal.behavior;

import java.util.function.IntFunction;

/**
 * Code of the user's that makes texts. Equal to itself only, and no URL can say it.
 *
 * @param code runs on a pool, never on the engine's thread
 */
public record TextSource(IntFunction<String> code) {

    @Override
    public String toString() {
        return "n -> …";
    }
}
