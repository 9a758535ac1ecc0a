package io.github.windsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        headers.put("cookie", List.of());

        Handshake handshake = Handshake.of("/chat?room=a", headers).answered(101, headers);

        assertEquals(Optional.of("x"), handshake.header("HOST"));
        assertEquals(Optional.of("http://a"), handshake.origin());
        assertEquals(Optional.empty(), handshake.header("Cookie"));
        assertEquals(Optional.empty(), handshake.header("Accept"));
        assertEquals(Optional.of("http://a"), handshake.answerHeader("ORIGIN"));
        assertEquals(
                "{cookie=[], host=[x], Origin=[http://a, http://b]}",
                handshake.headers().toString());
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
