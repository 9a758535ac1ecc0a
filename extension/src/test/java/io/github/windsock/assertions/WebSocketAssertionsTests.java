package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.CONNECTING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceivedBefore;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyStates;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

/** Each assertion against the double that does the thing, and against one that is told not to. */
class WebSocketAssertionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What fails by waiting in vain waits this long; what must come has been waited for before, with patience. */
    private static final Duration IN_VAIN = Duration.ofMillis(150);

    private final Recorder journal = Recorder.create(Settings.defaults());
    private final Journal hasty = Recorder.create(Settings.defaults().withTimeout(IN_VAIN));

    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final EchoServer hastyServer = EchoServer.builder().journal(hasty).start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();
    private final BrowserPage hastyPage = BrowserPage.builder().journal(hasty).build();

    @AfterEach
    void close() {
        page.close();
        hastyPage.close();
        server.close();
        hastyServer.close();
    }

    private BrowserWebSocket open() {
        return open(page, server);
    }

    /** A socket whose assertions in vain do not take long. */
    private BrowserWebSocket hasty() {
        return open(hastyPage, hastyServer);
    }

    private static BrowserWebSocket open(BrowserPage page, EchoServer server) {
        BrowserWebSocket socket = page.open(server.uri());
        // The timeout of the hasty journal is for what never comes; connecting may take longer on a busy machine.
        eventually(socket, () -> PartyLog.of(socket).handledStates().contains(OPEN));
        return socket;
    }

    /** Sends texts and waits for their echo without claiming it, so that an assertion in vain has all there is to see. */
    private static void exchange(BrowserWebSocket socket, String... texts) {
        int before = socket.received().size();
        List.of(texts).forEach(socket::send);
        eventually(socket, () -> socket.received().size() == before + texts.length);
    }

    private static void eventually(BrowserWebSocket socket, BooleanSupplier condition) {
        Outcome<Boolean> outcome = Recorder.of(socket)
                .await(null, PATIENCE, () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending());
        assertInstanceOf(Outcome.Met.class, outcome);
    }

    private static ServerConnection accepted(EchoServer server) {
        return server.awaitConnection(PATIENCE);
    }

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
                    expected: <CLOSED>  but was: <OPEN>  (after 150 ms)

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

        @Test
        void tells_all_states_in_order() {
            BrowserWebSocket socket = open();
            socket.close(1000, "");
            assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), socket);
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReadyStates(List.of(CONNECTING, CLOSED), socket));
            assertEquals("""
                    client#1 took other states
                    expected: <[CONNECTING, CLOSED]>  but was: <[CONNECTING, OPEN, CLOSING, CLOSED]>""", head(failure));
        }
    }

    @Nested
    class assert_received {

        @Test
        void waits_for_the_message_on_either_end_and_returns_it() {
            BrowserWebSocket socket = open();
            socket.send("hello 世界");
            assertEquals("hello 世界", assertReceived("hello 世界", socket).text());
            assertReceived("hello 世界", accepted(server));
            socket.send(new byte[] {0, 1, -1});
            assertArrayEquals(
                    new byte[] {0, 1, -1},
                    assertReceived(new byte[] {0, 1, -1}, socket).bytes());
        }

        @Test
        void fails_when_no_message_comes() {
            hastyServer.behave(silent());
            BrowserWebSocket socket = hasty();
            ServerConnection connection = accepted(hastyServer);
            socket.send("hello");
            eventually(socket, () -> !connection.received().isEmpty());
            assertReceived("hello", connection);
            assertFails("""
                    client#1 did not receive text "hello"
                    expected: <text "hello">  but was: <nothing>  (after 150 ms; server#1 has not sent it)

                     ws://127.0.0.1:PORT
                       T ms  client#1  ⇢ connect  /                      origin http://127.0.0.1:PORT
                       T ms  server#1  ⇠ GET /
                       T ms  server#1  ⇢ 101                             permessage-deflate
                       T ms  client#1    open
                     ✓ T ms  client#1  → text  "hello"                   5 B
                     ✓ T ms  server#1  ← text  "hello"                   5 B   claimed at WebSocketAssertionsTests.java:LINE
                    """, () -> assertReceived("hello", socket));
        }

        @Test
        void fails_when_another_message_comes_and_carries_both_for_the_ide() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "hullo");
            AssertionFailedError failure =
                    assertThrows(AssertionFailedError.class, () -> assertReceived("hello", socket));
            assertEquals("""
                    client#1 did not receive text "hello"
                    expected: <text "hello">  but was: <text "hullo">  (after 150 ms; server#1 has not sent it)""", head(failure));
            assertEquals("text \"hello\"", failure.getExpected().getStringRepresentation());
            assertEquals("text \"hullo\"", failure.getActual().getStringRepresentation());
        }

        @Test
        void tells_text_from_binary_and_empty_from_nothing() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "", "a");
            assertReceived("", socket);
            assertThrows(AssertionError.class, () -> assertReceived(new byte[] {'a'}, socket));
            assertReceived("a", socket);
        }

        @Test
        void claims_what_satisfied_it_so_that_the_same_assertion_asks_for_one_more() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "twice");
            assertReceived("twice", socket);
            assertThrows(AssertionError.class, () -> assertReceived("twice", socket));
            exchange(socket, "twice");
            assertReceived("twice", socket);
        }

        @Test
        void claims_nothing_when_it_fails() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "here");
            assertThrows(AssertionError.class, () -> assertReceived("there", socket));
            assertReceived("here", socket);
        }

        @Test
        void fails_at_once_on_a_closed_socket() {
            BrowserWebSocket socket = open();
            socket.close(1000, "");
            assertReadyState(CLOSED, socket);
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("x", socket));
            assertEquals("""
                    client#1 did not receive text "x"
                    expected: <text "x">  but was: <nothing>  (client#1 is closed: client#1 closed first, with 1000 "", a normal end; server#1 has not sent it)""", head(failure));
        }

        @Test
        void shows_the_listener_that_is_still_running() throws InterruptedException {
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            BrowserWebSocket socket = hasty();
            socket.onMessage(event -> {
                entered.countDown();
                awaitLatch(leave);
            });
            socket.send("slow");
            assertTrue(entered.await(20, TimeUnit.SECONDS));
            AssertionError failure = assertThrows(AssertionError.class, () -> assertReceived("slow", socket));
            assertTrue(failure.getMessage().contains("is still running on windsock-page-"), failure.getMessage());
            assertTrue(failure.getMessage().contains("awaitLatch"), failure.getMessage());
            leave.countDown();
            eventually(socket, () -> PartyLog.of(socket).entries().stream().allMatch(Entry::isHandled));
            assertReceived("slow", socket);
        }
    }

    @Nested
    class assert_received_in_order {

        @Test
        void skips_what_comes_between() {
            BrowserWebSocket socket = open();
            List.of("a", "noise", "b", "c").forEach(socket::send);
            List<Message> found = assertReceivedInOrder(List.of("a", "b", "c"), socket);
            assertEquals(
                    List.of("a", "b", "c"), found.stream().map(Message::text).toList());
            assertReceived("noise", socket);
        }

        @Test
        void fails_when_the_order_is_another() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "b", "a");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedInOrder(List.of("a", "b"), socket));
            assertEquals("""
                    client#1 did not receive these messages in this order
                    expected: <[text "a", text "b"]>  but was: <[text "b", text "a"]>  (after 150 ms; as server#1 has sent it)""", head(failure));
        }

        @Test
        void refuses_what_is_no_message() {
            BrowserWebSocket socket = open();
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> assertReceivedInOrder(List.of("a", 5), socket));
            assertEquals(
                    "expected element 1 is a java.lang.Integer; a message is a String, a byte[], a Message or a MessageMatcher",
                    refusal.getMessage());
        }
    }

    @Nested
    class assert_received_exactly {

        @Test
        void passes_for_all_and_no_more() {
            BrowserWebSocket socket = open();
            socket.send("a");
            socket.send(new byte[] {1});
            assertReceivedExactly(List.of("a", new byte[] {1}), socket);
            assertReceivedExactly(List.of(), socket);
        }

        @Test
        void fails_for_one_more_and_claims_nothing() {
            BrowserWebSocket socket = open();
            exchange(socket, "a", "b");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedExactly(List.of("a"), socket));
            assertEquals("""
                    client#1 did not receive exactly these messages
                    expected: <[text "a"]>  but was: <[text "a", text "b"]>  (as server#1 has sent it)""", head(failure));
            assertReceivedExactly(List.of("a", "b"), socket);
        }

        @Test
        void fails_for_one_less() {
            BrowserWebSocket socket = hasty();
            exchange(socket, "a");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertReceivedExactly(List.of("a", "b"), socket));
            assertEquals("""
                    client#1 did not receive exactly these messages
                    expected: <[text "a", text "b"]>  but was: <text "a">  (after 150 ms; as server#1 has sent it)""", head(failure));
        }
    }

    @Nested
    class assert_nothing_more_received {

        @Test
        void knows_by_a_fence_on_either_end() {
            BrowserWebSocket socket = open();
            socket.send("x");
            assertReceived("x", socket);
            assertNothingMoreReceived(socket);
            ServerConnection connection = accepted(server);
            assertReceived("x", connection);
            assertNothingMoreReceived(connection);
        }

        @Test
        void fails_for_an_echo_that_is_still_under_way() {
            BrowserWebSocket socket = open();
            socket.send("echo");
            AssertionError failure = assertThrows(AssertionError.class, () -> assertNothingMoreReceived(socket));
            String head = head(failure);
            assertTrue(
                    head.startsWith("client#1 received more\nexpected: <nothing more>  but was: <text \"echo\">"),
                    head);
        }

        @Test
        void knows_on_a_closed_socket() {
            BrowserWebSocket socket = open();
            socket.close();
            assertReadyState(CLOSED, socket);
            assertNothingMoreReceived(socket);
        }

        @Test
        void says_that_nobody_knows_when_the_peer_is_foreign() {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), new WebSocket.Listener() {})
                    .join();
            ServerConnection connection = accepted(server);
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> assertNothingMoreReceived(connection));
            assertEquals(
                    "the other end of server#1 is not Windsock's own, so nobody can know that it sends nothing more;"
                            + " say for how long to watch, with quietFor(..), or use"
                            + " assertNothingMoreReceivedBefore(fence, party)",
                    refusal.getMessage());
            assertNothingMoreReceived(connection, Duration.ofMillis(20));
        }

        @Test
        void watches_for_a_time() {
            BrowserWebSocket socket = open();
            assertNothingMoreReceived(socket, Duration.ofMillis(20));
            socket.send("late");
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertNothingMoreReceived(socket, PATIENCE));
            assertEquals("""
                    client#1 received more
                    expected: <nothing more>  but was: <text "late">  (within 20 s, from server#1)""", head(failure));
        }

        @Test
        void asks_the_application_for_a_fence() {
            BrowserWebSocket socket = open();
            socket.send("fence");
            assertNothingMoreReceivedBefore("fence", socket);
            List.of("surprise", "fence").forEach(socket::send);
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> assertNothingMoreReceivedBefore("fence", socket));
            assertTrue(head(failure).startsWith("client#1 did not receive text \"fence\" next\n"), failure::getMessage);
            assertTrue(head(failure).contains("surprise"), failure::getMessage);
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

    @Test
    void refuses_to_wait_on_the_loop_of_a_page() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        BrowserWebSocket socket = open();
        socket.onMessage(event -> {
            try {
                assertReceived("never", socket);
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });
        socket.send("go");
        await(server).until(() -> thrown.get() != null);
        assertTrue(
                thrown.get().getMessage().startsWith("cannot wait on "),
                thrown.get().getMessage());
        assertTrue(
                thrown.get()
                        .getMessage()
                        .endsWith(": what is waited for could never happen; assert in the test's"
                                + " thread, or look without waiting"),
                thrown.get().getMessage());
    }

    @Test
    void asks_for_a_party() {
        assertEquals(
                "party must not be null",
                assertThrows(NullPointerException.class, () -> assertReceived("x", null))
                        .getMessage());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(AssertionError failure) {
        String message = failure.getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    private static void assertFails(String expected, Executable assertion) {
        AssertionError failure = assertThrows(AssertionError.class, assertion);
        assertEquals(expected.substring(0, expected.indexOf("\n\n")), head(failure));
        Golden.assertSame(expected, failure);
    }
}
