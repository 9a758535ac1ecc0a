package io.github.windsock.server;

import static io.github.windsock.Matchers.anyRequest;
import static io.github.windsock.Matchers.cookie;
import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.offers;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.query;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.subprotocol;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.RequestMatcher;
import io.github.windsock.journal.Event;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rules that say what becomes of attempts, as a client sees it that knows nothing of them. */
class AttemptRuleTests {
    private static final RequestMatcher TOKEN = header("Authorization", "Bearer abc");

    private final EchoServer server = EchoServer.builder()
            .timeout(ofSeconds(30))
            .secretHeaders("X-Secret")
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Returns the status line of the answer. */
    private String attempt(String... headers) throws IOException {
        try (RawPeer client = RawPeer.connect(server.port(), headers)) {
            return client.readHead().lines().findFirst().orElseThrow();
        }
    }

    private static String headline(AssertionError error) {
        return error.getMessage().substring(0, error.getMessage().indexOf("\n\n ws://"));
    }

    private List<String> notes() {
        return server.journal().entries().stream()
                .filter(entry -> entry.event().kind() == Event.Kind.NOTE)
                .map(entry -> entry.event().summary() + ": " + entry.event().detail())
                .toList();
    }

    @Test
    void the_first_that_matches_takes_the_attempt_and_the_journal_says_which() throws IOException {
        server.behave(onAttempt(TOKEN, echo())
                .onAttempt(cookie("sid", "42").or(query("sid", "42")), refuse(403))
                .onAttempt(offers("v2.chat"), resetOnAccept())
                .otherwise(refuse(401)));

        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc", "Cookie: sid=42"));
        assertEquals("HTTP/1.1 403 Forbidden", attempt("Cookie: sid=42"));
        assertEquals("HTTP/1.1 401 Unauthorized", attempt());
        assertEquals(
                List.of(
                        "taken by rule 1: onAttempt(header(\"Authorization\", \"Bearer abc\"), echo())",
                        "taken by rule 2: onAttempt(cookie(\"sid\", \"42\").or(query(\"sid\", \"42\")), refuse(403))",
                        "taken by no rule: otherwise(refuse(401))"),
                notes());
        server.verify();
    }

    @Test
    void one_that_none_takes_is_refused_and_fails_the_test_with_the_near_miss() throws IOException {
        server.behave(onAttempt(TOKEN, echo()).times(1).onAttempt(path("/chat/{room}"), echo()));

        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 500 Internal Server Error", attempt("Authorization: Bearer abd"));
        AssertionError error = assertThrows(AssertionError.class, server::verify);

        assertEquals("""
                no rule took server#2 GET /; the rules, in order:
                  1. onAttempt(header("Authorization", "Bearer abc"), echo()).times(1)  (used up)
                  2. onAttempt(path("/chat/{room}"), echo())
                nearest: rule 1, header("Authorization", "Bearer abc"): header Authorization is "Bearer abd"
                Add a rule, or take the rest with otherwise(..).""", headline(error));
        server.verify(); // each is told once
    }

    @Test
    void one_that_none_takes_any_more_says_what_is_used_up() throws IOException {
        server.behave(onAttempt(TOKEN, echo()).times(1));
        attempt("Authorization: Bearer abc");
        attempt("Authorization: Bearer abc");

        assertTrue(headline(assertThrows(AssertionError.class, server::verify))
                .contains("\nnearest: rule 1, header(\"Authorization\", \"Bearer abc\"), is used up\n"));
    }

