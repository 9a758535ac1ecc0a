package io.github.windsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTests {

    static List<Map<String, List<String>>> maps() {
        return List.of(
                new LinkedHashMap<>(),
                new TreeMap<>(), // sorted, but not as headers are
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void finds_headers_whatever_their_case_and_however_they_came(Map<String, List<String>> headers) {
        headers.put("host", List.of("x"));
        headers.put("Origin", List.of("http://a", "http://b"));
        headers.put("cookie", List.of("a=b"));
        headers.put("Empty", List.of());

        Handshake handshake =
                Handshake.of("/chat?room=a", headers).answered(HttpAnswer.of(101, headers, Payload.EMPTY));

        assertEquals(Optional.of("x"), handshake.header("HOST"));
        assertEquals(Optional.of("http://a"), handshake.origin());
        assertEquals(Optional.of("a=b"), handshake.header("Cookie"));
        assertEquals(Optional.empty(), handshake.header("Accept"));
        assertEquals(Optional.of("http://a"), handshake.answer().orElseThrow().header("ORIGIN"));
        headers.remove("Empty"); // no line of a request
        assertEquals(
                List.copyOf(headers.keySet()), List.copyOf(handshake.headers().keySet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void takes_names_that_differ_in_case_only_for_one(int others) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("X-Two", List.of("a"));
        headers.put("Host", List.of("x"));
        headers.put("x-two", List.of("b", "c"));
        for (int i = 0; i < others; i++) {
            headers.put("X-" + i, List.of("value"));
        }

        Handshake handshake = Handshake.of("/", headers);

        assertEquals(List.of("a", "b", "c"), handshake.headers().get("X-TWO"));
        assertEquals(2 + others, handshake.headers().size());
        List<String> names = new ArrayList<>(headers.keySet());
        names.remove("x-two");
        assertEquals(names, List.copyOf(handshake.headers().keySet()));
    }

    @Test
    void is_a_map_like_any_other() {
        Map<String, List<String>> headers =
                Handshake.of("/", Map.of("Host", List.of("x"))).headers();

        assertEquals(Map.of("Host", List.of("x")), headers);
        assertTrue(headers.containsKey("hOST"));
        assertFalse(headers.containsKey("Origin"));
        assertNull(headers.get("Origin"));
        assertNull(headers.get(null));
        Iterator<Map.Entry<String, List<String>>> entries = headers.entrySet().iterator();
        entries.next();
        assertThrows(NoSuchElementException.class, entries::next);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void keeps_nothing_that_its_maker_could_change(Map<String, List<String>> headers) {
        List<String> values = new ArrayList<>(List.of("x"));
        headers.put("Host", values);

        Handshake handshake = Handshake.of("/", headers);
        values.add("y");
        headers.put("Origin", List.of("http://a"));

        assertEquals(Map.of("Host", List.of("x")), handshake.headers());
        assertThrows(
                UnsupportedOperationException.class, () -> handshake.headers().put("A", List.of()));
        assertThrows(
                UnsupportedOperationException.class,
                () -> handshake.headers().get("Host").add("z"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> handshake.headers().entrySet().iterator().next().setValue(List.of()));
    }
}
