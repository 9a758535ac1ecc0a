package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpHeadersTests {
    private static final HttpHeaders HEADERS = HttpHeaders.builder()
            .add("X-Two", "one")
            .add("Host", "x")
            .add("x-two", "two, Three")
            .build();

    @Test
    void a_map_of_them_merges_names_that_differ_only_in_case() {
        assertEquals(Map.of("X-Two", List.of("one", "two, Three"), "Host", List.of("x")), HEADERS);
        assertEquals("{X-Two=[one, two, Three], Host=[x]}", HEADERS.toString());
        assertEquals(2, HEADERS.size());
    }

    @Test
    void lookups_ignore_case() {
        assertEquals(List.of("one", "two, Three"), HEADERS.get("X-TWO"));
        assertEquals("one", HEADERS.first("X-TWO"));
        assertEquals("x", HEADERS.single("HOST"));
        assertTrue(HEADERS.containsKey("HOST"));
    }

    @Test
    void a_missing_header_has_no_value() {
        assertNull(HEADERS.get("Hose"));
        assertNull(HEADERS.first("Hose"));
        assertEquals("", HEADERS.single("Hose"));
        assertFalse(HEADERS.containsKey("Hose"));
    }

    @Test
    void a_header_that_occurs_twice_has_no_single_value() {
        assertEquals("", HEADERS.single("X-Two"));
    }

    @Test
    void finds_a_token_in_the_lists_of_all_lines() {
        assertTrue(HEADERS.hasToken("x-two", "three"));
        assertTrue(HEADERS.hasToken("x-two", "ONE"));
        assertFalse(HEADERS.hasToken("x-two", "hre"));
    }

    @Test
    void counts_each_name_with_its_value() {
        assertEquals("X-Twoone".length() + "Hostx".length() + "x-twotwo, Three".length(), HEADERS.characters());
    }

    @Test
    void setting_a_header_replaces_all_its_values_in_its_place() {
        HttpHeaders.Builder builder = HttpHeaders.builder().addAll(HEADERS);
        HttpHeaders before = builder.build();

        HttpHeaders after = builder.set("x-two", "other").set("New", "value").build();

        assertEquals("{X-Two=[other], Host=[x], New=[value]}", after.toString());
        assertEquals("X-Twoother".length() + "Hostx".length() + "Newvalue".length(), after.characters());
        assertEquals(HEADERS, before);
    }

    @Test
    void a_value_is_set_only_if_there_is_none() {
        assertEquals(
                "{Host=[x], New=[value]}",
                HttpHeaders.builder()
                        .add("Host", "x")
                        .setIfAbsent("HOST", "y")
                        .setIfAbsent("New", "value")
                        .build()
                        .toString());
    }

    @Test
    void thousands_of_headers_keep_their_order() {
        HttpHeaders.Builder builder = HttpHeaders.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add("X-" + i, "v" + i);
        }
        HttpHeaders many = builder.build();

        assertEquals(20_000, many.size());
        assertEquals("X-19999", List.copyOf(many.keySet()).get(19_999));
        assertEquals(List.of("v19999"), many.get("x-19999"));
    }
}
