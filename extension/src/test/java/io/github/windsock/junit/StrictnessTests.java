package io.github.windsock.junit;

import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server's behaviors did not provide for fails the test, and only the test that it happened in. */
@SuppressWarnings("unused") // the samples are run by JUnit
class StrictnessTests {

    private static void askInVain(EchoServer server, BrowserWebSocket socket) {
        assertReadyState(ReadyState.OPEN, socket);
        socket.send("helo");
        assertReceived("helo", server.awaitConnection());
    }

    private static String head(Throwable failure) {
        String message = Kit.golden(failure.getMessage());
        int story = message.indexOf("\n\n StrictnessTests.");
        return story < 0 ? message : message.substring(0, story);
    }

    @WithEchoServer
    static class Unmatched {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(on(text("hello"), reply("hi")).times(1).on(textContaining("bye"), closeWith(1000, "bye")));
            askInVain(server, page.open(server.uri()));
        }
    }

    @Test
    void a_message_that_no_rule_took_fails_the_test_with_the_rules_and_the_nearest_miss() {
        assertEquals("""
                no rule took text "helo", which server#1 received; the rules, in order:
                  1. on(text("hello"), reply("hi")).times(1)
                  2. on(textContaining("bye"), closeWith(1000, "bye"))
                nearest: rule 1, text("hello"): differs after "hel": wanted "lo", was "o"
                Add a rule, or take the rest with otherwise(..).\
                """, head(Kit.onlyFailure(Kit.of(Unmatched.class).run())));
    }

    @WithEchoServer
    static class UnmatchedAndFailed {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(on(text("hello"), reply("hi")));
            askInVain(server, page.open(server.uri()));
            fail("the test's own");
        }
    }

    @Test
    void a_test_that_has_failed_already_is_not_judged() {
        Throwable failure = Kit.onlyFailure(Kit.of(UnmatchedAndFailed.class).run());
        assertEquals("the test's own", failure.getMessage());
        assertEquals(
                List.of(),
                Kit.suppressed(failure).stream()
                        .filter(each -> each.contains("no rule took") && !each.startsWith("what happened"))
                        .toList());
    }

    @WithEchoServer
    static class AwaitsTheReply {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(on(text("hello"), reply("welcome")));
            BrowserWebSocket socket = assertReadyState(ReadyState.OPEN, page.open(server.uri()));
            socket.send("helo");
            await(server)
                    .until(() -> server.journal().entries().stream()
                            .anyMatch(entry -> entry.event().summary().equals("no rule took this")));
            waitingUpTo(ofMillis(50), () -> assertReceived("welcome", socket));
        }
    }

    @Test
    void an_assertion_that_waits_for_the_reply_says_that_no_rule_took_the_message() {
        String message = Kit.onlyFailure(Kit.of(AwaitsTheReply.class).run()).getMessage();

        assertEquals(
                "client#1 did not receive text \"welcome\"\n"
                        + "expected: <text \"welcome\">  but was: <nothing>  (after 50 ms; server#1 has not sent it; "
                        + "no rule took a message that it received; "
                        + "nearest: rule 1, text(\"hello\"): differs after \"hel\": wanted \"lo\", was \"o\")",
                message.lines().limit(2).collect(Collectors.joining("\n")));
    }

    @WithEchoServer
    static class Unanswered {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(ask());
            page.open(server.uri());
            server.awaitAttempt();
        }
    }

    @Test
    void an_attempt_that_was_never_answered_fails_the_test() {
        assertEquals(
                "server#1 GET / was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                        + " answer(..) on what awaitAttempt() returns",
                head(Kit.onlyFailure(Kit.of(Unanswered.class).run())));
    }

    @WithEchoServer
    static class OneTooMany {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(inTurn(refuse(503)).thenFail());
            page.open(server.uri());
            page.open(server.uri());
            await(server)
                    .until(() -> server.attempts().stream()
                                    .filter(each -> each.handshake().status() != 0)
                                    .count()
                            == 2);
        }
    }

    @Test
    void an_attempt_after_the_last_turn_fails_the_test() {
        assertEquals(
                "server#2 is an attempt more than the 1 that inTurn(refuse(503)).thenFail() answers",
                head(Kit.onlyFailure(Kit.of(OneTooMany.class).run())));
    }

    @WithEchoServer
    static class Shared {

        @BeforeAll
        static void share(EchoServer server) {}

        @Test
        void unmatched(EchoServer server, BrowserPage page) {
            server.behave(on(text("hello"), reply("hi")));
            askInVain(server, page.open(server.uri()));
        }

        @Nested
        class Others {

            @BeforeEach
            void speak(EchoServer server, BrowserPage page) {
                BrowserWebSocket socket = page.open(server.uri());
                assertReadyState(ReadyState.OPEN, socket);
                socket.send("fine");
                assertReceived("fine", socket);
            }

            @Test
            void one() {}

            @Test
            void two() {}
        }
    }

    @Test
    void only_the_test_in_which_it_happened_fails() {
        assertEquals(1, Kit.failures(Kit.of(Shared.class).run()).size());
    }

    static class Unused {
        @RegisterExtension
        final WebSocketExtension extension = WebSocketExtension.builder()
                .server(EchoServer.Builder::reportUnusedRules)
                .build();

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(onAttempt(path("/chat"), on("ping", reply("pong")).on("bye", closeWith(1000, "bye")))
                    .onAttempt(path("/feed"), echo())
                    .otherwise(refuse(404)));
            BrowserWebSocket socket = page.open(server.uri("/chat"));
            assertReadyState(ReadyState.OPEN, socket);
            socket.send("ping");
            assertReceived("pong", socket);
        }
    }

    @Test
    void rules_that_were_never_used_fail_the_test_if_it_wants_to_know() {
        assertEquals("""
                rules that were never used:
                  rule 2, onAttempt(path("/feed"), echo())
                  rule 2, on(text("bye"), closeWith(1000, "bye"))
                Nothing came that they take, or a rule before them took it. Leave out what this test does not need.\
                """, head(Kit.onlyFailure(Kit.of(Unused.class).run())));
    }
}
