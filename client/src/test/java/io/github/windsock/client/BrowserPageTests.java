package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.client.internal.socket.SocketLimits;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.Threads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserPageTests {
    @Test
    void runs_every_task_on_an_executor_of_the_user() throws Exception {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        Set<String> threads = new ConcurrentSkipListSet<>();
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.builder().executor(own).build()) {
            BrowserWebSocket socket = page.open(server.url(), s -> {
                threads.add("setUp on " + Thread.currentThread().getName());
                s.onOpen(event -> s.send("x"));
                s.onMessage(event -> s.close());
                s.addEventListener(
                        EventType.OPEN, e -> threads.add(Thread.currentThread().getName()));
                s.addEventListener(
                        EventType.MESSAGE,
                        e -> threads.add(Thread.currentThread().getName()));
                s.onClose(event -> threads.add(Thread.currentThread().getName()));
            });
            Await.closed(socket);
        } finally {
            own.shutdown();
        }
        assertEquals(Set.of("own", "setUp on own"), threads);
    }

    @Test
    void goes_on_when_the_user_shuts_the_executor_down() {
        ExecutorService own = Executors.newSingleThreadExecutor();
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.builder().executor(own).build()) {
            BrowserWebSocket socket = Await.open(page.open(server.url()));
            own.shutdown();
            socket.close(3000);
            Await.closed(socket);
            assertEquals(3000, socket.closeStatus().orElseThrow().code());
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT10S, PT4S", "PT5S, PT10S, PT4S", "PT30S, PT1M, PT24S"})
    void waits_longer_for_the_server_where_a_test_does(Duration wait, Duration handshake, Duration closing) {
        SocketLimits limits = BrowserPage.builder().limits(wait);

        assertEquals(List.of(handshake, closing), List.of(limits.handshake(), limits.closing()));
    }

    @Test
    void can_wait_for_the_server_as_long_as_there_is_time() {
        SocketLimits limits = BrowserPage.builder().limits(ChronoUnit.FOREVER.getDuration());

        assertEquals(Duration.ofNanos(Long.MAX_VALUE - 1), limits.handshake());
    }

    @Test
    void waits_for_the_server_as_long_as_the_user_says_whatever_a_test_does() {
        SocketLimits limits = BrowserPage.builder()
                .handshakeTimeout(Duration.ofMillis(2))
                .closeTimeout(Duration.ofMillis(1))
                .limits(Duration.ofSeconds(30));

        assertEquals(
                List.of(Duration.ofMillis(2), Duration.ofMillis(1)), List.of(limits.handshake(), limits.closing()));
    }

    /** The timeout is for what a test expects, and may be short; the loop may be late because the machine is busy. */
    @Test
    void waits_for_its_loop_longer_than_a_short_timeout() {
        Gate gate = new Gate();
        List<BrowserWebSocket> made = new ArrayList<>();
        Recorder hasty = Recorder.create(Settings.defaults().withTimeout(Duration.ZERO));
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.builder().journal(hasty).build()) {
            page.run(gate::pass);
            Threads.onceThisOneWaits(gate::open);
            BrowserWebSocket socket = page.open(server.url(), made::add);

            assertEquals(List.of(socket), made);
        }
    }

    @Test
    void says_1001_when_it_is_closed_and_leaves_nothing() throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket open;
            BrowserWebSocket connecting;
            try (BrowserPage page = BrowserPage.create()) {
                open = page.open(server.url());
                Peer peer = server.accept();
                peer.open();
                Await.open(open);
                connecting = page.open(server.url());
                Thread answering = new Thread(() -> {
                    try (peer) {
                        RawFrame close = peer.read();
                        peer.frame(0x88, close.payload());
                        peer.awaitEndAfterFin();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
                answering.start();
            }
            assertEquals(new CloseStatus(1001, ""), open.closeStatus().orElseThrow());
            assertEquals(ReadyState.CLOSED, connecting.readyState());
        }
    }

    @Test
    void is_closed_soon_even_if_a_server_does_not_answer() throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket;
            BrowserPage page = BrowserPage.create();
            socket = page.open(server.url());
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                page.close();
                assertEquals(CloseStatus.ABNORMAL, socket.closeStatus().orElseThrow());
                page.close();
            }
        }
    }

    @Test
    void leads_an_international_name_to_an_address() {
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.builder()
                        .alias("Bücher.example", server.address())
                        .build()) {
            BrowserWebSocket socket = Await.open(page.open("ws://bücher.EXAMPLE/"));
            assertEquals("ws://xn--bcher-kva.example/", socket.url());
            assertEquals(
                    List.of("xn--bcher-kva.example"),
                    socket.inspect().handshake().headers().get("Host"));
        }
        assertEquals(
                "the alias \"a\\u200db\" has U+200D where it joins nothing",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> BrowserPage.builder().alias("a\u200Db", new InetSocketAddress(0)))
                        .getMessage());
    }

    @Test
    void a_task_that_throws_is_reported() throws Exception {
        try (BrowserPage page = BrowserPage.create()) {
            CountDownLatch after = new CountDownLatch(1);
            page.run(() -> {
                throw new IllegalStateException("oops");
            });
            page.run(after::countDown);
            after.await();
            assertEquals(
                    List.of("a task of page.run threw IllegalStateException"),
                    page.journal().entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.FAILURE)
                            .map(entry -> entry.event().summary())
                            .toList());
        }
    }

    /** Nobody is at fault when a test ends: its page is closed under listeners that go on as they would in an application. */
    @Nested
    class Closed_under_code_of_the_user {
        private final BrowserPage page = BrowserPage.create();

        @Test
        void runs_tasks_all_the_same() throws Exception {
            page.close();
            CountDownLatch after = new CountDownLatch(1);
            page.run(() -> page.open("ws://localhost"));
            page.run(after::countDown);
            assertTrue(after.await(30, TimeUnit.SECONDS));
            assertEquals(
                    List.of("a task of page.run stopped  [the page is closed and cannot open ws://localhost/;"
                            + " open another page]"),
                    notes());
        }

        @Test
        void notes_a_listener_that_reconnects() {
            try (WireServer server = WireServer.echoing()) {
                BrowserWebSocket socket = Await.open(page.open(server.url()));
                socket.onClose(event -> page.open(server.url()));
                socket.addEventListener(EventType.CLOSE, event -> {
                    try {
                        page.open(server.url(), made -> {});
                    } catch (RuntimeException e) {
                        throw new CompletionException(e);
                    }
                });
                page.close();
                awaitHandled(socket, Kind.CLOSED);
                String note = "a listener of \"close\" stopped  [the page is closed and cannot open " + server.url()
                        + "/;" + " open another page]";
                assertEquals(List.of(note, note), notes());
            }
        }

        @Test
        void notes_a_listener_that_goes_on_with_its_socket() {
            try (WireServer server = WireServer.echoing()) {
                BrowserWebSocket socket = Await.open(page.open(server.url()));
                socket.onMessage(event -> {
                    page.close();
                    socket.send("more");
                    socket.close();
                    socket.inspect().ping();
                });
                socket.send("first");
                awaitHandled(socket, Kind.RECEIVED);
                assertEquals(
                        List.of(
                                "not sent \"more\"  [the socket was CLOSING]",
                                "a listener of \"message\" stopped  [client#1 is CLOSING and cannot ping: its page is closed]"),
                        notes());
                Await.closed(socket);
            }
        }

        @Test
        void still_tells_what_they_throw_of_themselves() {
            try (WireServer server = WireServer.echoing()) {
                BrowserWebSocket socket = Await.open(page.open(server.url()));
                socket.onClose(event -> {
                    throw new IllegalStateException("oops");
                });
                page.close();
                awaitHandled(socket, Kind.CLOSED);
                assertEquals(
                        List.of("a listener of \"close\" threw IllegalStateException  [\"oops\"]"), told(Kind.FAILURE));
            }
        }

        private void awaitHandled(BrowserWebSocket socket, Kind kind) {
            Await.until(
                    socket,
                    kind + " handled",
                    () -> PartyLog.of(socket).entries().stream()
                            .anyMatch(entry -> entry.event().kind() == kind && entry.isHandled()));
        }

        private List<String> notes() {
            assertEquals(List.of(), told(Kind.FAILURE));
            return told(Kind.NOTE);
        }

        private List<String> told(Kind kind) {
            return page.journal().entries().stream()
                    .filter(entry -> entry.event().kind() == kind)
                    .map(entry ->
                            entry.event().summary() + "  [" + entry.event().detail() + "]")
                    .toList();
        }
    }

    /** An endless recursion is a bug of the user's, and neither the page's nor the socket's end. */
    @Test
    void records_a_stack_overflow_of_a_listener_and_of_a_task() throws Exception {
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url(), made -> made.onOpen(event -> endless(1)));
            Await.open(socket).send("still here");
            Await.received(socket, 1);
            CountDownLatch after = new CountDownLatch(1);
            page.run(() -> endless(1));
            page.run(after::countDown);
            assertTrue(after.await(30, TimeUnit.SECONDS));
            assertEquals(
                    2,
                    page.journal().entries().stream()
                            .filter(entry -> entry.event().summary().endsWith("threw StackOverflowError"))
                            .count());
        }
    }

    private static long endless(long depth) {
        return depth == 0 ? 0 : 1 + endless(depth + 1);
    }

    /** The thread of an engine before this one may still be on its way to its end, so the later threads count. */
    @Test
    void shares_one_daemon_thread_between_the_sockets_of_all_pages() throws Exception {
        try (WireServer server = WireServer.echoing();
                BrowserPage one = BrowserPage.create()) {
            Await.open(one.open(server.url()));
            List<Thread> first = Threads.of("windsock-engine-");
            assertFalse(first.isEmpty());
            try (BrowserPage two = BrowserPage.create()) {
                for (int i = 0; i < 50; i++) {
                    Await.open(one.open(server.url()));
                    Await.open(two.open(server.url()));
                }
                List<Thread> more = new ArrayList<>(Threads.of("windsock-engine-"));
                assertTrue(more.stream().allMatch(Thread::isDaemon), more::toString);
                more.removeAll(first);
                assertEquals(List.of(), more);
            }
        }
    }
}
