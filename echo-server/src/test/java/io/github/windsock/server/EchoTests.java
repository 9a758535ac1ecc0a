package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sends_messages_back_with_their_type_and_in_order() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x81, "hello 世界 🎈");
            client.send(0x82, (byte) 0, (byte) 0xFF);
            client.send(0x81, "");
            client.send(0x82);

            assertEquals("81 hello 世界 🎈", client.read().toString());
            assertArrayEquals(new byte[] {0, (byte) 0xFF}, client.read().payload());
            assertEquals("81 ", client.read().toString());
            assertEquals("82 ", client.read().toString());
        }
    }

    @Test
    void keeps_fragments_and_answers_a_ping_between_them() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x01, "a");
            assertEquals("01 a", client.read().toString());
            client.send(0x89, "are you there");
            assertEquals("8a are you there", client.read().toString());
            client.send(0x00, "");
            assertEquals("00 ", client.read().toString());
            client.send(0x80, "b");
            assertEquals("80 b", client.read().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1 << 20, 64 << 20})
    void sends_a_frame_back_whole_whatever_its_size(int size) throws Exception {
        byte[] payload = new byte[size];
        ThreadLocalRandom.current().nextBytes(payload);
        try (RawPeer client = RawPeer.open(server.port())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    client.send(0x82, payload);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            RawFrame echo = client.read();

            assertEquals(0x82, echo.start());
            assertArrayEquals(payload, echo.payload());
            sending.get();
        }
    }

    @Test
    void answers_a_close_with_the_same_status_and_closes_tcp() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.sendClose(3005, "我就是要关闭它");

            assertEquals("88 3005 我就是要关闭它", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void answers_an_empty_close_with_an_empty_one() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x88);

            assertEquals("88 empty", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void answers_a_code_that_must_not_be_sent_with_1002(int code) throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.sendClose(code, "");

            assertEquals(
                    "88 1002 Close frame has code " + code + ", which must not be sent",
                    client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void answers_a_close_of_one_byte_with_1002() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x88, (byte) 3);

            assertEquals(
                    "88 1002 Close frame has a payload of 1 byte", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void answers_a_reason_that_is_not_utf8_with_1007() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x88, (byte) 3, (byte) 0xE8, (byte) 0xC3);

            assertEquals(
                    "88 1007 Close frame has a reason that is not UTF-8",
                    client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void fails_a_text_at_the_first_byte_that_cannot_be_utf8_within_a_frame_that_goes_on() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            byte[] whole =
                    RawFrame.encode(true, 0x81, ("κόσμε" + "\u0000".repeat(50)).getBytes(StandardCharsets.UTF_8));
            byte[] bad =
                    RawFrame.encode(true, 0x81, ("abc\u00ff" + "x".repeat(50)).getBytes(StandardCharsets.ISO_8859_1));
            client.write(whole);
            client.write(java.util.Arrays.copyOf(bad, bad.length - 40));

            assertEquals(0x81, client.read().start());
            assertEquals("88 1007 text is not UTF-8 at byte 3", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void refuses_a_message_that_is_too_long_by_its_declared_length() throws IOException {
        try (EchoServer small = EchoServer.builder().maxMessageBytes(10).start();
                RawPeer client = RawPeer.open(small.port())) {
            client.send(0x81, "0123456789");
            client.send(0x01, "01234");
            client.send(0x80, "012345");

            assertEquals("81 0123456789", client.read().toString());
            assertEquals("01 01234", client.read().toString());
            assertEquals(
                    "88 1009 message is longer than the limit of 10 bytes",
                    client.read().toString());
            client.sendClose(1009, "");
            assertTrue(client.isAtEnd());
        }
    }
}
