package io.github.windsock.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.text.QueryString.Pair;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTests {

    /** The right column is what {@code URLSearchParams} of the URL Standard has. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "&, ''",
        "a=1&b=2, [a=1][b=2]",
        "b&a=&=c&&=, [b=][a=][=c][=]",
        "a=1&a=2, [a=1][a=2]",
        "a=b=c, [a=b=c]",
        "a+b=c%20d, [a b=c d]",
        "%61%3D=%26%2B, [a==&+]",
        "a=gr%C3%BC%c3%9f, [a=grüß]",
        "a=100%, [a=100%]",
        "a=100%%20+%2, [a=100%  %2]",
        "a=%zz%+1%-1%G0, [a=%zz% 1%-1%G0]",
        "a=%FF, [a=\uFFFD]"
    })
    void a_query_is_decoded_as_browsers_do(String query, String pairs) {
        assertEquals(
                pairs,
                QueryString.pairs(query).stream()
                        .map(pair -> "[" + pair.name() + "=" + pair.value() + "]")
                        .collect(Collectors.joining()));
    }

    @Test
    void names_and_values_are_decoded_one_by_one() {
        assertEquals(
                List.of(new Pair("<a>", "<b=c>"), new Pair("<d>", "<>")),
                QueryString.pairs("a=b=c&d", text -> "<" + text + ">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%+1", "%-1", "%１１", "%20%"})
    void an_escape_has_two_hexadecimal_digits(String text) {
        assertTrue(QueryString.hasBrokenEscape(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+b", "%20", "%aF%Fa"})
    void other_text_has_no_broken_escape(String text) {
        assertFalse(QueryString.hasBrokenEscape(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "a+ü%, true",
        "%C3%BC, true",
        "%c3%bc%F0%9F%98%80%41, true",
        "%FC, false",
        "%C3x%BC, false",
        "%C3%BC%C3, false",
        "%ED%A0%80, false"
    })
    void escapes_are_utf8_or_not(String text, boolean isUtf8) {
        assertEquals(isUtf8, QueryString.hasOnlyUtf8(text));
    }
}