    @Test
    void take_turns_of_their_own() throws IOException {
        server.behave(onAttempt(TOKEN, inTurn(refuse(503), echo())).otherwise(inTurn(refuse(401), refuse(403))));

        assertEquals("HTTP/1.1 401 Unauthorized", attempt());
        assertEquals("HTTP/1.1 503 Service Unavailable", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 403 Forbidden", attempt());
        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc"));
    }

    @Test
    void are_a_turn_of_others() throws IOException {
        server.behave(inTurn(refuse(503), onAttempt(TOKEN, echo()).otherwise(refuse(401))));

        assertEquals("HTTP/1.1 503 Service Unavailable", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 401 Unauthorized", attempt());
    }

    @Test
    void give_their_traits_to_what_they_choose() throws IOException {
        server.behave(onAttempt(TOKEN, echo())
                .onAttempt(header("X-No"), refuse(403))
                .otherwise(sendMessage("a"))
                .with(subprotocol("v2.chat")));
        try (RawPeer client = RawPeer.connect(server.port(), "Authorization: Bearer abc")) {
            assertTrue(client.readHead().contains("\r\nSec-WebSocket-Protocol: v2.chat\r\n"));
        }

        assertEquals("HTTP/1.1 403 Forbidden", attempt("X-No: 1"));
    }

    @Test
    void hold_for_a_path() throws IOException {
        server.at("/").behave(onAttempt(TOKEN, echo()).otherwise(refuse(401)));

        assertEquals("HTTP/1.1 401 Unauthorized", attempt());
    }

    @Test
    void ask_the_test() throws IOException {
        server.behave(onAttempt(TOKEN, ask()).otherwise(refuse(401)));
        try (RawPeer client = RawPeer.connect(server.port(), "Authorization: Bearer abc")) {
            server.awaitAttempt().answer(refuse(418));

            assertTrue(client.readHead().startsWith("HTTP/1.1 418 "));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> server.awaitAttempts(1).get(0).answer(onAttempt(TOKEN, echo())));
    }

    @Test
    void see_secrets_that_nobody_is_told() throws IOException {
        server.behave(onAttempt(header("X-Secret", "x"), echo()));
        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("X-Secret: x"));
        attempt("X-Secret: y");

        assertTrue(headline(assertThrows(AssertionError.class, server::verify))
                .contains("header X-Secret is \"(hidden)\"\n"));
    }

    @Test
    void count_apart_in_each_window() throws IOException {
        server.behave(onAttempt(TOKEN, echo()).times(2).otherwise(refuse(401)));
        attempt("Authorization: Bearer abc");
        ServerWindow window = server.openWindow();
        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 401 Unauthorized", attempt("Authorization: Bearer abc"));
        window.close();

        assertEquals("HTTP/1.1 101 Switching Protocols", attempt("Authorization: Bearer abc"));
        assertEquals("HTTP/1.1 401 Unauthorized", attempt("Authorization: Bearer abc"));
    }

    @Nested
    class with_code_of_the_users {
        private final Gate gate = new Gate();

        @Test
        void may_block_while_others_are_answered() throws IOException {
            server.at("/")
                    .behave(onAttempt(handshake("odd", this::waits), echo()).otherwise(refuse(401)));
            try (RawPeer client = RawPeer.connect(server.port())) {
                gate.awaitReached();
                try (RawPeer other = RawPeer.to(server.port())) {
                    assertTrue(other.request("GET /other HTTP/1.1").startsWith("HTTP/1.1 101 "));
                }
                gate.open();
                assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
            }
        }

        @Test
        void are_waited_for_by_the_strict_check() throws IOException {
            server.behave(onAttempt(handshake("even", it -> !waits(it)), echo()));
            try (RawPeer client = RawPeer.connect(server.port())) {
                gate.awaitReached();
                gate.openOnceThisThreadWaitsFor(server.journal());
                AssertionError error = assertThrows(AssertionError.class, server::verify);
                assertTrue(headline(error).contains("handshake(\"even\", …): is not even"), error::getMessage);
                assertTrue(client.readHead().startsWith("HTTP/1.1 500 "));
            }
        }

        @Test
        void fail_the_test_if_they_throw() throws IOException {
            server.behave(onAttempt(
                    handshake("odd", it -> {
                        throw new IllegalStateException("no idea");
                    }),
                    echo()));

            assertEquals("HTTP/1.1 500 Internal Server Error", attempt());
            assertTrue(server.journal().entries().stream()
                    .anyMatch(entry -> entry.event().kind() == Event.Kind.FAILURE
                            && entry.event().detail().contains("no idea")));
        }

        @Test
        void decide_about_nobody_who_has_left() throws IOException {
            server.behave(onAttempt(handshake("odd", this::waits), echo()));
            RawPeer client = RawPeer.connect(server.port());
            gate.awaitReached();
            client.close();
            Attempt attempt = server.awaitAttempt();
            server.whileDown(gate::open);

            assertTrue(attempt.connection().isEmpty());
        }

        private boolean waits(Object it) {
            gate.pass();
            return it != null;
        }
    }

    @Nested
    class that_make_no_sense {
        @Test
        void can_never_match() {
            assertEquals(
                    "rule 2, onAttempt(path(\"/a\"), refuse(401)), can never match: rule 1, onAttempt(path(\"/a\"), echo()),"
                            + " takes the same. Put it before that one, or limit that one with times(n).",
                    refusal(() -> onAttempt(path("/a"), echo()).onAttempt(path("/a"), refuse(401))));
            assertEquals(
                    "rule 2, onAttempt(path(\"/a\"), refuse(401)), can never match: rule 1, onAttempt(anyRequest(), echo()),"
                            + " takes every attempt. Put it before that one, or limit that one with times(n).",
                    refusal(() -> onAttempt(anyRequest(), echo()).onAttempt(path("/a"), refuse(401))));
            assertEquals(
                    "otherwise(refuse(401)) can never be used: onAttempt(anyRequest(), echo()) takes every attempt. Leave one"
                            + " of them out, or limit the rule with times(n).",
                    refusal(() -> onAttempt(anyRequest(), echo()).otherwise(refuse(401))));
            assertEquals(
                    "times 0 is less than 1, so onAttempt(path(\"/a\"), echo()) could never match",
                    refusal(() -> onAttempt(path("/a"), echo()).times(0)));
        }

        @Test
        void are_within_others() {
            assertEquals(
                    "onAttempt(path(\"/a\"), echo()) is within another onAttempt(..); make one list of both, and join"
                            + " matchers with and(..)",
                    refusal(() -> onAttempt(TOKEN, onAttempt(path("/a"), echo()))));
            assertEquals(
                    "onAttempt(path(\"/a\"), echo()).with(latency(ofMillis(1))) is within another onAttempt(..); make one list"
                            + " of both, and join matchers with and(..)",
                    refusal(() -> onAttempt(TOKEN, echo())
                            .otherwise(onAttempt(path("/a"), echo()).with(latency(ofMillis(1))))));
        }

        @Test
        void follow_another_behavior() {
            assertEquals(
                    "onAttempt(path(\"/a\"), echo()) chooses by attempt, so it cannot follow sendMessage(\"a\") on one"
                            + " connection; put the whole into inTurn(..)",
                    refusal(() -> sendMessage("a").then(onAttempt(path("/a"), echo()))));
        }

        private String refusal(Executable code) {
            return assertThrows(IllegalArgumentException.class, code).getMessage();
        }
    }

    @Test
    void are_values() {
        assertEquals(onAttempt(TOKEN, echo()).times(2), onAttempt(TOKEN, echo()).times(2));
        assertNotEquals(onAttempt(TOKEN, echo()), onAttempt(TOKEN, echo()).times(2));
        assertEquals(
                "onAttempt(path(\"/a\"), echo()).times(2).otherwise(closeWith(1000, \"\"))",
                onAttempt(path("/a"), echo())
                        .times(2)
                        .otherwise(closeWith(1000, ""))
                        .toString());
    }
}
