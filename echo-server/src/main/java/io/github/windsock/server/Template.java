package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.internal.behavior.TextTemplate;
import org.apiguardian.api.API;

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
public final class Template extends Wrapper<TextTemplate> {
    private Template(TextTemplate inside) {
        super(inside);
    }

    static Template of(String text) {
        return new Template(TextTemplate.of(requireNonNull(text, "text must not be null")));
    }

    /**
     * Returns the text with its placeholders.
     *
     * @return the text, such as {@code tick-${n}}
     */
    public String text() {
        return inside().text();
    }
}
