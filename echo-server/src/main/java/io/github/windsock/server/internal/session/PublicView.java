package io.github.windsock.server.internal.session;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public object for an internal one. It is created on first access. */
public final class PublicView {
    private final AtomicReference<@Nullable Object> made = new AtomicReference<>();

    /** Returns the public object, always the same one. */
    public Object get(Supplier<?> maker) {
        Object known = made.get();
        if (known != null) {
            return known;
        }
        Object mine = maker.get();
        return made.compareAndSet(null, mine) ? mine : requireNonNull(made.get());
    }
}
