package io.github.windsock.standalone.http;

import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The traits that options of the command line add to every connection. Those in a URL have precedence. */
public final class DefaultTraits {
    private final List<Trait> traits = new ArrayList<>();

    /**
     * Collects the traits.
     *
     * @param ping the interval of pings, zero for never
     * @param compress whether messages are compressed; {@code null} to do as the client does
     * @param subprotocol {@code first}, {@code none}, or a name
     * @throws IllegalArgumentException if a value is not valid
     */
    public DefaultTraits(Duration ping, @Nullable Boolean compress, String subprotocol) {
        if (!ping.isZero()) {
            traits.add(Behaviors.pingEvery(ping));
        }
        if (compress != null) {
            traits.add(Behaviors.compress(compress));
        }
        switch (subprotocol) {
            case "first" -> {} // the server's default
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
            return behavior; // the behavior opens no connection, or has a contradicting trait
        }
    }
}
