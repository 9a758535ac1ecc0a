package io.github.windsock.server.internal.session;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What users see of something inside: made when somebody looks, and the same object ever after. */
public final class PublicView {
    private final AtomicReference<@Nullable Object> made = new AtomicReference<>();

    /** Returns it. */
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
