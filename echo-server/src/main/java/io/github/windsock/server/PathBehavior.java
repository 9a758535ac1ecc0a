package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A path of a server that has its own behavior.
 *
 * @see EchoServer#at(String)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class PathBehavior {
    private final String template;
    private final Consumer<Behavior> setter;

    PathBehavior(String template, Consumer<Behavior> setter) {
        this.template = template;
        this.setter = setter;
    }

    /**
     * Sets what the server does with attempts for this path from now on; open connections keep what they have.
     *
     * @param behavior replaces the one that this path had before
     * @throws IllegalStateException if the server is closed
     */
    public void behave(Behavior behavior) {
        setter.accept(requireNonNull(behavior, "behavior must not be null"));
    }

    /** Returns the template of the path, such as {@code /feed/{id}}. */
    @Override
    public String toString() {
        return template;
    }
}
