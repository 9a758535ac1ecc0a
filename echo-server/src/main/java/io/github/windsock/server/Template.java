package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.TextTemplate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders such as {@code ${n}} that are replaced when it is sent. Immutable.
 *
 * <p>The known names depend on where the template is used; unknown ones are refused when the behavior is created. Write
 * {@code $${n}} for the text {@code ${n}} itself.
 *
 * @see Behaviors#template(String)
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Template {
    private final TextTemplate inside;

    private Template(TextTemplate inside) {
        this.inside = inside;
    }

    static Template of(String text) {
        return new Template(TextTemplate.of(requireNonNull(text, "text must not be null")));
    }

    TextTemplate inside() {
        return inside;
    }

    /**
     * Returns the text with its placeholders.
     *
     * @return the text, such as {@code tick-${n}}
     */
    public String text() {
        return inside.text();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && inside.equals(that.inside);
    }

    @Override
    public int hashCode() {
        return inside.hashCode();
    }

    /** Returns the Java expression that creates this template. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
