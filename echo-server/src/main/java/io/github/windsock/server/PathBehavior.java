package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A path of a server, to set the behavior for it.
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
     * Sets the behavior for future attempts on this path. Open connections keep their behavior.
     *
     * @param behavior the new behavior
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
