package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorModeTests {
    private static final Map<String, String> FORCED = Map.of("CLICOLOR_FORCE", "1");

    private final PrintStream own = new PrintStream(OutputStream.nullOutputStream());
    private final PrintStream captured = new PrintStream(OutputStream.nullOutputStream()) {};

    @Test
    void auto_leaves_out_what_somebody_captures() {
        assertTrue(ColorMode.AUTO.isOn(own, FORCED));
        assertFalse(ColorMode.AUTO.isOn(captured, FORCED));
        assertFalse(ColorMode.AUTO.isOn(own, Map.of("NO_COLOR", "1")));
    }

    @Test
    void the_other_two_ask_nobody() {
        assertTrue(ColorMode.ALWAYS.isOn(captured, Map.of("NO_COLOR", "1")));
        assertFalse(ColorMode.NEVER.isOn(own, FORCED));
    }
}
