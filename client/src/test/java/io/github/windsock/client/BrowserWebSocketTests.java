package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.Threads;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
}
