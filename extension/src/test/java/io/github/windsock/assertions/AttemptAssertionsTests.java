package io.github.windsock.assertions;

import static io.github.windsock.Matchers.handshake;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.offers;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.assertions.WebSocketAssertions.assertAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertHandshake;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.refuse;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.HttpAnswer;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each assertion about attempts, with a client that does as wanted and one that does not. */
class AttemptAssertionsTests {

    /** What fails by waiting in vain waits this long. */
    private static final Duration IN_VAIN = ofMillis(150);

    private final Journal patient = Recorder.create(Settings.defaults());
    private final Journal hasty = Recorder.create(Settings.defaults().withTimeout(IN_VAIN));
    private final EchoServer server = EchoServer.builder().journal(patient).start();
    private final EchoServer hastyServer =
            EchoServer.builder().journal(hasty).timeout(Duration.ofSeconds(20)).start();
    private final BrowserPage page =
            BrowserPage.builder().journal(Recorder.create(Settings.defaults())).build();

    private final List<BrowserPage> pages = new ArrayList<>(List.of(page));

    @AfterEach
    void close() {
        pages.forEach(BrowserPage::close);
        server.close();
        hastyServer.close();
    }

    /** A page whose sockets stand in one timeline with the server's. */
    private BrowserPage sharing(Journal journal) {
        BrowserPage sharing = BrowserPage.builder().journal(journal).build();
        pages.add(sharing);
        return sharing;
    }

    /** Lets a client make attempts, each after the end of the one before, and waits until the server has seen them. */
    private List<Attempt> attempt(EchoServer server, int times) {
        for (int i = 0; i < times; i++) {
            page.open(server.uri());
            Attempt attempt = server.awaitAttempts(i + 1).get(i);
            WebSocketAssertions.await(server).until(() -> attempt.handshake().status() != 0);
        }
        return server.attempts();
    }

    @Test
    void attempts_are_as_many_as_wanted() {
        server.behave(refuse(503));
        assertAttempts(0, server);
        page.open(server.uri());
        page.open(server.uri());
        assertAttempts(2, server);
    }

    @Test
    void fewer_attempts_fail_when_the_time_is_over() {
        hastyServer.behave(refuse(503));
        attempt(hastyServer, 1);
        assertFails("""
                the clients made another number of attempts to connect to ws://127.0.0.1:PORT
                expected: <2>  but was: <1>  (after 150 ms; [server#1 GET / 503])

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 503    refuse(503)
                """, () -> assertAttempts(2, hastyServer));
    }

    @Test
    void more_attempts_fail_at_once() {
        server.behave(refuse(503));
        attempt(server, 2);
        assertFails("""
                the clients made another number of attempts to connect to ws://127.0.0.1:PORT
                expected: <1>  but was: <2>  (attempts are never taken back; [server#1 GET / 503, server#2 GET / 503])

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 503    refuse(503)
                   T ms  server#2  ⇠ GET /
                   T ms  server#2  ⇢ 503    refuse(503)
                """, () -> assertAttempts(1, server));
    }

    @Test
    void a_refusal_is_waited_for() {
        server.behave(ask());
        page.open(server.uri());
        Attempt attempt = server.awaitAttempt();
        Thread answerer = new Thread(() -> attempt.refuse(401));
        answerer.start();
        assertRefused(401, attempt);
    }

    @Test
    void a_refusal_is_returned_with_headers_and_body() {
        server.behave(refuse(401).header("WWW-Authenticate", "Bearer").body("not for you"));
        BrowserWebSocket socket = sharing(patient).open(server.uri());
        HttpAnswer refused = assertRefused(401, server.awaitAttempt());
        assertEquals(Optional.of("Bearer"), refused.header("www-authenticate"));
        assertEquals("not for you", refused.text());
        assertEquals("not for you", assertRefused(401, socket).text());
    }

    @Test
    void a_handshake_is_what_the_client_asked_for() {
        page.open(server.uri("/feed/7"), "v1.chat", "v2.chat");
        Attempt attempt = server.awaitAttempt();
        assertEquals(
                "/feed/7",
                assertHandshake(path("/feed/{id}").and(offers("v2.chat")), attempt)
                        .target());
        assertHandshake(offers("v1.chat"), server.awaitConnection());
        assertFails(
                """
                the client of server#1 asked for something else
                expected: <header("Authorization", "Bearer abc").and(offers("v3.chat"))>  but was: <GET /feed/7 101>\
                  (there is no header Authorization; the subprotocols offered are [v1.chat, v2.chat])

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /feed/7
                   T ms  server#1  ⇢ 101    subprotocol v1.chat, permessage-deflate
                """, () -> assertHandshake(header("Authorization", "Bearer abc").and(offers("v3.chat")), attempt));
    }

