package io.github.windsock;

import static io.github.windsock.Matchers.anyRequest;
import static io.github.windsock.Matchers.bodyContaining;
import static io.github.windsock.Matchers.cookie;
import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.headerMatching;
import static io.github.windsock.Matchers.offers;
import static io.github.windsock.Matchers.origin;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.query;
import static io.github.windsock.Matchers.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What matchers of requests take, and what they say of what they do not. */
class RequestMatchersTests {

    private static final Handshake ASKED = Handshake.of(
            "/feed/7?room=a%20b&room=c&flag",
            Map.of(
                    "Authorization", List.of("Bearer abc"),
                    "Cookie", List.of("sid=42; theme=dark"),
                    "Origin", List.of("https://example.org"),
                    "Sec-WebSocket-Protocol", List.of("v1.chat, v2.chat")));

    static List<Arguments> rows() {
        return List.of(
                row(anyRequest(), ""),
                row(request("GET", "/feed/7"), ""),
                row(request("POST", "/feed/7"), "the method is GET"),
                row(path("/feed/{id}"), ""),
                row(path("/feed"), "the path is /feed/7"),
                row(path("/feed/{id}/x"), "the path is /feed/7"),
                row(query("room", "a b"), ""),
                row(query("room", "c"), ""),
                row(query("flag", ""), ""),
                row(query("room", "cc"), "query parameter room is \"c\""),
                row(query("rooms", "c"), "there is no query parameter rooms"),
                row(header("authorization"), ""),
                row(header("X-Token"), "there is no header X-Token"),
                row(header("authorization", "Bearer abc"), ""),
                row(header("Authorization", "Bearer abd"), "header Authorization is \"Bearer abc\""),
                row(headerMatching("Authorization", "Bearer (?<token>.+)"), ""),
                row(
                        headerMatching("Authorization", "Basic .*"),
                        "header Authorization, \"Bearer abc\", does not match"),
                row(cookie("theme", "dark"), ""),
                row(cookie("theme", "light"), "cookie theme is \"dark\""),
                row(cookie("lang", "en"), "there is no cookie lang"),
                row(origin("https://example.org"), ""),
                row(origin("https://example.com"), "header Origin is \"https://example.org\""),
                row(offers("v2.chat"), ""),
                row(offers("v3.chat"), "the subprotocols offered are [v1.chat, v2.chat]"),
                row(bodyContaining("x"), "the body does not contain \"x\""),
                row(handshake("secure", it -> false), "is not secure"),
                row(
                        header("Authorization", "Bearer abd").and(offers("v3.chat")),
                        "header Authorization is \"Bearer abc\"; the subprotocols offered are [v1.chat, v2.chat]"),
                row(offers("v3.chat").negate(), ""),
                row(offers("v2.chat").negate(), "is offers(\"v2.chat\")"));
    }

    private static Arguments row(RequestMatcher matcher, String why) {
        return Arguments.of(matcher, why);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void says_where_a_request_is_another(RequestMatcher matcher, String why) {
        Match match = matcher.match(ASKED);
        assertEquals(why, match.why());
        assertEquals(why.isEmpty(), match.isMatch());
    }

    @Test
    void what_both_find_is_found() {
        RequestMatcher matcher = path("/feed/{id}").and(headerMatching("Authorization", "Bearer (?<token>.+)"));
        Match match = matcher.match(ASKED);
        assertEquals(Optional.of("7"), match.value("id"));
        assertEquals(Optional.of("abc"), match.value("token"));
        assertTrue(matcher.names().containsAll(List.of("id", "token")), matcher.names()::toString);
    }

    @Test
    void a_request_beside_the_socket_has_a_method_and_a_body() {
        RequestMatcher matcher = request("POST", "/login").and(bodyContaining("user"));
        Payload body = Payload.ofText("user=me");
        assertTrue(matcher.match("POST", "/login?x", Map.of(), body).isMatch());
        assertEquals(
                "the method is PUT",
                matcher.match("PUT", "/login", Map.of(), body).why());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/*      | "*", which is no wildcard here
            /**       | "**", which is no wildcard here
            /{a}{b}   | "{a}{b}", whose name has more than letters, digits, - and _
            /{id:\\d+} | "{id:\\\\d+}", whose name has more than letters, digits, - and _
            /{        | a brace in "{"
            /a/{a}x   | a brace in "{a}x"
            /{}       | a brace in "{}"
            /{a}/{a}  | "{a}" twice
            """)
    void a_path_has_only_places_that_can_match(String template, String what) {
        assertEquals(
                "path " + Text.quote(template) + " has " + what + "; a place in it is a whole segment, such as {id}",
                assertThrows(IllegalArgumentException.class, () -> path(template))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"/caf\u00e9/{id}, /caf%C3%A9/{id}", "/a b, /a%20b", "/{\u540d}/\u540d, /{\u540d}/%E5%90%8D"})
    void a_path_is_written_as_clients_send_it(String template, String sent) {
        assertEquals(
                "path " + Text.quote(template) + " has a character that no request line can have; write it as clients"
                        + " send it: " + Text.quote(sent),
                assertThrows(IllegalArgumentException.class, () -> path(template))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org:8443/", "https://example.org:8443/a/b"})
    void an_origin_has_no_path(String origin) {
        assertEquals(
                "origin " + Text.quote(origin) + " has a path, so no browser sends it; use only scheme, host and port,"
                        + " such as \"https://example.org:8443\"",
                assertThrows(IllegalArgumentException.class, () -> origin(origin))
                        .getMessage());
    }

    @Test
    void a_path_has_no_query() {
        assertEquals(
                "path \"/feed?room=a\" must begin with a slash and have no query or fragment; write it as"
                        + " /feed/{id}, and the query with and(query(name, value))",
                assertThrows(IllegalArgumentException.class, () -> path("/feed?room=a"))
                        .getMessage());
    }
}
