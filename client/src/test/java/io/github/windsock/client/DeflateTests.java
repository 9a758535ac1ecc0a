package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
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
                Deflate deflate = new Deflate(
                        Deflate.Agreement.parse("permessage-deflate", true).orElseThrow());
                Deflate fresh =
                        new Deflate(Deflate.Agreement.parse("permessage-deflate; client_no_context_takeover", true)
                                .orElseThrow());
                Deflate used = extensions.contains("server_no_context_takeover") ? fresh : deflate;
                for (byte[] message : messages) {
                    socket.send(message);
                    WireServer.Frame frame = peer.read();
                    boolean compressed = (frame.rsv() & 0x40) != 0;
                    assertArrayEquals(message, compressed ? inflate(inflater, frame.payload()) : frame.payload());
                    if (extensions.contains("client_no_context_takeover")) {
                        inflater.reset();
                    }
                    byte[] back = used.compress(message);
                    peer.frame(back == null ? 0x82 : 0xC2, back == null ? message : back);
                }
                Await.received(socket, 4);
                assertEquals(messages.stream().map(Message::binary).toList(), socket.received());
            }
        }
    }

    private static byte[] inflate(Inflater inflater, byte[] payload) throws Exception {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(payload);
        whole.writeBytes(Deflate.TAIL);
        inflater.setInput(whole.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] scratch = new byte[4096];
        for (int count = inflater.inflate(scratch); count > 0; count = inflater.inflate(scratch)) {
            out.write(scratch, 0, count);
        }
        return out.toByteArray();
    }
}
