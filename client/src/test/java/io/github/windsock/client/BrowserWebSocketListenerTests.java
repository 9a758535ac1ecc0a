package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When listeners run, in which order, and what one holds up that blocks or throws. */
class BrowserWebSocketListenerTests {
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @Test
    void keeps_the_order_of_events_when_a_listener_replies() throws Exception {
        try (WireServer server = WireServer.echoing()) {
            List<String> seen = new ArrayList<>();
            CountDownLatch closed = new CountDownLatch(1);
            page.open(server.url(), socket -> {
                socket.onOpen(event -> socket.send("0"));
                socket.onMessage(event -> {
                    seen.add(event.text());
                    int next = seen.size();
                    if (next == 500) {
                        socket.close();
                    } else {
                        socket.send(String.valueOf(next));
                    }
                });
                socket.onClose(event -> closed.countDown());
            });
            closed.await();
            assertEquals(IntStream.range(0, 500).mapToObj(String::valueOf).toList(), seen);
        }
    }

    @Test
    void a_listener_that_blocks_holds_up_its_page_only() throws Exception {
        try (WireServer server = WireServer.echoing();
                BrowserPage other = BrowserPage.create()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            BrowserWebSocket blocked = page.open(server.url(), socket -> {
                socket.onOpen(event -> {
                    socket.send("1");
                    socket.send("2");
                });
                socket.addEventListenerOnce(EventType.MESSAGE, event -> {
                    running.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            });
            running.await();
            BrowserWebSocket free = Await.open(other.open(server.url()));
            free.send("free");
            Await.received(free, 1);
            assertEquals(
                    1,
                    PartyLog.of(blocked).entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.RECEIVED)
                            .filter(entry -> !entry.isHandled())
                            .count());
            blocked.close(3000);
            release.countDown();
            Await.closed(blocked);
            assertEquals(List.of(Message.text("1")), blocked.received());
            assertTrue(PartyLog.of(blocked).entries().stream()
                    .anyMatch(entry -> entry.event().summary().equals("not delivered \"2\"")));
        }
    }

    @Test
    void a_listener_that_blocks_slows_the_server_down_and_loses_nothing() throws Exception {
        int messages = 100;
        byte[] mebibyte = new byte[1 << 20];
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch closed = new CountDownLatch(1);
        try (WireServer server = WireServer.playing(peer -> {
            peer.open();
            peer.socket().setSendBufferSize(1 << 20);
            for (int i = 0; i < messages; i++) {
                peer.frame(0x82, mebibyte);
                taken.incrementAndGet();
            }
            peer.close(1000, "");
            peer.read();
        })) {
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger seen = new AtomicInteger();
            BrowserWebSocket socket = page.open(server.url(), s -> {
                s.onMessage(event -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    seen.incrementAndGet();
                });
                s.onClose(event -> closed.countDown());
            });
            try {
                Await.until(
                        socket,
                        "a pause",
                        () -> PartyLog.of(socket).entries().stream()
                                .anyMatch(entry -> entry.event().summary().equals("reading paused")));
                assertTrue(taken.get() < messages, "the server could send everything");
            } finally {
                release.countDown(); // a failure here is not to leave its page's thread to the tests after it
            }
            closed.await();
            Await.until(
                    socket,
                    "the end of the close listener",
                    () -> socket.closeStatus().isPresent());
            assertEquals(messages, seen.get());
            assertEquals(1000, socket.closeStatus().orElseThrow().code());
        }
    }

    @Test
    void listeners_added_by_the_task_that_opened_the_socket_miss_nothing() throws Exception {
        try (WireServer server = new WireServer()) {
            Trace trace = new Trace();
            page.run(() -> {
                BrowserWebSocket socket = page.open(server.url());
                try (Peer peer = server.accept()) {
                    peer.open().text("x").close(1000, "");
                    peer.read(); // the client has seen all of it
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                trace.accept(socket);
            });
            assertEquals(List.of("1 open", "1 message x", "3 close 1000 \"\" wasClean=true"), trace.whole());
        }
    }

    @Test
    void a_listener_that_throws_is_reported_and_the_socket_lives() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = page.open(server.url(), s -> {
                s.onOpen(event -> {
                    throw new AssertionError("not what I expected");
                });
                s.addEventListener(EventType.OPEN, event -> s.send("still here"));
            });
            Await.received(socket, 1);
            assertEquals(
                    List.of("a listener of \"open\" threw AssertionError \"not what I expected\""),
                    PartyLog.of(socket).entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.FAILURE)
                            .map(entry -> entry.event().summary() + " "
                                    + entry.event().detail())
                            .toList());
        }
    }

    @Test
    void a_wait_in_a_listener_is_an_error_and_no_deadlock() {
        try (WireServer server = WireServer.echoing()) {
            AtomicReference<RuntimeException> error = new AtomicReference<>();
            BrowserWebSocket socket = page.open(
                    server.url(),
                    s -> s.onOpen(event -> {
                        try {
                            Await.closed(s);
                        } catch (RuntimeException e) {
                            error.set(e);
                        }
                        s.send("x");
                    }));
            Await.received(socket, 1);
            assertEquals(
                    "cannot wait on a page's event loop: what is waited for could never happen; "
                            + "assert in the test's thread, or look without waiting",
                    error.get().getMessage());
        }
    }

    @Test
    void listeners_run_in_order_and_can_be_removed() throws Exception {
        try (WireServer server = WireServer.echoing()) {
            List<String> seen = new ArrayList<>();
            CountDownLatch closed = new CountDownLatch(1);
            page.open(server.url(), socket -> {
                java.util.function.Consumer<SocketEvent> removed = event -> seen.add("removed");
                socket.addEventListener(EventType.OPEN, event -> {
                    seen.add("first");
                    socket.removeEventListener(EventType.OPEN, removed);
                });
                socket.onOpen(event -> seen.add("replaced"));
                socket.addEventListener(EventType.OPEN, removed);
                java.util.function.Consumer<SocketEvent> twice = event -> seen.add("last");
                socket.addEventListener(EventType.OPEN, twice);
                socket.addEventListener(EventType.OPEN, twice);
                socket.onOpen(event -> seen.add("handler"));
                socket.onClose(event -> closed.countDown());
                socket.addEventListener(EventType.OPEN, event -> socket.close());
            });
            closed.await();
            assertEquals(List.of("first", "handler", "last"), seen);
        }
    }

    @Test
    void buffered_amount_falls_only_between_tasks() throws Exception {
        try (WireServer server = WireServer.echoing()) {
            List<Long> seen = new ArrayList<>();
            CountDownLatch closed = new CountDownLatch(1);
            page.open(server.url(), socket -> {
                socket.onOpen(event -> {
                    socket.send("four");
                    seen.add(socket.bufferedAmount());
                    socket.send("äöü");
                    seen.add(socket.bufferedAmount());
                });
                socket.onMessage(event -> {
                    seen.add(socket.bufferedAmount());
                    socket.close();
                    socket.send("late");
                    seen.add(socket.bufferedAmount());
                    socket.onMessage(null);
                });
                socket.onClose(event -> {
                    seen.add(socket.bufferedAmount());
                    closed.countDown();
                });
            });
            closed.await();
            assertEquals(List.of(4L, 10L, 0L, 4L, 4L), seen);
        }
    }
}
