package io.github.windsock.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTests {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "3s, PT3S, 3s",
        "2m, PT2M, 2m",
        "120s, PT2M, 2m",
        "1h, PT1H, 1h",
        "7us, PT0.000007S, 7us",
        "1500ns, PT0.0000015S, 1500ns",
        "' 7 S ', PT7S, 7s",
        "1500MS, PT1.5S, 1500ms",
        "0, PT0S, 0ms",
        "0s, PT0S, 0ms",
        "999999999999999h, PT999999999999999H, 999999999999999h"
    })
    void a_duration_is_read_and_written(String text, Duration duration, String written) {
        assertEquals(duration, Durations.parse(text));
        assertEquals(written, Durations.write(duration));
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "s", "5 0s", "+5s", "-5s", "1.5s", "5d", "٣s", "99999999999999999999s", "1000000000000000h"})
    void anything_else_is_not_a_duration(String text) {
        assertEquals(
                "\"" + text + "\" is not a duration; use 20ms, 3s, 2m or 1h",
                assertThrows(IllegalArgumentException.class, () -> Durations.parse(text))
                        .getMessage());
    }

    @Test
    void durations_of_any_size_are_printed() {
        assertEquals("120 s", Durations.format(Duration.ofMinutes(2)));
        assertEquals("250 ms", Durations.format(Duration.ofMillis(250)));
        assertEquals("0.200 ms", Durations.format(Duration.ofNanos(200_000)));
        assertEquals("1500.001 ms", Durations.format(Duration.ofNanos(1_500_001_000)));
        assertEquals("9223372036854775807 s", Durations.format(Duration.ofSeconds(Long.MAX_VALUE)));
    }
}
