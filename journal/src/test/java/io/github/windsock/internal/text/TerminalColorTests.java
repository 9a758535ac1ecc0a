package io.github.windsock.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalColorTests {

    @ParameterizedTest
    @CsvSource({"TERM=xterm, true", "TERM=dumb, false", "NO_COLOR=1, false", "CLICOLOR=0, false"})
    void a_terminal_has_colors_unless_the_environment_says_no(String variable, boolean allowed) {
        assertEquals(allowed, TerminalColor.isAllowed(variables(variable)));
    }

    @ParameterizedTest
    @CsvSource({"CLICOLOR_FORCE=1, true", "CLICOLOR_FORCE=0, false", "CLICOLOR_FORCE=, false", "CLICOLOR=1, false"})
    void what_is_no_terminal_has_them_where_the_environment_asks_for_them(String variable, boolean forced) {
        assertEquals(forced, TerminalColor.isForced(variables(variable)));
    }

    @Test
    void no_color_wins() {
        Map<String, String> both = Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1");
        assertFalse(TerminalColor.isOn(1, both));
        assertTrue(TerminalColor.isOn(1, Map.of("CLICOLOR_FORCE", "1", "CLICOLOR", "0", "TERM", "dumb")));
    }

    private static Map<String, String> variables(String one) {
        String[] pair = one.split("=", 2);
        return Map.of(pair[0], pair[1]);
    }
}
