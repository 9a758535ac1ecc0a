package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.STABLE;

import java.util.Locale;
import org.apiguardian.api.API;

/**
 * What to do about connections that the code under test has left open. They are closed with 1001 in any case. Sockets and
 * pages of Windsock's own close themselves and are not leftovers.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum Leftovers {

    /** As the configuration parameter {@value WebSocketExtension#LEFTOVERS} says. */
    DEFAULT,

    /** Say nothing. */
    IGNORE,

    /** Log a warning, to the logger {@code io.github.windsock}; this is the default. */
    WARN,

    /** Fail the test, if they do not end within the timeout: what the test did last may still be on its way. */
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
