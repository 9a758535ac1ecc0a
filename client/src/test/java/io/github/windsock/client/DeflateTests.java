package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import io.github.windsock.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate against the JDK's inflater and deflater used by hand. */
class DeflateTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=9",
                "permessage-deflate; client_max_window_bits=\"15\"",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                        + "server_max_window_bits=10; client_max_window_bits=10"
            })
    void both_ways(String extensions) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url());
            try (WireServer.Peer peer = server.accept()) {
                peer.open("Sec-WebSocket-Extensions: " + extensions);
                Await.open(socket);
                assertEquals(extensions, socket.extensions());
                byte[] noise = new byte[5000];
                new Random(7).nextBytes(noise);
                List<byte[]> messages = List.of(new byte[0], "hello hello".getBytes(UTF_8), noise, noise);
                Inflater inflater = new Inflater(true);
                Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
                for (byte[] message : messages) {
                    socket.send(message);
                    RawFrame frame = peer.read();
                    boolean compressed = (frame.rsv() & 0x40) != 0;
                    assertArrayEquals(message, compressed ? inflate(inflater, frame.payload()) : frame.payload());
                    if (extensions.contains("client_no_context_takeover")) {
                        inflater.reset();
                    }
                    peer.frame(0xC2, WireServer.deflated(message, deflater));
                    if (extensions.contains("server_no_context_takeover")) {
                        deflater.reset();
                    }
                }
                Await.received(socket, 4);
                assertEquals(messages.stream().map(Message::binary).toList(), socket.received());
            }
        }
    }

    /** RFC 7692, section 7.2.3.4: a block may be marked as the last, and the window outlives it. */
    @ParameterizedTest
    @ValueSource(strings = {"c108 f348cdc9c9070000", "c107 f248cdc9c90700"})
    void a_window_outlives_a_block_that_is_marked_as_the_last(String first) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url());
            try (WireServer.Peer peer = server.accept()) {
                peer.open("Sec-WebSocket-Extensions: permessage-deflate");
                peer.raw(WireServer.bytes(first)).raw(WireServer.bytes("c105 f200110000"));
                Await.received(socket, 2);
                assertEquals(List.of(Message.text("Hello"), Message.text("Hello")), socket.received());
            }
        }
    }

    /** RFC 6455, sections 7.4.1 and 8.1: what a message holds is not what it has to be. */
    @ParameterizedTest
    @ValueSource(strings = {"c104 f248cdc9", "c102 ffff"})
    void data_that_are_cut_off_or_no_deflate_fail_with_1007(String broken) throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url());
            try (WireServer.Peer peer = server.accept()) {
                peer.open("Sec-WebSocket-Extensions: permessage-deflate");
                peer.raw(WireServer.bytes(broken));
                RawFrame close = peer.read();
                assertEquals("1007 message is not in the deflate format", close.code() + " " + close.reason());
                assertEquals(List.of(), socket.received());
            }
        }
    }

    private static byte[] inflate(Inflater inflater, byte[] payload) throws Exception {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(payload);
        whole.writeBytes(WireServer.TAIL);
        inflater.setInput(whole.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] scratch = new byte[4096];
        for (int count = inflater.inflate(scratch); count > 0; count = inflater.inflate(scratch)) {
            out.write(scratch, 0, count);
        }
        return out.toByteArray();
    }
}
