package io.github.windsock.server;

import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.Matchers.anyText;
import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Faults.wrongAccept;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.MessageMatcher;
import io.github.windsock.RequestMatcher;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.TestClient.TestConnection;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused when it is made, and what fails a test; with whole messages. */
class StrictnessTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EchoServer server = EchoServer.builder().timeout(PATIENCE).start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String refusal(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }

    private static String headline(AssertionError error) {
        return error.getMessage().substring(0, error.getMessage().indexOf("\n\n ws://"));
    }

    @Test
    void a_message_that_no_rule_took() throws IOException {
        server.behave(on(text("hello"), reply("hi")).times(1).on(textContaining("bye"), closeWith(1000, "bye")));
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x81, "hello");
            client.send(0x81, "helo");
            client.send(0x89, "fence");
            client.read();
            client.read();
        }

        AssertionError error = assertThrows(AssertionError.class, server::verify);
        assertEquals("""
                no rule took text "helo", which server#1 received; the rules, in order:
                  1. on(text("hello"), reply("hi")).times(1)  (used up)
                  2. on(textContaining("bye"), closeWith(1000, "bye"))
                nearest: rule 1, text("hello"): differs after "hel": wanted "lo", was "o"
                Add a rule, or take the rest with otherwise(..).""", headline(error));
        server.verify(); // each is told once
    }

    @Test
    void a_rule_that_can_never_match() {
        assertEquals(
                "rule 2, on(text(\"a\"), reply(\"b\")), can never match: rule 1, on(anyMessage(), reply(\"x\")), takes every"
                        + " message. Put it before that one, or limit that one with times(n).",
                refusal(() -> on(anyMessage(), reply("x")).on(text("a"), reply("b"))));
        assertEquals(
                "rule 2, on(text(\"a\"), reply(\"b\")), can never match: rule 1, on(anyText(), reply(\"x\")), takes all that"
                        + " it would take. Put it before that one, or limit that one with times(n).",
                refusal(() -> on(anyText(), reply("x")).on(text("a"), reply("b"))));
        assertEquals(
                "on(text(\"a\").and(text(\"b\")), reply(\"x\")) can never match: no message matches"
                        + " text(\"a\").and(text(\"b\")), as its parts contradict each other. Use or(..) if either will do.",
                refusal(() -> on(text("a").and(text("b")), reply("x"))));
        assertEquals(
                "otherwise(echo()) can never be used: on(anyMessage(), reply(\"x\")) takes every message. Leave one of them"
                        + " out, or limit the rule with times(n).",
                refusal(() -> on(anyMessage(), reply("x")).otherwise(echo())));
    }

    @Test
    void what_cannot_follow() {
        assertEquals(
                "refuse(503) answers an attempt, so it cannot follow sendMessage(\"a\"), which has opened a connection; "
                        + "close or drop that, and let refuse(503) answer the next attempt",
                refusal(() -> sendMessage("a").then(refuse(503))));
        assertEquals(
                "refuse(503) answers an attempt, so it cannot follow slowOpen(ofSeconds(3)), which delays only the answer"
                        + " that opens a connection; leave slowOpen(ofSeconds(3)) out",
                refusal(() -> slowOpen(ofSeconds(3)).then(refuse(503))));
        assertEquals(
                "wrongAccept() changes how a connection is opened, as slowOpen(ofSeconds(3)).with(neverAnswerPing()) does;"
                        + " leave one of them out",
                refusal(() -> slowOpen(ofSeconds(3)).with(neverAnswerPing()).then(wrongAccept())));
        assertEquals(
                "refuse(503) answers an attempt, so it cannot follow slowOpen(ofSeconds(3)).then(sendMessage(\"a\")), which"
                        + " has opened a connection; close or drop that, and let refuse(503) answer the next attempt",
                refusal(() -> slowOpen(ofSeconds(3)).then(sendMessage("a")).then(refuse(503))));
        assertEquals(
                "echo() has no end, so what follows it in on(text(\"a\"), echo(), reply(\"b\")) could never begin",
                refusal(() -> on(text("a"), echo(), reply("b"))));
        assertEquals("push: every 0 s is not between 1ms and 24h", refusal(() -> push(Duration.ZERO, "a")));
    }

    @Test
    void an_attempt_that_never_came() {
        EchoServer impatient = EchoServer.builder().timeout(ofMillis(20)).start();
        try (impatient) {
            AssertionError error = assertThrows(AssertionError.class, impatient::awaitAttempt);

            assertEquals(
                    "no attempt to connect to " + impatient.uri() + " (after 20 ms; nothing came at all)",
                    headline(error));
        }
    }

    @Test
    void an_attempt_that_was_not_answered() throws IOException {
        server.behave(ask());
        RawPeer client = RawPeer.connect(server.port());
        Attempt attempt = server.awaitAttempt();

        AssertionError error = assertThrows(AssertionError.class, server::verify);
        assertEquals(
                "server#1 GET / was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                        + " answer(..) on what awaitAttempt() returns",
                headline(error));
        attempt.refuse(503);
        server.verify();
        assertTrue(assertThrows(IllegalStateException.class, attempt::accept)
                .getMessage()
                .endsWith("has been answered already"));
        client.close();
    }

    @Test
    void a_message_that_the_journal_knows_but_no_rule_has_seen_yet() throws Exception {
        for (MessageMatcher matcher :
                List.of(text("a"), message("one like a", m -> m.text().equals("a")))) {
            server.behave(on(matcher, reply("b")));
            try (TestConnection client = new JdkTestClient().connect(server, List.of(), new Observations())) {
                ServerConnection connection = server.awaitConnection();
                for (int i = 1; i <= 100; i++) {
                    client.say("unknown");
                    int n = i;
                    Recorder.of(server)
                            .await(null, () -> received(connection) == n ? Answer.found(n) : Answer.pending());

                    assertThrows(
                            AssertionError.class, server::verify, () -> "message judged too early with " + matcher);
                }
            }
        }
    }

    @Test
    void a_matcher_that_does_not_decide() throws Exception {
        Gate matcher = new Gate();
        MessageMatcher slow = message("slow", m -> {
            matcher.pass();
            return true;
        });
        try (EchoServer impatient = EchoServer.builder()
                        .timeout(ofMillis(20))
                        .behavior(on(slow, echo()))
                        .start();
                RawPeer client = RawPeer.open(impatient.port())) {
            client.send(0x81, "x");
            matcher.awaitReached();

            String[] lines = headline(assertThrows(AssertionError.class, impatient::verify))
                    .split("\n", -1);
            assertEquals(
                    "code of a rule has not decided about a message within 20 ms; let no matcher and no reply wait; "
                            + "code of server#1's behavior is still running on windsock-worker, of: "
                            + "rules, given text \"x\"",
                    lines[0].replaceFirst("worker-\\d+", "worker"));
            assertTrue(List.of(lines).toString().contains(Gate.class.getName() + ".pass("), lines[1]);
            matcher.open();
            assertEquals("81 x", client.read().toString());
            assertTrue(Fence.behindAll(Recorder.of(impatient), PATIENCE).passDecisions());
            impatient.verify();
        }
    }

    @Test
    void a_matcher_of_attempts_that_does_not_decide() throws Exception {
        Gate matcher = new Gate();
        RequestMatcher slow = handshake("slow", request -> {
            matcher.pass();
            return true;
        });
        try (EchoServer asking =
                        EchoServer.builder().behavior(onAttempt(slow, echo())).start();
                RawPeer client = RawPeer.connect(asking.port())) {
            matcher.awaitReached();
            String[] lines = headline(assertThrows(AssertionError.class, () -> asking.awaitConnection(ofMillis(20))))
                    .split("\n", -1);
            assertEquals(
                    "no client connected to " + asking.uri() + " (after 20 ms; "
                            + "code of a rule is still running on windsock-worker, of: a matcher of onAttempt(..)",
                    lines[0].replaceFirst("worker-\\d+", "worker"));
            matcher.open();
            assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
        }
    }

    private static long received(ServerConnection connection) {
        return PartyLog.of(connection).entries().stream()
                .filter(entry -> entry.event().kind() == Event.Kind.RECEIVED)
                .count();
    }

    @Test
    void an_attempt_after_the_last_turn() throws IOException {
        server.behave(inTurn(echo()).thenFail());
        RawPeer.open(server.port()).close();
        RawPeer.connect(server.port()).close();
        server.awaitAttempts(2);
        assertEquals(
                "server#2 is an attempt more than the 1 that inTurn(echo()).thenFail() answers",
                headline(assertThrows(AssertionError.class, server::verify)));
    }
}
