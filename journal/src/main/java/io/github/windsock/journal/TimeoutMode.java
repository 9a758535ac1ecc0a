package io.github.windsock.journal;

import io.github.windsock.internal.text.Text;
import java.util.Locale;

/** Whether waits time out. The values are those of JUnit's setting for {@code @Timeout}. */
enum TimeoutMode {
    ENABLED,
    DISABLED,
    DISABLED_ON_DEBUG;

    static TimeoutMode parse(String text) {
        for (TimeoutMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text.strip())) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                Text.quote(text) + " is not one of enabled, disabled and disabled_on_debug, the default");
    }
}
