package io.github.windsock.server;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer of the server to one attempt to connect: an immutable value that prints as the Java that makes it. See
 * {@link Behaviors} for all there are.
 *
 * @since 1.0
 */
public final class Behavior {
    private final String name;
    private final Supplier<Conversation> conversation;

    Behavior(String name, Supplier<Conversation> conversation) {
        this.name = requireNonNull(name, "name must not be null");
        this.conversation = conversation;
    }

    /** Begins the conversation with a client that was accepted. */
    Conversation begin() {
        return conversation.get();
    }

    /** Returns whether both print as the same Java. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Behavior that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name);
    }

    /** Returns the Java that makes this behavior, such as {@code echo()}. */
    @Override
    public String toString() {
        return name;
    }
}
