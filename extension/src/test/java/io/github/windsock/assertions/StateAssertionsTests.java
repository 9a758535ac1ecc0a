package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.CONNECTING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyStates;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Assertions about the state and the end of a connection, and waits of a test's own. */
class StateAssertionsTests extends AssertionsFixture {

    @Nested
    class assert_ready_state {

        @Test
        void waits_for_the_state() {
            BrowserWebSocket socket = page.open(server.uri());
            assertReadyState(OPEN, socket);
            assertReadyState(OPEN, server.awaitConnection());
            socket.close();
            assertReadyState(CLOSED, socket);
        }

        @Test
        void fails_when_the_state_does_not_come() {
            BrowserWebSocket socket = hasty();
            assertFails("""
                    client#1 is not CLOSED
                    expected: <CLOSED>  but was: <OPEN>  (after 150 ms; server#1 has not sent a Close frame)

                     ws://127.0.0.1:PORT
                       T ms  client#1  ⇢ connect  /                      origin http://127.0.0.1:PORT
                       T ms  server#1  ⇠ GET /
                       T ms  server#1  ⇢ 101                             permessage-deflate
                       T ms  client#1    open
                    """, () -> assertReadyState(CLOSED, socket));
        }

        @Test
        void fails_at_once_when_the_state_is_past_and_says_how_it_closed() {
            BrowserWebSocket socket = open();
            accepted(server).reset();
            assertReadyState(CLOSED, socket);
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReadyState(OPEN, socket));
            assertEquals("""
                    client#1 is not OPEN
                    expected: <OPEN>  but was: <CLOSED>  (client#1 is closed with 1006 "": no Close frame arrived: the server reset the connection)""", head(failure));
        }

        /** A server waits as long for the answer to its Close frame, so the end may come right after the last look. */
        @Test
        void takes_the_state_that_comes_when_the_time_is_over() {
            assertReadyState(CLOSED, closedAfterTheWait());
            assertReadyStates(List.of(CONNECTING, CLOSED), closedAfterTheWait());
        }

