package io.github.windsock.server.internal.session;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The public object for an internal one. It is created on first access. */
public final class PublicView {
    private final AtomicReference<@Nullable Object> made = new AtomicReference<>();

    /** Returns the public object; null if it has not been created. */
    public @Nullable Object known() {
        return made.get();
    }

    /** Sets the public object unless there is one, and returns the one that is set. */
    public Object keep(Object mine) {
        return made.compareAndSet(null, mine) ? mine : requireNonNull(made.get());
    }
}
