package io.github.windsock.server.internal.behavior;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A template may come from a URL, so what it costs must not grow faster than its length. */
class TextTemplateTests {

    private static String filled(String text) {
        return TextTemplate.of(text).fill(name -> name.toUpperCase(Locale.ROOT));
    }

    @Test
    void a_place_has_a_brace_that_closes_it() {
        assertAll(
                () -> assertEquals("A, B", filled("${a}, ${b}")),
                () -> assertEquals("A ${b", filled("${a} ${b")),
                () -> assertEquals("A${B", filled("${a${b}")),
                () -> assertEquals("${", filled("${")),
                () -> assertEquals("}$", filled("}$")));
    }

    @Test
    void a_doubled_dollar_stands_for_one_before_a_brace() {
        assertAll(
                () -> assertEquals("${a}", filled("$${a}")),
                () -> assertEquals("A ${b ${", filled("${a} $${b ${")),
                () -> assertEquals("$${a}", filled("$$${a}")),
                () -> assertEquals("$$", filled("$$")));
    }

    @Test
    void each_character_is_looked_at_a_few_times() {
        Counted unclosed = new Counted("${".repeat(50_000));

        String filled = TextTemplate.fill(unclosed, name -> "");

        assertEquals(unclosed.text, filled);
        assertTrue(unclosed.looks <= 10L * unclosed.text.length(), unclosed.looks + " looks");
    }

    /** Counts who looks at it. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
