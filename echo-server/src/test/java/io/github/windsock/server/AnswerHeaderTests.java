package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.answerCookie;
import static io.github.windsock.server.Behaviors.answerHeader;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.refuse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and cookies of the 101 that are a behavior's own. */
class AnswerHeaderTests {

    @Test
    void are_added_each_time_they_are_said() throws IOException {
        Behavior behavior = echo().with(answerCookie("sid", "42"))
                .with(answerHeader("X-Version", "2"))
                .with(answerHeader("x-version", "3"))
                .with(answerHeader("Set-Cookie", "lang=de; Path=/"));
        try (EchoServer server = EchoServer.builder().behavior(behavior).start();
                RawPeer client = RawPeer.connect(server.port())) {
            String head = client.readHead();

            assertTrue(head.startsWith("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"), head);
            assertEquals(
                    List.of("X-Version: 2", "x-version: 3", "Set-Cookie: lang=de; Path=/", "Set-Cookie: sid=42"),
                    head.lines()
                            .filter(line -> line.startsWith("X-") || line.startsWith("x-") || line.startsWith("Set-"))
                            .toList());
            assertEquals(
                    List.of("lang=de; Path=/", "sid=42"),
                    server.attempts()
                            .get(0)
                            .handshake()
                            .answer()
                            .orElseThrow()
                            .headers()
                            .get("set-cookie"));
        }
    }

    @Test
    void are_said_in_java_and_in_a_url() {
        Behavior behavior = echo().with(answerHeader("X-A", "1"))
                .with(answerHeader("X-A", "2"))
                .with(answerCookie("sid", "a=b"));

        assertEquals(
                "echo().with(answerHeader(\"X-A\", \"1\")).with(answerHeader(\"X-A\", \"2\"))"
                        + ".with(answerCookie(\"sid\", \"a=b\"))",
                behavior.toString());
        assertEquals("echo?answer-header=X-A:%201&answer-header=X-A:%202&answer-cookie=sid%3Da%3Db", behavior.toUrl());
        assertEquals(behavior, parse(behavior.toUrl()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Upgrade                  | the handshake sets it (RFC 6455, section 4.2.2); use a fault for a wrong one
            connection               | the handshake sets it (RFC 6455, section 4.2.2); use a fault for a wrong one
            Sec-WebSocket-Accept     | the handshake sets it (RFC 6455, section 4.2.2); use a fault for a wrong one
            Sec-WebSocket-Protocol   | use subprotocol(name) or noSubprotocol() for the subprotocol
            SEC-WEBSOCKET-EXTENSIONS | use compress(on) for compression
            Content-Length           | a 101 has no body, so frames follow at once
            Transfer-Encoding        | a 101 has no body, so frames follow at once
            """)
    void of_the_handshake_itself_are_refused(String name, String why) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> answerHeader(name, "x"));

        assertEquals("answerHeader: header \"" + name + ": x\" cannot be added: " + why, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", " a", "€"})
    void smuggle_nothing(String value) {
        assertThrows(IllegalArgumentException.class, () -> answerHeader("X-A", value));
        assertThrows(IllegalArgumentException.class, () -> answerHeader(value, "a"));
        assertThrows(IllegalArgumentException.class, () -> answerCookie("sid", value));
        assertThrows(IllegalArgumentException.class, () -> answerCookie(value, "a"));
    }

    @Test
    void have_a_cookie_that_browsers_take() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> answerCookie("sid", "42; Path=/"));

        assertEquals(
                "answerCookie: cookie \"sid=42; Path=/\" cannot be a cookie: its value has a blank, a quote, a comma, a"
                        + " semicolon, a backslash or a non-ASCII character (RFC 6265, section 4.1.1); for attributes"
                        + " add a Set-Cookie header",
                refused.getMessage());
    }

    @Test
    void are_said_to_a_refusal_in_its_own_way() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> refuse(401).with(answerCookie("sid", "42")));

        assertEquals(
                "refuse(401) opens no connection, so answerCookie(\"sid\", \"42\") has no effect; leave it out",
                refused.getMessage());
        assertEquals(
                "refuse(401).header(\"Set-Cookie\", \"sid=42\")",
                refuse(401).header("Set-Cookie", "sid=42").toString());
    }
}
