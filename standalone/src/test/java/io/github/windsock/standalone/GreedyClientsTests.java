package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that want all the memory there is, at a program that has little. */
class GreedyClientsTests {
    private static final int CLIENTS = Boolean.getBoolean("windsock.soak") ? 250 : 120;
    private static final int MESSAGE = 1 << 20;
    private static final int TEXT = 0x81;
    private static final int COMPRESSED_TEXT = 0xC1;
    private static final int UNFINISHED_TEXT = 0x01;

    @TempDir
    Path directory;

    /** Messages that they never read, some of which come as a thousand bytes; messages and frames that never end. */
    @Test
    void are_told_to_go_and_the_others_are_served() throws Exception {
        byte[] message = frame(TEXT, new byte[MESSAGE]);
        byte[] bomb = frame(COMPRESSED_TEXT, deflated(new byte[MESSAGE]));
        assertTrue(bomb.length < 1100, () -> bomb.length + " bytes");
        byte[] fragment = frame(UNFINISHED_TEXT, new byte[MESSAGE - 1]);
        byte[] half = Arrays.copyOf(message, message.length - 1);
        List<byte[]> greed = List.of(message, bomb, fragment, half);

        Path log = directory.resolve("log");
        List<RawHttpClient> greedy = new ArrayList<>();
        List<String> little =
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
        try (ProgramProcess program = ProgramProcess.ofClasses(log, little);
                RawHttpClient modest = open(program.port())) {
            for (int i = 0; i < CLIENTS; i++) {
                RawHttpClient client = open(program.port());
                greedy.add(client);
                pour(client, greed.get(i % greed.size()));
            }
            requireEcho(modest);
            assertTrue(RawHttpClient.get(program.port(), "/healthz").startsWith("HTTP/1.1 200 "));

            program.terminate();
            assertEquals(128 + 15, program.awaitExit());
            String told = Files.readString(log);
            assertTrue(told.contains(" B, and this one's take the most; --max-buffered raises it"), told);
        } finally {
            for (RawHttpClient client : greedy) {
                client.close();
            }
        }
    }

    private static RawHttpClient open(int port) throws IOException {
        RawHttpClient client = new RawHttpClient(port);
        client.write(RawHttpClient.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate") + "\r\n");
        String answer = client.readHead();
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        return client;
    }

    /** One that has been cut off meanwhile cannot send any more. */
    private static void pour(RawHttpClient client, byte[] bytes) {
        try {
            client.write(bytes);
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).matches("Broken pipe|Connection reset.*"), e.toString());
        }
    }

    private static void requireEcho(RawHttpClient client) throws IOException {
        client.write(frame(TEXT, "still there?".getBytes(StandardCharsets.US_ASCII)));
        assertArrayEquals(
                "\u0081\u000cstill there?".getBytes(StandardCharsets.ISO_8859_1),
                client.readBytes(2 + "still there?".length()));
    }

    /** A frame of a client, whose mask changes nothing. */
    private static byte[] frame(int start, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) start);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.putInt(0).put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        byte[] result = new byte[4096];
        int size = deflater.deflate(result, 0, result.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return ByteBuffer.allocate(size - 4).put(result, 0, size - 4).array();
    }
}
