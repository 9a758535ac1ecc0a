package io.github.windsock.standalone;

import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.Trait;
import java.util.ArrayList;
import java.util.List;

/** What the command line says about every connection. A URL that says something else about its own has the last word. */
final class Manner {
    private final List<Trait> traits = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @param options what was asked for
     * @throws IllegalArgumentException if a value cannot be; the message says what can
     */
    Manner(ServeOptions options) {
        if (!options.ping.isZero()) {
            traits.add(Behaviors.pingEvery(options.ping));
        }
        if (options.compress != null) {
            traits.add(Behaviors.compress(options.compress == ServeOptions.Compress.on));
        }
        switch (options.protocol) {
            case "first" -> {} // as the server does of itself
            case "none" -> traits.add(Behaviors.noSubprotocol());
            default -> traits.add(Behaviors.subprotocol(options.protocol));
        }
    }

    /** Returns a behavior in this manner. */
    Behavior of(Behavior behavior) {
        Behavior result = behavior;
        for (Trait trait : traits) {
            result = with(result, trait);
        }
        return result;
    }

    private static Behavior with(Behavior behavior, Trait trait) {
        try {
            return behavior.with(trait);
        } catch (IllegalArgumentException e) {
            return behavior; // it opens no connection, or its URL says otherwise
        }
    }
}
