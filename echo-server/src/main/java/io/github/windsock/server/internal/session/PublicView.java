package io.github.windsock.server.internal.session;

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
        Object other = made.compareAndExchange(null, mine);
        return other == null ? mine : other;
    }
}
