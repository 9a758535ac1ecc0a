package io.github.windsock.standalone.http;

import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line says about every connection. A URL that says something else about its own has the last word. */
public final class DefaultTraits {
    private final List<Trait> traits = new ArrayList<>();

    /**
     * Collects what was asked for.
     *
     * @param ping how often every client is pinged, zero for never
     * @param compress whether messages are compressed; {@code null} for as the client's were
     * @param subprotocol {@code first}, {@code none}, or a name
     * @throws IllegalArgumentException if a value cannot be; the message says what can
     */
    public DefaultTraits(Duration ping, @Nullable Boolean compress, String subprotocol) {
        if (!ping.isZero()) {
            traits.add(Behaviors.pingEvery(ping));
        }
        if (compress != null) {
            traits.add(Behaviors.compress(compress));
        }
        switch (subprotocol) {
            case "first" -> {} // as the server does of itself
            case "none" -> traits.add(Behaviors.noSubprotocol());
            default -> traits.add(Behaviors.subprotocol(subprotocol));
        }
    }

    /** Returns a behavior with these traits. */
    Behavior addTo(Behavior behavior) {
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
