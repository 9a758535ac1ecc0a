package io.github.windsock.internal.text;

import static io.github.windsock.internal.text.TextDifference.between;
import static io.github.windsock.internal.text.TextDifference.place;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextDifferenceTests {

    @Test
    void what_both_begin_with_is_said_once() {
        assertEquals("differs after \"subsc\": wanted \"ribe\", was \"ibe\"", between("subscribe", "subscibe"));
        assertEquals("differs after \"sub\": wanted nothing, was \"scribe\"", between("sub", "subscribe"));
    }

    @Test
    void they_may_have_no_beginning_in_common() {
        assertEquals(
                "differs from the beginning: wanted \"ping\", was {\"op\":\"ping\"}",
                between("ping", "{\"op\":\"ping\"}"));
        assertEquals("differs from the beginning: wanted \"ping\", was nothing", between("ping", ""));
    }

    @Test
    void only_the_place_may_be_wanted() {
        assertEquals("from character 6 on, after \"subsc\"", place("subscribe", "subscibe"));
        assertEquals("from character 7 on, after {\"id\":…", place("{\"id\":1}", "{\"id\":2}"));
        assertEquals("from character 1 on", place("a", "b"));
    }

    @Test
    void parts_of_json_have_no_escapes() {
        assertEquals(
                "differs after {\"op\":…: wanted … \"subscribe\"}, was …\"subscribe\"}",
                between("{\"op\": \"subscribe\"}", "{\"op\":\"subscribe\"}"));
        assertEquals(
                "differs after \"{\\\"op\\\":\": wanted \"1}\", was \"\\n1}\"", between("{\"op\":1}", "{\"op\":\n1}"));
    }

    @Test
    void of_a_long_beginning_the_end_is_shown() {
        String same = "1234567890".repeat(20);
        assertEquals(
                "differs after …\"" + "1234567890".repeat(6) + "\": wanted \"a\", was \"b\"",
                between(same + "a", same + "b"));
        assertEquals(
                "differs after …" + "1234567890".repeat(6) + "…: wanted …" + "1234567890".repeat(6) + "…, was …]",
                between("[" + same + same + "]", "[" + same + "]"));
    }

    @Test
    void no_character_is_cut_in_two() {
        assertEquals("differs from the beginning: wanted \"😀\", was \"😁\"", between("😀", "😁"));
        assertEquals(
                "differs after …" + "😀".repeat(29) + "a…: wanted …1], was …2]",
                between("[" + "😀".repeat(40) + "a1]", "[" + "😀".repeat(40) + "a2]"));
    }
}
