package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8ValidatorTests {

    @Test
    void accepts_every_character_of_unicode() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (Character.getType(point) != Character.SURROGATE) {
                Utf8Validator check = new Utf8Validator();
                for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    assertTrue(check.accept(octet), "U+" + Integer.toHexString(point));
                }
                assertTrue(check.isComplete(), "U+" + Integer.toHexString(point));
            }
        }
    }

    @Test
    void takes_bytes_together_as_it_takes_them_one_by_one() {
        byte[] text = "plain text, then h\u00e9 and \u6211, \ud83c\udf8f and more plain text"
                .getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < text.length; from++) {
            for (int bad = from; bad < text.length; bad++) {
                byte[] broken = text.clone();
                broken[bad] = (byte) 0xFF;
                Utf8Validator together = new Utf8Validator();
                boolean accepted = together.accept(text, 0, from) && together.accept(broken, from, broken.length);

                assertFalse(accepted, "0xFF at " + bad);
                assertEquals(bad + 1, together.position());
            }
        }
        Utf8Validator whole = new Utf8Validator();
        assertTrue(whole.accept(text, 0, text.length) && whole.isComplete());
    }

    /** The number of bytes up to and with the first that no continuation can save. */
    @ParameterizedTest
    @CsvSource({
        "80, 1",
        "bf, 1",
        "c0, 1",
        "c1, 1",
        "f5, 1",
        "ff, 1",
        "c27f, 2",
        "c2c0, 2",
        "e09f, 2",
        "eda0, 2",
        "ee7f, 2",
        "e1807f, 3",
        "f08f, 2",
        "f490, 2",
        "f480c0, 3",
        "f4808041, 4",
        "41c2a9ff, 4",
        "f09f8eff, 4"
    })
    void fails_at_the_first_byte_that_cannot_be_saved(String hex, int at) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Utf8Validator check = new Utf8Validator();
        for (int i = 0; i < at - 1; i++) {
            assertTrue(check.accept(bytes[i]), "byte " + i);
        }
        assertFalse(check.accept(bytes[at - 1]));
        assertEquals(at, check.position());
    }

    @ParameterizedTest
    @CsvSource({"c2", "e0a0", "f09f8e", "41ef"})
    void knows_that_a_character_has_not_ended(String hex) {
        Utf8Validator check = new Utf8Validator();
        for (byte octet : HexFormat.of().parseHex(hex)) {
            assertTrue(check.accept(octet));
        }
        assertFalse(check.isComplete());
    }
}
