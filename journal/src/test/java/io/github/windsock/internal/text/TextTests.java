package io.github.windsock.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void letters_of_every_script_and_emoji_stay() {
        assertEquals("\"héllo 我就是要关闭它 😀\"", Text.quote("héllo 我就是要关闭它 😀"));
    }

    @Test
    void an_emoji_that_is_newer_than_the_jdk_stays() {
        assertEquals("\"\uD83E\uDEE0\"", Text.quote("\uD83E\uDEE0"));
        assertEquals("\"\uD83E\uDEEA\"", Text.quote("\uD83E\uDEEA"));
    }

    @Test
    void emoji_held_together_by_a_joiner_stay_and_a_joiner_elsewhere_is_shown() {
        assertEquals("\"👩‍🚀 ❤️‍🔥\"", Text.quote("👩‍🚀 ❤️‍🔥"));
        assertEquals("\"pass\\u200dword\"", Text.quote("pass\u200Dword"));
    }

    @Test
    void control_characters_are_shown() {
        assertEquals("\"\\u0000\\u001b[31m\\r\\n\\t\\u007f\\u0085\"", Text.quote("\0\u001B[31m\r\n\t\u007F\u0085"));
    }

    @Test
    void characters_that_turn_or_hide_text_are_shown() {
        assertEquals("\"\\u202eabc\\u2066\\u200b\\ufeff\\u2028\"", Text.quote("\u202Eabc\u2066\u200B\uFEFF\u2028"));
        assertEquals("\"\\udb40\\udc67\"", Text.quote("\uDB40\uDC67"));
    }

    @Test
    void a_blank_that_only_looks_like_a_space_is_shown() {
        assertEquals("\"a b\\u00a0c\\u2003d\"", Text.quote("a b\u00A0c\u2003d"));
    }

    @Test
    void a_lone_surrogate_and_a_noncharacter_are_shown() {
        assertEquals("\"\\ud83d \\uffff\"", Text.quote("\uD83D \uFFFF"));
    }

    @Test
    void quotes_and_backslashes_are_escaped_in_a_quote_only() {
        assertEquals("\"say \\\"hi\\\" \\\\\"", Text.quote("say \"hi\" \\"));
        assertEquals("say \"hi\" \\\\n", Text.visible("say \"hi\" \\\\n"));
        assertEquals("two\\nlines", Text.visible("two\nlines"));
    }

    @Test
    void a_preview_ends_before_60_columns_are_passed() {
        assertEquals("\"" + "x".repeat(60) + "\"", Text.preview("x".repeat(60)));
        assertEquals("\"" + "x".repeat(60) + "\"…", Text.preview("x".repeat(61)));
        assertEquals("\"" + "我".repeat(30) + "\"…", Text.preview("我".repeat(31)));
    }

    @Test
    void a_preview_counts_the_columns_of_escapes() {
        assertEquals("\"" + "\\u0000".repeat(10) + "\"…", Text.preview("\0".repeat(11)));
        assertEquals("\"" + "\\u202e".repeat(10) + "\"…", Text.preview("\u202E".repeat(500)));
    }

    @Test
    void a_preview_ends_although_marks_take_no_column() {
        assertEquals(300 + 3, Text.preview("\u0301".repeat(5000)).length());
    }

    @Test
    void a_message_in_brackets_is_shown_as_it_is() {
        assertEquals("{\"say\":\"\\n 我 😀\"}", Text.content("{\"say\":\"\\n 我 😀\"}"));
        assertEquals("[{}]", Text.content("[{}]"));
        assertEquals("{}", Text.content("{}"));
    }

    @Test
    void any_other_message_is_quoted() {
        for (String text : List.of("", "hello", "{", "]", "{]", "[}", "\"{}\"", " {}", "{} ", "{}…", "a{}")) {
            assertEquals(Text.quote(text), Text.content(text));
        }
    }

    @Test
    void a_message_in_brackets_is_quoted_if_something_in_it_needs_an_escape() {
        for (String text : List.of("{\n}", "[\u001B[31m]", "{\"a\":\"\u202E\"}", "[\u00A0]", "{\uD83D}", "{\u200D}")) {
            assertEquals(Text.quote(text), Text.content(text));
        }
    }

    @Test
    void a_long_message_in_brackets_ends_with_an_ellipsis() {
        assertEquals("{\"a\"…", Text.content("{\"a\":1}", "}", 4));
        assertEquals("{我…", Text.content("{我我}", "}", 4));
        assertEquals("{\"a\":1}", Text.content("{\"a\":1}", "}", 7));
        assertEquals("\"{\\\"a\\\":\"…", Text.content("{\"a\":1}", "] ", 7));
        assertEquals("\"{\\n……\"…", Text.content("{\n……}", "}", 5));
    }

    @Test
    void wide_characters_take_two_columns_and_marks_none() {
        assertEquals(5, Columns.of("hello"));
        assertEquals(6, Columns.of("我是😀"));
        assertEquals(1, Columns.of("e\u0301"));
        assertEquals("我  |", Columns.pad("我", 4) + "|");
        assertEquals("too long", Columns.pad("too long", 3));
    }

    @Test
    void bytes_are_grouped() {
        assertEquals("65,536 B", Text.bytes(65_536));
    }
}
