package io.github.windsock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

    @Test
    void what_is_not_set_has_its_default() {
        assertSettings(Duration.ofSeconds(5), 20_000, 16L << 20, from(Map.of()));
        assertSettings(Duration.ofSeconds(5), 20_000, 16L << 20, Settings.defaults());
    }

    @Test
    void a_source_sets_each_of_them() {
        Settings settings = from(
                Map.of("windsock.timeout", "2m", "windsock.journal.entries", "7", "windsock.journal.bytes", " 1024 "));

        assertSettings(Duration.ofMinutes(2), 7, 1024, settings);
    }

    @Test
    void chance_has_no_seed_unless_one_is_set() {
        assertEquals(OptionalLong.empty(), Settings.defaults().seed());
        assertEquals(OptionalLong.of(-7), from(Map.of("windsock.seed", "-7")).seed());
    }

    @Test
    void waits_time_out_as_the_mode_says() {
        assertTrue(from(Map.of("windsock.timeout.mode", "enabled")).isTimeoutInForce());
        assertFalse(from(Map.of("windsock.timeout.mode", "disabled")).isTimeoutInForce());
        assertEquals(!Debugger.isAttached(), Settings.defaults().isTimeoutInForce());
    }

    @Test
    void settings_change_by_copies() {
        Settings settings = Settings.defaults();

        assertSettings(Duration.ZERO, 20_000, 16L << 20, settings.withTimeout(Duration.ZERO));
        assertSettings(Duration.ofSeconds(5), 1, 2, settings.withLimits(1, 2));
        assertSettings(Duration.ofSeconds(5), 20_000, 16L << 20, settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            windsock.timeout         | 5       | "5" is not a duration; use 20ms, 3s, 2m or 1h
            windsock.timeout         | -5s     | "-5s" is not a duration; use 20ms, 3s, 2m or 1h
            windsock.timeout.mode    | never   | "never" is not one of enabled, disabled and disabled_on_debug, the default
            windsock.seed            | 0x2A    | "0x2A" is not a whole number from -9223372036854775808 to 9223372036854775807
            windsock.seed            | +1      | "+1" is not a whole number from -9223372036854775808 to 9223372036854775807
            windsock.journal.entries | ٣       | "٣" is not a whole number from 1 to 2147483647
            windsock.journal.entries | 0       | "0" is not a whole number from 1 to 2147483647
            windsock.journal.entries | many    | "many" is not a whole number from 1 to 2147483647
            windsock.journal.bytes   | 64 MiB  | "64 MiB" is not a whole number from 1 to 9223372036854775807
            """)
    void a_value_that_cannot_be_read_is_refused_with_key_source_and_value(String key, String value, String what) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> from(Map.of(key, value)));

        assertEquals(key + " (a configuration parameter): " + what, refusal.getMessage());
    }

    @Test
    void values_that_make_no_sense_are_refused() {
        Settings settings = Settings.defaults();

        assertRefused("timeout must not be negative: -1 s", () -> settings.withTimeout(Duration.ofSeconds(-1)));
        assertRefused("a journal holds at least 1 entry and 1 byte, not 0 and 5", () -> settings.withLimits(0, 5));
        assertRefused("a journal holds at least 1 entry and 1 byte, not 5 and 0", () -> settings.withLimits(5, 0));
    }

    private static Settings from(Map<String, String> values) {
        return Settings.of(key -> Optional.ofNullable(values.get(key)), "a configuration parameter");
    }

    private static void assertSettings(Duration timeout, int entries, long bytes, Settings settings) {
        assertEquals(timeout, settings.timeout());
        assertEquals(entries, settings.entries());
        assertEquals(bytes, settings.bytes());
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
