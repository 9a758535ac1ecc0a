package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserWebSocketTests {
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @Test
    void says_hello_and_closes_with_a_reason() throws Exception {
        try (WireServer server = WireServer.echoing()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), s -> {
                trace.accept(s);
                s.addEventListener(EventType.OPEN, event -> event.target().send("hello WebSocket"));
                s.addEventListener(EventType.MESSAGE, event -> event.target().close(3005, "我就是要关闭它"));
            });
            assertEquals(
                    List.of("1 open", "1 message hello WebSocket", "3 close 3005 \"我就是要关闭它\" wasClean=true"),
                    trace.whole());
            assertEquals(
                    Optional.of(new CloseStatus(3005, "我就是要关闭它")),
                    Await.closed(socket).closeStatus());
            assertEquals(List.of(Message.text("hello WebSocket")), socket.received());
        }
    }

    @Test
    void does_the_same_without_listeners() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = Await.open(page.open(server.url("/chat")));
            assertEquals(ReadyState.OPEN, socket.readyState());
            socket.send("hello WebSocket");
            Await.received(socket, 1);
            assertEquals(List.of(Message.text("hello WebSocket")), socket.received());
            socket.close(3005, "我就是要关闭它");
            Await.closed(socket);
            assertEquals(Optional.of(new CloseStatus(3005, "我就是要关闭它")), socket.closeStatus());
            assertEquals(
                    List.of(ReadyState.CONNECTING, ReadyState.OPEN, ReadyState.CLOSING, ReadyState.CLOSED),
                    PartyLog.of(socket).handledStates());
        }
    }

    @Test
    void sends_texts_bytes_and_slices() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = Await.open(page.open(server.url()));
            byte[] bytes = {1, 2, 3, 4};
            ByteBuffer slice = ByteBuffer.wrap(bytes, 1, 2);
            socket.send("a\uD800b");
            socket.send(bytes);
            socket.send(slice);
            socket.send("");
            bytes[1] = 9;
            Await.received(socket, 4);
            assertEquals(
                    List.of(
                            Message.text("a\uFFFDb"),
                            Message.binary((byte) 1, (byte) 2, (byte) 3, (byte) 4),
                            Message.binary((byte) 2, (byte) 3),
                            Message.text("")),
                    socket.received());
            assertEquals(2, slice.remaining());
        }
    }

    @Test
    void sends_64_mib_to_a_server_that_is_slow_to_read_without_blocking() throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                byte[] large = new byte[64 << 20];
                large[large.length - 1] = 7;
                socket.send(large);
                socket.send("after");
                assertEquals(large.length + 5, socket.bufferedAmount());
                assertArrayEquals(large, peer.read().payload());
                assertEquals("after", peer.read().text());
                peer.text("done");
                Await.received(socket, 1);
                assertEquals(0, socket.bufferedAmount());
            }
        }
    }

    /** With and without compression: what is large is encoded on another thread, in its turn. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Extensions: permessage-deflate"})
    void keeps_the_order_around_large_messages_and_has_taken_their_bytes(String extensions) throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            try (Peer peer = server.accept()) {
                peer.open(extensions.isEmpty() ? new String[0] : new String[] {extensions});
                Await.open(socket);
                byte[] bytes = "abcd".repeat(1 << 20).getBytes(UTF_8);
                byte[] expected = bytes.clone();
                CompletableFuture<Long> buffered = new CompletableFuture<>();
                page.run(() -> {
                    socket.send("before");
                    socket.send(bytes);
                    Arrays.fill(bytes, (byte) 0);
                    ByteBuffer buffer = ByteBuffer.wrap(expected.clone());
                    socket.send(buffer);
                    Arrays.fill(buffer.array(), (byte) 0);
                    socket.inspect().ping(Payload.ofText("between"));
                    socket.inspect().sendFragments(Message.binary(expected), 1);
                    socket.send("after");
                    buffered.complete(socket.bufferedAmount());
                    socket.close(3000, "bye");
                });
                assertEquals(6 + 3L * expected.length + 5, buffered.get());
                Inflater inflater = new Inflater(true);
                assertEquals("before", new String(payload(peer.read(), inflater), UTF_8));
                assertArrayEquals(expected, payload(peer.read(), inflater));
                assertArrayEquals(expected, payload(peer.read(), inflater));
                assertEquals("between", peer.read().text());
                assertEquals(1, peer.read().payload().length);
                assertEquals(expected.length - 1, peer.read().payload().length);
                assertEquals("after", new String(payload(peer.read(), inflater), UTF_8));
                assertEquals("bye", peer.read().reason());
            }
        }
    }

    private static byte[] payload(RawFrame frame, Inflater inflater) throws Exception {
        if (frame.rsv() == 0) {
            return frame.payload();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(frame.payload());
        whole.writeBytes(WireServer.TAIL);
        inflater.setInput(whole.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] scratch = new byte[64 * 1024];
        for (int count = inflater.inflate(scratch); count > 0; count = inflater.inflate(scratch)) {
            out.write(scratch, 0, count);
        }
        return out.toByteArray();
    }

    @Test
    void ends_while_a_large_message_waits_to_be_sent() throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            try (Peer peer = server.accept()) {
                peer.open("Sec-WebSocket-Extensions: permessage-deflate");
                Await.open(socket);
                byte[] large = new byte[16 << 20];
                for (int i = 0; i < 4; i++) {
                    socket.send(large);
                }
                peer.reset();
                Await.closed(socket);
                assertEquals(CloseStatus.ABNORMAL, socket.closeStatus().orElseThrow());
            }
        }
        page.close();
        Threads.awaitNone();
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
            Await.until(
                    socket,
                    "a pause",
                    () -> PartyLog.of(socket).entries().stream()
                            .anyMatch(entry -> entry.event().summary().equals("reading paused")));
            assertTrue(taken.get() < messages, "the server could send everything");
            release.countDown();
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
                java.util.function.Consumer<OpenEvent> removed = event -> seen.add("removed");
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

    @Test
    void a_pong_fences_the_messages_before_it() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = Await.open(page.open(server.url()));
            socket.send("before");
            socket.inspect().ping(Payload.ofText("fence"));
            Await.until(
                    socket,
                    "pong",
                    () -> PartyLog.of(socket).entries().stream()
                            .anyMatch(entry -> entry.event().kind() == Kind.PONG_RECEIVED));
            assertEquals(List.of(Message.text("before")), socket.received());
        }
    }

    @Test
    void tries_the_next_address_of_a_host() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(six) != null, "this machine has no ::1");
        try (WireServer server = new WireServer(new ServerSocket(0, 10, six))) {
            BrowserWebSocket socket =
                    page.open("ws://localhost:" + server.address().getPort() + "/");
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
            }
        }
    }

    @Nested
    class receiving_more_than_is_allowed {
        private final BrowserPage small =
                BrowserPage.builder().maxMessageBytes(10).build();

        @AfterEach
        void close_the_page() {
            small.close();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "810b", // a text of 11 bytes, of which none has come
                    "0106616263646566 8005", // 6 bytes and a last fragment of 5
                    "c100", // stands for 14 bytes compressed
                    // 5, 5 and 1 bytes in three compressed frames
                    "410a 0005 00fa ff61 6263 6465  000a 0005 00fa ff66 6768 696a  8007 0001 00fe ff6b 00",
                })
        void fails_with_1009(String hex) throws Exception {
            byte[] tooMuch = WireServer.bytes(hex);
            boolean compressed = tooMuch[0] == (byte) 0xC1;
            if (compressed) {
                byte[] deflated = WireServer.deflated(
                        "abcdefabcdefab".getBytes(UTF_8), new Deflater(Deflater.DEFAULT_COMPRESSION, true));
                tooMuch = WireServer.encode(0xC1, deflated);
            }
            try (WireServer server = new WireServer()) {
                Trace trace = new Trace();
                small.open(server.url(), trace);
                try (Peer peer = server.accept()) {
                    peer.open("Sec-WebSocket-Extensions: permessage-deflate");
                    peer.text("0123456789").raw(tooMuch);
                    RawFrame close = peer.read();
                    assertEquals(
                            "1009 message is longer than the limit of 10 bytes", close.code() + " " + close.reason());
                    peer.fin();
                    assertEquals(
                            List.of("1 open", "1 message 0123456789", "3 error", "3 close 1006 \"\" wasClean=false"),
                            trace.whole());
                }
            }
        }
    }

    @Nested
    class closing {
        @Test
        void sends_no_second_close_frame_when_the_servers_was_answered() throws Exception {
            try (WireServer server = new WireServer()) {
                Trace trace = new Trace();
                BrowserWebSocket socket = page.open(server.url(), trace);
                try (Peer peer = server.accept()) {
                    peer.open();
                    Await.open(socket);
                    CountDownLatch answered = new CountDownLatch(1);
                    CountDownLatch busy = new CountDownLatch(1);
                    page.run(() -> {
                        busy.countDown();
                        try {
                            answered.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        assertEquals(ReadyState.OPEN, socket.readyState());
                        socket.close(3000, "mine");
                    });
                    busy.await();
                    peer.close(4000, "theirs");
                    assertEquals(4000, peer.read().code());
                    answered.countDown();
                    peer.awaitEndAfterFin();
                    assertEquals(List.of("1 open", "3 close 4000 \"theirs\" wasClean=true"), trace.whole());
                }
            }
        }

        @Test
        void shows_the_code_of_the_server() throws Exception {
            close("8802 0fa1", false, "3 close 4001 \"\" wasClean=true");
        }

        @Test
        void shows_1005_for_an_empty_answer() throws Exception {
            close("8800", false, "3 close 1005 \"\" wasClean=true");
        }

        @Test
        void fails_when_the_server_ends_tcp_without_an_answer() throws Exception {
            close("", false, "3 error, 3 close 1006 \"\" wasClean=false");
        }

        @Test
        void fails_when_the_server_resets() throws Exception {
            close("", true, "3 error, 3 close 1006 \"\" wasClean=false");
        }

        @Test
        void drops_messages_on_the_way() throws Exception {
            close("810178 8802 0fa1", false, "3 close 4001 \"\" wasClean=true");
        }

        @Test
        void fails_on_a_violation_on_the_way() throws Exception {
            close("8300", false, "3 error, 3 close 1006 \"\" wasClean=false");
        }

        private void close(String answer, boolean reset, String expected) throws Exception {
            try (WireServer server = new WireServer()) {
                Trace trace = new Trace();
                BrowserWebSocket socket = page.open(server.url(), trace);
                try (Peer peer = server.accept()) {
                    peer.open();
                    Await.open(socket);
                    socket.close(3005, "bye");
                    assertEquals(ReadyState.CLOSING, socket.readyState());
                    socket.close(1000, "ignored");
                    assertEquals(3005, peer.read().code());
                    peer.hex(answer);
                    if (reset) {
                        peer.reset();
                    } else {
                        peer.fin();
                    }
                    assertEquals("1 open, " + expected, String.join(", ", trace.whole()));
                }
            }
        }

        @Test
        void does_not_wait_for_ever_for_a_server_that_never_answers() throws Exception {
            try (WireServer server = new WireServer();
                    BrowserPage hasty = BrowserPage.builder()
                            .closeTimeout(Duration.ofMillis(50))
                            .build()) {
                Trace trace = new Trace();
                BrowserWebSocket socket = hasty.open(server.url(), trace);
                try (Peer peer = server.accept()) {
                    peer.open();
                    Await.open(socket);
                    socket.close();
                    assertEquals(List.of("1 open", "3 close 1006 \"\" wasClean=false"), trace.whole());
                    assertEquals(
                            "no Close frame arrived: the server did not answer the Close frame within 50 ms",
                            PartyLog.of(Await.closed(socket))
                                    .closing()
                                    .orElseThrow()
                                    .event()
                                    .why());
                }
            }
        }

        @Test
        void while_connecting_gives_up() throws Exception {
            try (WireServer server = new WireServer()) {
                Trace trace = new Trace();
                AtomicReference<ReadyState> after = new AtomicReference<>();
                page.run(() -> {
                    BrowserWebSocket socket = page.open(server.url(), trace);
                    socket.close(3005, "never mind");
                    after.set(socket.readyState());
                });
                assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
                assertEquals(ReadyState.CLOSING, after.get());
            }
        }

        @Test
        void while_waiting_for_another_socket_to_connect_gives_up() throws Exception {
            try (WireServer server = new WireServer()) {
                Trace first = new Trace();
                Trace second = new Trace();
                BrowserWebSocket connecting = page.open(server.url(), first);
                page.open(server.url(), second).close();
                assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), second.whole());
                assertEquals(ReadyState.CONNECTING, connecting.readyState());
            }
        }
    }

    @Test
    void connects_one_socket_to_a_host_at_a_time() throws Exception {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket first = page.open(server.url("/1"));
            BrowserWebSocket second = page.open(server.url("/2"));
            try (Peer one = server.accept()) {
                assertEquals("GET /1 HTTP/1.1", one.readRequest().requestLine());
                assertEquals(ReadyState.CONNECTING, second.readyState());
                one.raw(one.answer101().getBytes(UTF_8));
                Await.open(first);
                try (Peer two = server.accept()) {
                    assertEquals("GET /2 HTTP/1.1", two.readRequest().requestLine());
                }
            }
        }
    }

    @Nested
    class bad_input {
        @ParameterizedTest
        @ValueSource(ints = {0, 999, 1001, 1005, 2999, 5000, 65_536})
        void a_code_that_no_page_may_send(int code) {
            try (WireServer server = new WireServer()) {
                BrowserWebSocket socket = page.open(server.url());
                DomException error = assertThrows(DomException.class, () -> socket.close(code, "x".repeat(200)));
                assertEquals("InvalidAccessError", error.name());
                assertEquals(
                        "InvalidAccessError: close code " + code
                                + " is not for a page to send; use 1000, or 3000 to 4999",
                        error.getMessage());
                assertEquals(ReadyState.CONNECTING, socket.readyState());
            }
        }

        @Test
        void a_reason_of_124_bytes() {
            try (WireServer server = WireServer.echoing()) {
                BrowserWebSocket socket = Await.open(page.open(server.url()));
                DomException error = assertThrows(DomException.class, () -> socket.close(3000, "我".repeat(41) + "x"));
                assertEquals(
                        "SyntaxError: reason is 124 bytes in UTF-8; a Close frame holds at most 123",
                        error.getMessage());
                assertEquals(ReadyState.OPEN, socket.readyState());
                socket.close(3000, "\uD800".repeat(41));
                assertEquals(
                        new CloseStatus(3000, "\uFFFD".repeat(41)),
                        Await.closed(socket).closeStatus().orElseThrow());
            }
        }

        @Test
        void sending_while_connecting() {
            try (WireServer server = new WireServer()) {
                BrowserWebSocket socket = page.open(server.url());
                DomException error = assertThrows(DomException.class, () -> socket.send("early"));
                assertEquals(
                        "InvalidStateError: client#1 is still CONNECTING and cannot send; "
                                + "send in onOpen, or wait until it is OPEN",
                        error.getMessage());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a,b", "ü", "(x)"})
        void a_subprotocol_that_is_no_token(String protocol) {
            assertEquals(
                    "SyntaxError: the subprotocol \"" + protocol
                            + "\" is not a token; use letters, digits and !#$%&'*+-.^_`|~",
                    assertThrows(DomException.class, () -> page.open("ws://localhost", protocol))
                            .getMessage());
        }

        @Test
        void a_subprotocol_twice() {
            assertEquals(
                    "SyntaxError: the subprotocol \"V1\" is there twice",
                    assertThrows(DomException.class, () -> page.open("ws://localhost", "v1", "V1"))
                            .getMessage());
        }

        @Test
        void a_server_that_refuses() throws Exception {
            int port;
            try (WireServer gone = new WireServer()) {
                port = gone.address().getPort();
            }
            assertEnd("ws://127.0.0.1:" + port, page, "connection refused");
        }

        @Test
        void an_unknown_host() throws Exception {
            assertEnd("ws://no-such-host.invalid/", page, "unknown host no-such-host.invalid");
        }

        @Test
        void a_server_that_never_answers() throws Exception {
            try (WireServer server = new WireServer();
                    BrowserPage hasty = BrowserPage.builder()
                            .handshakeTimeout(Duration.ofMillis(50))
                            .build()) {
                assertEnd(server.url(), hasty, "the server did not answer the handshake within 50 ms");
            }
        }

        private void assertEnd(String url, BrowserPage on, String why) throws Exception {
            Trace trace = new Trace();
            BrowserWebSocket socket = on.open(url, trace);
            assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
            assertEquals(
                    why,
                    Await.closed(socket)
                            .log()
                            .closing()
                            .orElseThrow()
                            .event()
                            .why());
        }

        @Test
        void a_page_that_is_closed() {
            page.close();
            assertEquals(
                    "the page is closed and cannot open ws://localhost/; open another page",
                    assertThrows(IllegalStateException.class, () -> page.open("ws://localhost"))
                            .getMessage());
        }
    }
}
