package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** permessage-deflate (RFC 7692) on the wire. */
class DeflateTests {
    private final EchoServer server = EchoServer.start();
    private final Deflater deflater = new Deflater(9, true);
    private final Inflater inflater = new Inflater(true);

    @AfterEach
    void stop() {
        server.close();
        deflater.end();
        inflater.end();
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate, permessage-deflate",
        "permessage-deflate; client_max_window_bits, permessage-deflate",
        "'permessage-deflate; client_max_window_bits=9; server_no_context_takeover',"
                + "permessage-deflate; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=9, permessage-deflate; server_max_window_bits=9",
        "'x-other, permessage-deflate; server_max_window_bits=\"10\"', permessage-deflate; server_max_window_bits=10",
        "'permessage-deflate; server_max_window_bits=\"1\\0\"', permessage-deflate; server_max_window_bits=10",
        "'permessage-deflate; unknown, permessage-deflate; client_no_context_takeover',"
                + "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=16,",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover,",
        "permessage-deflate; server_no_context_takeover=1,",
        "x-other,"
    })
    void answers_the_first_offer_that_it_can_accept(String offer, String answer) throws IOException {
        try (RawPeer client = RawPeer.to(server.port())) {
            String head = client.request("GET / HTTP/1.1", "Sec-WebSocket-Extensions: " + offer);

            assertTrue(head.startsWith("HTTP/1.1 101"), head);
            if (answer == null) {
                assertFalse(head.contains("Sec-WebSocket-Extensions"), head);
            } else {
                assertTrue(head.contains("Sec-WebSocket-Extensions: " + answer + "\r\n"), head);
            }
        }
    }

    private byte[] deflate(byte[] bytes) {
        deflater.setInput(bytes);
        byte[] buffer = new byte[bytes.length * 2 + 64];
        int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        return java.util.Arrays.copyOf(buffer, count == 0 ? 1 : count - 4);
    }

    private byte[] inflate(byte[] frame) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (byte[] part : List.of(frame, new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF})) {
            inflater.setInput(part);
            for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                out.write(buffer, 0, count);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover"
    })
    void echoes_compressed_messages_compressed_and_others_as_they_are(String offer) throws Exception {
        boolean forgets = offer.contains("no_context");
        Random random = new Random(1);
        try (RawPeer client = RawPeer.open(server.port(), "Sec-WebSocket-Extensions: " + offer)) {
            for (int size : new int[] {0, 1, 10, 1000, 8192, 70_000, 300_000, 5, 0}) {
                byte[] payload = new byte[size];
                for (int i = 0; i < size; i++) {
                    payload[i] = (byte) "abcdefgh".charAt(random.nextInt(8));
                }
                client.send(0xC2, deflate(payload));
                RawFrame echo = client.read();
                assertEquals(0xC2, echo.start());
                assertArrayEquals(payload, inflate(echo.payload()));
                if (forgets) {
                    deflater.reset();
                    inflater.reset();
                }
            }
            client.send(0x81, "plain");
            assertEquals("81 plain", client.read().toString());
        }
    }

    @Test
    void records_the_inflated_text_and_compresses_what_the_test_sends() throws Exception {
        try (RawPeer client = RawPeer.open(server.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            String text = "to be or not to be, ".repeat(100);
            client.send(0xC1, deflate(text.getBytes(StandardCharsets.UTF_8)));
            assertArrayEquals(
                    text.getBytes(StandardCharsets.UTF_8), inflate(client.read().payload()));
            ServerConnection connection = server.awaitConnection();
            assertEquals(List.of(Message.text(text)), connection.received());

            connection.send(text);
            RawFrame sent = client.read();
            assertEquals(0xC1, sent.start());
            assertTrue(sent.payload().length < 100, sent.payload().length + " bytes");
            assertEquals(text, new String(inflate(sent.payload()), StandardCharsets.UTF_8));
        }
    }

    /** Compression makes short messages longer, and harder to read in a trace. */
    @Test
    void compresses_what_it_says_unasked_from_1024_bytes_on() throws Exception {
        try (RawPeer client = RawPeer.open(server.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            ServerConnection connection = server.awaitConnection();
            connection.send("last");
            connection.send("x".repeat(1023));
            connection.send("x".repeat(1024));
            connection.send("x".repeat(1024));

            assertEquals("81 last", client.read().toString());
            assertEquals(0x81, client.read().start());
            for (int i = 0; i < 2; i++) { // the window knows what was compressed, and nothing else
                RawFrame large = client.read();
                assertEquals(0xC1, large.start());
                assertEquals("x".repeat(1024), new String(inflate(large.payload()), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void stops_a_bomb_at_the_limit_of_a_message() throws IOException {
        try (EchoServer small = EchoServer.builder().maxMessageBytes(1000).start();
                RawPeer client = RawPeer.open(small.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            byte[] bomb = deflate(new byte[500_000]);
            assertTrue(bomb.length < 1000);
            client.send(0xC2, bomb);

            assertEquals(
                    "88 1009 message is longer than the limit of 1000 bytes",
                    client.read().toString());
        }
    }

    @Test
    void fails_what_is_no_deflate_data_and_what_was_not_agreed_on() throws IOException {
        try (RawPeer client = RawPeer.open(server.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            client.send(0xC1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
            assertEquals(
                    "88 1007 message is not in the deflate format",
                    client.read().toString());
        }
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0xC1, deflate(new byte[] {'a'}));
            assertEquals(
                    "88 1002 reserved bits are set and no extension defines them",
                    client.read().toString());
        }
    }
}
