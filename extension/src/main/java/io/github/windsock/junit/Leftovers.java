package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.STABLE;

import java.util.Locale;
import org.apiguardian.api.API;

/**
 * What to do about connections that the code under test has left open. They are closed with 1001 in any case.
 * Windsock's own sockets and pages are closed automatically and do not count.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum Leftovers {

    /** Use the configuration parameter {@value WebSocketExtension#LEFTOVERS}. */
    DEFAULT,

    /** Do nothing. */
    IGNORE,

    /** Log a warning to the logger {@code io.github.windsock}; this is the default. */
    WARN,

    /**
     * Fail the test if they do not end within the timeout; a Close frame may still be on its way when the test ends.
     */
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