        private static PartyLog closedAfterTheWait() {
            Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ZERO));
            PartyLog party = journal.openClient();
            party.record(Events.connect("/", "null", List.of()), CONNECTING);
            journal.addHint(
                    () -> { // asked for when a wait has timed out
                        party.record(Events.closed(CloseStatus.ABNORMAL, false, ""), CLOSED);
                        return "";
                    });
            return party;
        }

        @Test
        void tells_all_states_in_order() {
            BrowserWebSocket socket = open();
            socket.close(1000, "");
            assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), socket);
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReadyStates(List.of(CONNECTING, CLOSED), socket));
            assertEquals("""
                    client#1 took other states
                    expected: <[CONNECTING, CLOSED]>  but was: <[CONNECTING, OPEN, CLOSING, CLOSED]>  (client#1 is closed: client#1 closed first, with 1000 \"\", a normal end)""", head(failure));
        }
    }

    @Nested
    class what_the_other_end_has_done {

        @Test
        void the_first_state_that_differs() {
            BrowserWebSocket socket = open();
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReadyStates(List.of(OPEN, CLOSED), socket));
            assertEquals("""
                    client#1 took other states
                    expected: <[OPEN, CLOSED]>  but was: <[CONNECTING, OPEN]>  (state 1 differs; server#1 has not sent a Close frame)""", head(failure));
        }

        @Test
        void an_answer_whose_listener_is_running() {
            Gate gate = new Gate();
            BrowserWebSocket socket = hastyPage.open(hastyServer.uri(), it -> it.onOpen(event -> gate.pass()));
            gate.awaitReached();
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReadyState(OPEN, socket));
            gate.open();
            assertTrue(head(failure).endsWith("; server#1 has answered the handshake)"), head(failure));
        }

        @Test
        void a_message_that_no_rule_took_instead_of_a_close_frame() {
            hastyServer.behave(on("login", reply("welcome")));
            BrowserWebSocket socket = hasty();
            socket.send("logon");
            eventually(
                    socket,
                    () -> hasty.entries().stream()
                            .anyMatch(entry -> Events.unexpected(entry.event()).isPresent()));
            AssertionError failure = assertThrows(AssertionError.class, () -> assertClosedWith(3005, "bye", socket));
            assertEquals("""
                    client#1 did not close with 3005 "bye"
                    expected: <CLOSED>  but was: <OPEN>  (after 150 ms; server#1 has not sent a Close frame; no rule took a message that it received; \
                    nearest: rule 1, text("login"): differs after "log": wanted "in", was "on")""", head(failure));
        }
    }

    @Nested
    class assert_closed_with {

        @Test
        void goes_by_the_status_that_the_party_received() {
            BrowserWebSocket socket = open();
            socket.close(3005, "我就是要关闭它");
            assertClosedWith(3005, "我就是要关闭它", socket);
            assertClosedWith(new CloseStatus(3005, "我就是要关闭它"), accepted(server));
            assertClosedCleanly(socket);
        }

        @Test
        void calls_an_empty_close_frame_1005() {
            BrowserWebSocket socket = open();
            socket.close();
            assertClosedWith(1005, "", socket);
            assertClosedWith(1005, "", accepted(server));
        }

        @Test
        void fails_with_the_story_when_the_status_is_another() {
            BrowserWebSocket socket = open();
            accepted(server).reset();
            assertFails("""
                    client#1 closed with another status
                    expected: <3005 "bye">  but was: <1006 "">  (no Close frame arrived: the server reset the connection)

                     ws://127.0.0.1:PORT
                       T ms  client#1  ⇢ connect  /                      origin http://127.0.0.1:PORT
                       T ms  server#1  ⇠ GET /
                       T ms  server#1  ⇢ 101                             permessage-deflate
                       T ms  client#1    open
                       T ms  server#1  ✕ reset                           ServerConnection.reset()
                       T ms  server#1    close 1006 ""                   wasClean=false, the server reset the connection
                       T ms  client#1    error
                       T ms  client#1    close 1006 ""                   wasClean=false, no Close frame arrived: the server reset the connection
                    """, () -> assertClosedWith(3005, "bye", socket));
        }

        @Test
        void fails_when_the_socket_stays_open() {
            BrowserWebSocket socket = hasty();
            AssertionError failure = assertThrows(AssertionError.class, () -> assertClosedWith(1000, "", socket));
            assertEquals("""
                    client#1 did not close with 1000 ""
                    expected: <CLOSED>  but was: <OPEN>  (after 150 ms; server#1 has not sent a Close frame)""", head(failure));
        }

        @Test
        void says_what_a_foreign_client_has_not_done() throws IOException {
            try (RawPeer client = RawPeer.open(server.port())) {
                ServerConnection connection = server.awaitConnection();
                assertTrue(client.socket().isConnected());
                assertEquals("""
                        server#1 did not close with 3005 "bye"
                        expected: <CLOSED>  but was: <OPEN>  (after 50 ms; the client has not closed the connection)""", timedOut(connection));
                connection.close(3005, "bye");
                assertEquals("""
                        server#1 did not close with 3005 "bye"
                        expected: <CLOSED>  but was: <CLOSING>  (after 50 ms; the client has not answered the Close frame)""", timedOut(connection));
            }
        }

        /** The server gives up the answer to its Close frame when the assertion gives up too; either may be first. */
        @RepeatedTest(10)
        void tells_of_a_close_that_is_not_answered_also_when_both_give_up_at_once() throws IOException {
            try (EchoServer patient =
                            EchoServer.builder().closeTimeout(ofMillis(20)).start();
                    RawPeer client = RawPeer.open(patient.port())) {
                ServerConnection connection = patient.awaitConnection();
                assertTrue(client.socket().isConnected());
                connection.close(3005, "bye");
                AssertionError failure = assertThrows(
                        AssertionError.class,
                        () -> waitingUpTo(ofMillis(20), () -> assertClosedWith(3005, "bye", connection)));
                assertTrue(
                        head(failure).matches("(?s)server#1 (did not close|closed with another).* not answer.*"),
                        head(failure));
            }
        }

        private static String timedOut(ServerConnection connection) {
            return head(assertThrows(
                    AssertionError.class,
                    () -> waitingUpTo(ofMillis(50), () -> assertClosedWith(3005, "bye", connection))));
        }

        @Test
        void fails_when_the_end_was_not_clean() {
            BrowserWebSocket socket = open();
            accepted(server).drop();
            AssertionError failure = assertThrows(AssertionError.class, () -> assertClosedCleanly(socket));
            assertEquals("""
                    client#1 did not close cleanly
                    expected: <a clean close>  but was: <1006 "">  (no Close frame arrived: the server ended the connection)""", head(failure));
        }
    }

    @Nested
    class await_on_a_party {

        @Test
        void is_woken_by_the_traffic() {
            AtomicReference<String> seen = new AtomicReference<>("");
            BrowserWebSocket socket = open();
            socket.onMessage(event -> seen.set(event.message().text()));
            socket.send("ticket");
            await(server).until(() -> seen.get().equals("ticket"));
        }

        @Test
        void looks_again_soon_after_the_traffic() {
            AtomicInteger looks = new AtomicInteger();
            await(server).until(() -> looks.incrementAndGet() == 12);
        }

        @Test
        void fails_with_the_timeline() {
            BrowserWebSocket socket = hasty();
            AssertionError failure = assertThrows(
                    AssertionFailedError.class,
                    () -> await(socket).alias("the price is shown").until(() -> false));
            assertTrue(failure.getMessage().contains("the price is shown"), failure.getMessage());
            assertTrue(failure.getMessage().contains("client#1    open"), failure.getMessage());
        }

        @Test
        void keeps_the_message_of_an_assertion() {
            AssertionError failure = assertThrows(
                    AssertionFailedError.class, () -> await(hastyServer).untilAsserted(() -> assertEquals(42, 41)));
            assertTrue(failure.getMessage().contains("expected: <42> but was: <41>"), failure.getMessage());
        }

        @Test
        void ends_at_once_when_interrupted() throws InterruptedException {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    await(server).atMost(Duration.ofMinutes(5)).until(() -> false);
                } catch (IllegalStateException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            waiter.start();
            waiter.interrupt();
            waiter.join(TimeUnit.SECONDS.toMillis(60));
            assertEquals("interrupted while waiting", thrown.get().getMessage());
            assertTrue(flag.get());
        }
    }
}