    @Test
    void a_matcher_of_the_user_that_throws_is_the_failure() {
        page.open(server.uri());
        Attempt attempt = server.awaitAttempt();
        IllegalStateException thrown = new IllegalStateException("no idea");
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> assertHandshake(
                        handshake("fine", it -> {
                            throw thrown;
                        }),
                        attempt));
        assertTrue(
                failure.getMessage()
                        .startsWith("handshake(\"fine\", …) threw java.lang.IllegalStateException at GET /"),
                failure.getMessage());
        assertEquals(thrown, failure.getCause());
    }

    @Test
    void another_status_is_another_refusal() {
        server.behave(refuse(503));
        Attempt attempt = attempt(server, 1).get(0);
        assertFails("""
                server#1 GET / 503 was not refused with 401
                expected: <401>  but was: <503>

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 503    refuse(503)
                """, () -> assertRefused(401, attempt));
    }

    @Test
    void an_accepted_attempt_is_not_refused() {
        Attempt attempt = attempt(server, 1).get(0);
        assertFails("""
                server#1 GET / 101 was not refused with 503
                expected: <503>  but was: <101, accepted>

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 101    permessage-deflate
                """, () -> assertRefused(503, attempt));
    }

    @Test
    void an_unanswered_attempt_is_not_refused() {
        hastyServer.behave(ask());
        page.open(hastyServer.uri());
        Attempt attempt = hastyServer.awaitAttempt();
        assertFails("""
                server#1 GET / was not refused with 503
                expected: <503>  but was: <no answer>  (after 150 ms)

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                """, () -> assertRefused(503, attempt));
    }

    @Test
    void the_refusal_of_a_socket_is_waited_for_to_its_end() {
        server.behave(ask());
        BrowserWebSocket socket = page.open(server.uri());
        Attempt attempt = server.awaitAttempt();
        Thread answerer = new Thread(() -> attempt.refuse(401));
        answerer.start();
        assertRefused(401, socket);
        assertRefused(401, socket);
        assertEquals(ReadyState.CLOSED, socket.readyState());
        assertEquals(401, socket.inspect().answer().orElseThrow().status());
    }

    @Test
    void a_socket_refused_otherwise_fails() {
        server.behave(refuse(503));
        BrowserWebSocket socket = sharing(patient).open(server.uri());
        assertFails("""
                client#1 was not refused with 401
                expected: <401>  but was: <503>  (the server answered 503 Service Unavailable)

                 ws://127.0.0.1:PORT
                   T ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 503    refuse(503)
                   T ms  client#1    error
                   T ms  client#1    close 1006 ""             wasClean=false, the server answered 503 Service Unavailable
                """, () -> assertRefused(401, socket));
    }

    @Test
    void a_socket_that_opens_is_not_refused() {
        BrowserWebSocket socket = sharing(patient).open(server.uri());
        assertFails("""
                client#1 was not refused with 503
                expected: <503>  but was: <101, accepted>

                 ws://127.0.0.1:PORT
                   T ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 101    permessage-deflate
                   T ms  client#1    open
                """, () -> assertRefused(503, socket));
        socket.close();
        WebSocketAssertions.assertReadyState(ReadyState.CLOSED, socket);
        String later = golden(assertThrows(AssertionError.class, () -> assertRefused(503, socket)));
        assertTrue(later.startsWith("""
                client#1 was not refused with 503
                expected: <503>  but was: <101, accepted>
                """), later);
    }

    @Test
    void a_socket_whose_server_is_gone_is_not_refused() {
        server.goDown();
        BrowserWebSocket socket = sharing(patient).open(server.uri());
        assertFails("""
                client#1 was not refused with 503
                expected: <503>  but was: <no answer>  (connection refused: the server is down, by EchoServer.goDown())

                 ws://127.0.0.1:PORT
                   T ms  server    ✕ down                      EchoServer.goDown()
                   T ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
                   T ms  client#1    error
                   T ms  client#1    close 1006 ""             wasClean=false, connection refused: the server is down, by EchoServer.goDown()
                """, () -> assertRefused(503, socket));
    }

    @Test
    void a_socket_without_an_answer_is_not_refused() {
        hastyServer.behave(ask());
        BrowserWebSocket socket = sharing(hasty).open(hastyServer.uri());
        hastyServer.awaitAttempt();
        assertFails("""
                client#1 was not refused with 503
                expected: <503>  but was: <no answer>  (after 150 ms; server#1 has not answered the handshake)

                 ws://127.0.0.1:PORT
                   T ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                """, () -> assertRefused(503, socket));
    }

    @Test
    void pauses_within_their_bounds_pass() {
        server.behave(refuse(503));
        List<Attempt> attempts = attempt(server, 3);
        List<Duration> pauses = assertBackoff(attempts, atLeast(ZERO), factor(1));
        assertEquals(attempts.get(2).time().minus(attempts.get(1).end().orElseThrow()), pauses.get(1));
        assertEquals(2, pauses.size());
        assertEquals(pauses, assertBackoff(attempts, atLeast(ofNanos(1)).atMost(ofHours(1)), factor(1)));
    }

    @Test
    void a_pause_that_is_too_short_fails() {
        server.behave(refuse(503));
        List<Attempt> attempts = attempt(server, 2);
        assertFails("""
                the client made pause 1, before server#2 GET / 503, not as wanted by atLeast(3600 s), factor(2.0)
                expected: <at least 3600 s>  but was: <PAUSE>  (from the first sign of the end of the attempt before, as the server saw it)

                 ws://127.0.0.1:PORT
                   T ms  server#1  ⇠ GET /
                   T ms  server#1  ⇢ 503    refuse(503)
                   T ms  server#2  ⇠ GET /
                   T ms  server#2  ⇢ 503    refuse(503)
                """, () -> assertBackoff(attempts, atLeast(ofHours(1)), factor(2)));
    }

    /** The first pause is as long as it has to be; the second would have to be longer than any clock has run. */
    @Test
    void a_pause_that_did_not_grow_fails() {
        server.behave(refuse(503));
        List<Attempt> attempts = attempt(server, 3);
        AssertionError failure =
                assertThrows(AssertionError.class, () -> assertBackoff(attempts, atLeast(ofNanos(1)), factor(3.6e12)));
        assertEquals("""
                the client made pause 2, before server#3 GET / 503, not as wanted by atLeast(0.000 ms), factor(3.6E12)
                expected: <at least 3600 s>  but was: <PAUSE>  (from the first sign of the end of the attempt before, as the server saw it)""", head(golden(failure)));
    }

    @Test
    void a_pause_that_is_too_long_fails() {
        server.behave(refuse(503));
        List<Attempt> attempts = attempt(server, 2);
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> assertBackoff(attempts, atLeast(ZERO).atMost(ofNanos(1)), factor(2)));
        assertEquals("""
                the client made pause 1, before server#2 GET / 503, not as wanted by atLeast(0 s).atMost(0.000 ms), factor(2.0)
                expected: <at most 0.000 ms>  but was: <PAUSE>  (from the end of the attempt before, as the server saw it)""", head(golden(failure)));
    }

    @Test
    void an_attempt_before_the_end_of_the_last_one_fails() {
        page.open(server.uri());
        page.open(server.uri());
        List<Attempt> attempts = server.awaitAttempts(2);
        WebSocketAssertions.await(server).until(() -> server.connections().size() == 2);
        AssertionError failure =
                assertThrows(AssertionError.class, () -> assertBackoff(attempts, atLeast(ZERO), factor(2)));
        assertEquals(
                "server#2 GET / 101 came before server#1 GET / 101 had ended, so there was no pause between them",
                head(failure.getMessage()));
    }

    @Test
    void misuse_says_what_instead() {
        assertEquals(
                "a pause needs two attempts, but the list has 0; await more with server.awaitAttempts(n)",
                message(() -> assertBackoff(List.of(), atLeast(ZERO), factor(2))));
        assertEquals("factor 0.5 is less than 1; 1 means no growth", message(() -> factor(0.5)));
        assertEquals("factor NaN is less than 1; 1 means no growth", message(() -> factor(Double.NaN)));
        assertEquals(
                "atMost(1 ms) is shorter than atLeast(2 ms)",
                message(() -> atLeast(ofMillis(2)).atMost(ofMillis(1))));
    }

    private static String message(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    private static String golden(Throwable failure) {
        return Golden.of(failure)
                .replaceAll("but was: <[0-9.]+ (ns|µs|ms|s)>", "but was: <PAUSE>")
                .replaceAll("[ ]+⇢ 503 +", "  ⇢ 503    ")
                .replaceAll("[ ]+⇢ 101 +", "  ⇢ 101    ");
    }

    private static String head(String message) {
        return message.substring(0, message.indexOf("\n\n"));
    }

    private static void assertFails(String expected, Executable assertion) {
        assertEquals(expected, golden(assertThrows(AssertionError.class, assertion)));
    }
}
