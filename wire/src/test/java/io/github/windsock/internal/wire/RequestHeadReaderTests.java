package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.internal.wire.RequestHead.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadReaderTests {
    private static final String HEAD =
            "GET /chat?room=a HTTP/1.1\r\nHost: x\r\nX-Two:  one \r\nx-two: two\r\nEmpty:\r\n\r\n";

    @Test
    void reads_a_head_and_leaves_what_follows() throws Unreadable {
        ByteBuffer bytes = bytes(HEAD + "more");

        RequestHead head = new RequestHeadReader().read(bytes);

        assertEquals(
                new RequestHead(
                        "GET",
                        "/chat?room=a",
                        "HTTP/1.1",
                        HttpHeaders.copyOf(
                                Map.of("Host", List.of("x"), "X-Two", List.of("one", "two"), "Empty", List.of("")))),
                head);
        assertEquals("more", StandardCharsets.ISO_8859_1.decode(bytes).toString());
    }

    @Property(tries = 200)
    void reads_the_same_from_pieces(@ForAll @IntRange(min = 1, max = 90) int cut) throws Unreadable {
        RequestHeadReader reader = new RequestHeadReader();
        int first = Math.min(cut, HEAD.length() - 1);

        assertNull(reader.read(bytes(HEAD.substring(0, first))));
        RequestHead head = reader.read(bytes(HEAD.substring(first)));

        assertEquals(new RequestHeadReader().read(bytes(HEAD)), head);
        assertNotNull(head);
    }

    @Test
    void finds_headers_whatever_their_case() throws Unreadable {
        assertEquals(List.of("x"), read(HEAD).headers().get("HOST"));
    }

    @Test
    void keeps_bytes_beyond_ascii_as_they_are() throws Unreadable {
        assertEquals(
                List.of("caf\u00e9"),
                read("GET / HTTP/1.1\r\nHost: x\r\nX: caf\u00e9\r\n\r\n")
                        .headers()
                        .get("X"));
    }

    /** RFC 9112, section 2.2: empty lines before a request are skipped, and a line feed alone may end a line. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n"})
    void forgives_what_the_standard_forgives(String text) throws Unreadable {
        assertEquals(
                new RequestHead("GET", "/", "HTTP/1.1", HttpHeaders.copyOf(Map.of("Host", List.of("x")))), read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b?c=d, /a/b?c=d",
        "http://[::1]:80/a, /a",
        "http://x/a?b, /a?b",
        "ws://x:80, /",
        "ws://x?to=/a, /?to=/a",
        "/redirect?to=http://x/a, /redirect?to=http://x/a"
    })
    void takes_the_path_of_a_target(String target, String path) throws Unreadable {
        assertEquals(
                path, read("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").target());
    }

    /** RFC 9112, section 3.2.2: the server ignores a Host header beside an absolute URL. */
    @ParameterizedTest
    @CsvSource({
        "http://a.example:81/chat, a.example:81",
        "WS://a.example?x, a.example",
        "https://[::1], [::1]",
        "/redirect?to=http://a.example/, localhost"
    })
    void takes_the_host_of_a_url_instead_of_the_header(String target, String host) throws Unreadable {
        RequestHead head = read("GET " + target + " HTTP/1.1\r\nX: 1\r\nhost: localhost\r\nY: 2\r\n\r\n");

        assertEquals("{X=[1], host=[" + host + "], Y=[2]}", head.headers().toString());
    }

    @Test
    void takes_the_host_of_a_url_without_a_header() throws Unreadable {
        assertEquals(
                List.of("a.example"),
                read("GET http://a.example/ HTTP/1.0\r\n\r\n").headers().get("Host"));
        assertEquals(
                "400 the request must have exactly one Host header", refusal("GET http://a.example/ HTTP/1.1\r\n\r\n"));
    }

    /** RFC 9112, section 3.2; Chromium percent-encodes these, but not all that the RFC forbids. */
    @ParameterizedTest
    @ValueSource(strings = {"/\u00e9", "/a?b=\u00e4\u00bd\u00a0", "http://x/\u00e9"})
    void refuses_a_target_that_is_not_ascii(String target) throws Unreadable {
        assertEquals(
                "400 the target of the request has a byte that is not ASCII; percent-encode it",
                refusal("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertEquals(
                "/?|[]{}^`\\\"<>",
                read("GET /?|[]{}^`\\\"<> HTTP/1.1\r\nHost: x\r\n\r\n").target());
    }

    @Test
    void takes_an_asterisk_only_with_options() throws Unreadable {
        assertEquals("*", read("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").target());
        assertEquals(
                "400 the target of the request is neither a path nor a URL",
                refusal("GET * HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "x:",
                "x:80",
                ":80",
                "[::1]",
                "[::1]:80",
                "[v1.a:b]",
                "a%20b",
                "1.2.3.4",
                "!$&'()*+,;=_~"
            })
    void takes_each_form_of_a_host(String host) throws Unreadable {
        assertEquals(
                List.of(host),
                read("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").headers().get("Host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "u@a",
                "a:b",
                "a:80:80",
                "a:-1",
                "[::1",
                "[::1]x",
                "[]",
                "::1",
                "a%2",
                "a%zz",
                "caf\u00e9",
                "\"a\""
            })
    void refuses_what_is_no_host(String host) {
        assertEquals(
                "400 the value of the Host header is not a host and a port",
                refusal("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
    }

    /** RFC 9110, section 4.2: no empty host, and no user name. RFC 3986, section 3.1: a scheme begins with a letter. */
    @ParameterizedTest
    @ValueSource(strings = {"http://", "http:///a", "http://:80/a", "http://u:p@x/", "http://a:b/"})
    void refuses_a_url_without_a_host(String target) {
        assertEquals(
                "400 the URL in the request has no host and port that are allowed there",
                refusal("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    /** RFC 9110, section 2.5. */
    @Test
    void takes_a_later_version_1_as_the_one_it_knows() throws Unreadable {
        assertEquals(
                "HTTP/1.2", read("GET / HTTP/1.2\r\nHost: [::1]:80\r\n\r\n").version());
    }

    @Test
    void needs_no_host_before_version_1_1() throws Unreadable {
        assertEquals("HTTP/1.0", read("GET / HTTP/1.0\r\n\r\n").version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1~~ | 400 the request must have exactly one Host header",
                "GET / HTTP/1.1~Host: a~Host: b~~ | 400 the request must have exactly one Host header",
                "GET /~~ | 400 the request line is not a method, a target and a version",
                "GET  / HTTP/1.1~~ | 400 the request line is not a method, a target and a version",
                "GET  HTTP/1.1~~ | 400 the request line is not a method, a target and a version",
                "G@T / HTTP/1.1~~ | 400 the request line is not a method, a target and a version",
                "GET / WS/13~~ | 400 the request line does not end with a version of HTTP",
                "GET / HTTP/1.10~~ | 400 the request line does not end with a version of HTTP",
                "GET / HTTP/x~~ | 400 the request line does not end with a version of HTTP",
                "PRI * HTTP/2.0~~ | 505 this version of HTTP is not supported; use HTTP/1.1",
                "GET chat HTTP/1.1~Host: x~~ | 400 the target of the request is neither a path nor a URL",
                "GET a?b://c HTTP/1.1~Host: x~~ | 400 the target of the request is neither a path nor a URL",
                "GET /a\tb HTTP/1.1~Host: x~~ | 400 the target of the request is neither a path nor a URL",
                "GET 1http://x/ HTTP/1.1~Host: x~~ | 400 the target of the request is neither a path nor a URL",
                "GET /a#b HTTP/1.1~Host: x~~ | 400 the target of the request has a fragment, which a client must not send",
                "GET ws://x#b HTTP/1.1~Host: x~~ | 400 the target of the request has a fragment, which a client must not send",
                "GET / HTTP/1.2~~ | 400 the request must have exactly one Host header",
                "GET / HTTP/1.1~Host~~ | 400 a header line is not a name, a colon and a value",
                "GET / HTTP/1.1~: x~~ | 400 a header line is not a name, a colon and a value",
                "GET / HTTP/1.1~Host : x~~ | 400 a header line is not a name, a colon and a value",
                "GET / HTTP/1.1~Host: x~ folded~~ | 400 a header line is not a name, a colon and a value",
            })
    void refuses_what_is_no_request(String text, String why) {
        assertEquals(why, refusal(text.replace("~", "\r\n")));
    }

    @Test
    void refuses_a_foreign_protocol_at_its_first_byte() {
        assertEquals("400 a control character cannot be part of a request", refusal("\u0016\u0003\u0001"));
    }

    @Test
    void refuses_a_lone_carriage_return() {
        assertEquals(
                "400 a carriage return is not followed by a line feed",
                refusal("GET / HTTP/1.1\r\nHost: a\rX-Evil: b\r\n"));
    }

    @Test
    void refuses_a_head_that_does_not_end() {
        assertEquals(
                "431 the headers are longer than 65536 bytes", refusal("GET / HTTP/1.1\r\n" + "x".repeat(64 * 1024)));
    }

    private static RequestHead read(String text) throws Unreadable {
        return Objects.requireNonNull(new RequestHeadReader().read(bytes(text)));
    }

    private static String refusal(String text) {
        Unreadable refusal = assertThrows(Unreadable.class, () -> new RequestHeadReader().read(bytes(text)));
        return refusal.status() + " " + refusal.getMessage();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
