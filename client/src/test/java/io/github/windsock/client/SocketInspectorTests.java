package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.client.internal.handshake.BodyReader;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.RawFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SocketInspectorTests {
    private final WireServer server = new WireServer();
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_both() {
        page.close();
        server.close();
    }

    @Test
    void sends_a_message_in_fragments() throws Exception {
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept()) {
            peer.open("Sec-WebSocket-Extensions: permessage-deflate");
            Await.open(socket);
            socket.inspect().sendFragments(Message.text("a€b"), 2, 0, 1);
            socket.inspect().sendFragments(Message.binary((byte) 1, (byte) 2));
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                RawFrame frame = peer.read();
                frames.add(frame.opcode() + (frame.fin() ? " last " : " ") + frame.payload().length);
            }
            assertEquals(List.of("1 2", "0 0", "0 1", "0 last 2", "2 last 2"), frames);
            assertEquals(
                    List.of("text \"a€b\"", "binary 01 02"),
                    PartyLog.of(socket).entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.SENT)
                            .map(entry -> entry.event().message().orElseThrow().toString())
                            .toList());
        }
    }

    @Test
    void refuses_fragments_that_cannot_be() {
        BrowserWebSocket socket = page.open(server.url());
        Message message = Message.text("abc");
        assertEquals(
                "the sizes add up to 4 bytes; the message has 3 to be cut",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> socket.inspect().sendFragments(message, 2, 2))
                        .getMessage());
        assertEquals(
                "a size is -1; give each frame 0 bytes or more",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> socket.inspect().sendFragments(message, -1))
                        .getMessage());
        assertEquals(
                "client#1 is CONNECTING and cannot send fragments; send fragments while it is OPEN",
                assertThrows(IllegalStateException.class, () -> socket.inspect().sendFragments(message, 1))
                        .getMessage());
    }

    @Test
    void shows_all_headers_of_one_name_whatever_their_case() {
        try (BrowserPage visited = BrowserPage.builder()
                .header("Cookie", "a=1")
                .header("cookie", "b=2")
                .build()) {
            BrowserWebSocket socket = visited.open(server.url());
            assertEquals(
                    List.of("a=1", "b=2"),
                    socket.inspect().handshake().headers().get("COOKIE"));
        }
    }

    @Test
    void shows_headers_in_the_order_in_which_they_were_sent() throws Exception {
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept()) {
            peer.open("X-Later: 1", "A-Header: 2");
            Await.open(socket);
            Handshake handshake = socket.inspect().handshake();
            assertEquals(
                    List.of(
                            "Host",
                            "Connection",
                            "Pragma",
                            "Cache-Control",
                            "User-Agent",
                            "Upgrade",
                            "Origin",
                            "Sec-WebSocket-Version",
                            "Sec-WebSocket-Key",
                            "Sec-WebSocket-Extensions"),
                    List.copyOf(handshake.headers().keySet()));
            List<String> answered =
                    List.copyOf(handshake.answer().orElseThrow().headers().keySet());
            assertEquals(answered.indexOf("X-Later") + 1, answered.indexOf("A-Header"));
            assertEquals(
                    answered,
                    List.copyOf(
                            socket.inspect().answer().orElseThrow().headers().keySet()));
        }
    }

    @Test
    void leaves_pings_unanswered_when_told() throws Exception {
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept()) {
            peer.open();
            Await.open(socket);
            socket.inspect().answerPings(false);
            peer.frame(0x89, "one".getBytes(UTF_8));
            peer.text("x");
            Await.received(socket, 1);
            socket.inspect().answerPings(true);
            peer.frame(0x89, "two".getBytes(UTF_8));
            assertEquals("two", peer.read().text());
            assertEquals(
                    List.of(Payload.ofText("one"), Payload.ofText("two")),
                    PartyLog.of(socket).entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.PING_RECEIVED)
                            .map(entry -> entry.event().payload().orElseThrow())
                            .toList());
        }
    }

    @Test
    void aborts_with_a_reset() throws Exception {
        Trace trace = new Trace();
        BrowserWebSocket socket = page.open(server.url(), trace);
        try (Peer peer = server.accept()) {
            peer.open();
            Await.open(socket);
            socket.inspect().abort();
            assertEquals(List.of("1 open", "3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
            assertEquals(
                    "Connection reset",
                    assertThrows(java.io.IOException.class, peer::read).getMessage());
        }
    }

    @Nested
    class the_body_of_a_refusal {
        @Test
        void comes_in_pieces() throws Exception {
            assertEquals("not for you", body("Content-Length: 11", "not ", "for ", "you"));
        }

        @Test
        void ends_with_its_length() throws Exception {
            assertEquals("not", body("Content-Length: 3", "not for you"));
        }

        @Test
        void may_be_none() throws Exception {
            assertEquals("", body("Content-Length: 0"));
        }

        @Test
        void comes_in_chunks() throws Exception {
            assertEquals(
                    "not for you",
                    body("Transfer-Encoding: chunked", "4\r\nnot \r\n", "7;x=y\r", "\nfor you\r\n0\r\n", "\r\n"));
        }

        @Test
        void ends_with_the_connection() throws Exception {
            assertEquals("not for you", body("Connection: close", "not for you", null));
        }

        @Test
        void that_never_ends_is_not_waited_for() throws Exception {
            assertEquals("not", body("Content-Length: 100", "not"));
        }

        @Test
        void that_is_too_long_is_cut() throws Exception {
            assertArrayEquals(
                    "x".repeat(BodyReader.LIMIT).getBytes(ISO_8859_1),
                    body("Content-Length: 100000", "x".repeat(100_000)).getBytes(ISO_8859_1));
        }

        /** A piece that is {@code null} ends the connection. */
        private String body(String header, String... pieces) throws Exception {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.readRequest();
                peer.raw(("HTTP/1.1 403 Forbidden\r\n" + header + "\r\n\r\n").getBytes(ISO_8859_1));
                for (String piece : pieces) {
                    if (piece == null) {
                        peer.fin();
                    } else {
                        peer.raw(piece.getBytes(ISO_8859_1));
                    }
                }
                assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
            }
            Await.closed(socket);
            assertEquals(
                    "the server answered 403 Forbidden",
                    PartyLog.of(socket).closing().orElseThrow().event().why());
            HttpAnswer answer = socket.inspect().answer().orElseThrow();
            assertEquals(Payload.ofText(answer.text()), answer.body());
            return answer.text();
        }
    }
}
