package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a client sends on a bare socket, and every frame that must come back until the connection is closed. Strict: one byte
 * more or less is a failure.
 */
final class ConformanceCase {
    private static final int CLOSE = 0x88;
    private static final int TOO_BIG = 1009;
    private static final byte[] NORMAL = RawClient.closePayload(1000, "");
    private static final int KERNELS = 64 * 1024; // more than this is not written before the echo is read

    private final String title;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<RawClient.Seen> answers = new ArrayList<>();
    private final StringBuilder offer = new StringBuilder();
    private int chop = Integer.MAX_VALUE;
    private final List<Inflated> inflated = new ArrayList<>();
    private byte[] closing = {};
    private boolean closes;
    private int failure;
    private String reason = "";

    /** A compressed message in so many frames. */
    private record Inflated(String text, int frames, int opcode) {}

    private ConformanceCase(String title) {
        this.title = title;
    }

    static ConformanceCase of(String title) {
        return new ConformanceCase(title);
    }

    /** Sends a masked frame; {@code start} is its first byte. */
    ConformanceCase send(int start, byte... payload) {
        bytes.writeBytes(RawClient.frame(start, payload));
        return this;
    }

    ConformanceCase send(int start, String payload) {
        return send(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    ConformanceCase raw(byte... raw) {
        bytes.writeBytes(raw);
        return this;
    }

    /** Expects a frame; {@code start} is its first byte. */
    ConformanceCase expect(int start, byte... payload) {
        answers.add(new RawClient.Seen(start, payload));
        return this;
    }

    ConformanceCase expect(int start, String payload) {
        return expect(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame that comes back as it is. */
    ConformanceCase echo(int start, byte... payload) {
        return send(start, payload).expect(start, payload);
    }

    ConformanceCase echo(int start, String payload) {
        return echo(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Offers extensions in the handshake. */
    ConformanceCase offering(String extensions) {
        offer.append(extensions);
        return this;
    }

    /** Expects so many compressed frames of one message that inflate to this. */
    ConformanceCase expectInflated(String text, int frames, int opcode) {
        inflated.add(new Inflated(text, frames, opcode));
        return this;
    }

    /** Writes so many bytes at once, and not more. */
    ConformanceCase chopped(int count) {
        chop = count;
        return this;
    }

    /** Sends a Close frame with this payload itself, which the server answers with the same. */
    ConformanceCase closing(byte... payload) {
        closes = true;
        closing = payload;
        return send(CLOSE, payload);
    }

    /** Sends no Close frame; the server fails the connection with this code. */
    ConformanceCase failing(int code) {
        failure = code;
        return this;
    }

    ConformanceCase failing(int code, String why) {
        reason = why;
        return failing(code);
    }

    DynamicTest test(String id, EchoServer server) {
        return DynamicTest.dynamicTest(id + " " + title, () -> play(server));
    }

    private void play(EchoServer server) throws Exception {
        String[] headers = offer.length() == 0 ? new String[0] : new String[] {"Sec-WebSocket-Extensions: " + offer};
        try (RawClient client = RawClient.open(server, headers)) {
            CompletableFuture<Void> written = write(client);
            for (int i = 0; i < answers.size(); i++) {
                RawClient.Seen seen = client.read();
                assertEquals(answers.get(i).toString(), seen.toString(), "frame " + (i + 1));
                assertArrayEquals(answers.get(i).payload(), seen.payload(), "frame " + (i + 1));
            }
            for (Inflated message : inflated) {
                assertInflates(message, client);
            }
            if (failure != 0) {
                assertFails(client);
                if (failure == TOO_BIG) { // no rule is broken: it is a closing handshake
                    written.get(10, TimeUnit.SECONDS);
                    client.send(CLOSE, RawClient.closePayload(TOO_BIG, ""));
                }
            } else {
                if (!closes) {
                    written.get(10, TimeUnit.SECONDS);
                    client.send(CLOSE, NORMAL);
                }
                RawClient.Seen close = client.read();
                assertEquals(CLOSE, close.start(), () -> "unexpected " + close);
                assertArrayEquals(closes ? closing : NORMAL, close.payload(), close.toString());
            }
            assertTrue(client.isAtEnd(), "more bytes after the Close frame");
            written.get(10, TimeUnit.SECONDS);
        }
    }

    private static void assertInflates(Inflated message, RawClient client) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        for (int i = 0; i < message.frames(); i++) {
            RawClient.Seen seen = client.read();
            int start = (i == 0 ? 0x40 | message.opcode() : 0) | (i == message.frames() - 1 ? 0x80 : 0);
            assertEquals(start, seen.start(), seen.toString());
            deflated.writeBytes(seen.payload());
        }
        byte[] text = new TinyInflater().inflate(deflated.toByteArray());
        assertEquals(message.text(), new String(text, StandardCharsets.UTF_8));
    }

    private void assertFails(RawClient client) throws IOException {
        RawClient.Seen close = client.read();
        assertEquals(CLOSE, close.start(), () -> "unexpected " + close);
        ByteBuffer status = ByteBuffer.wrap(close.payload());
        assertEquals(failure, status.getShort() & 0xFFFF, close.toString());
        String why = StandardCharsets.UTF_8.newDecoder().decode(status).toString();
        assertTrue(close.payload().length <= 125 && !why.isEmpty(), close.toString());
        if (!reason.isEmpty()) {
            assertEquals(reason, why);
        }
    }

    private CompletableFuture<Void> write(RawClient client) throws IOException {
        if (bytes.size() > KERNELS) {
            return CompletableFuture.runAsync(() -> {
                try {
                    writeNow(client);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        writeNow(client);
        return CompletableFuture.completedFuture(null);
    }

    private void writeNow(RawClient client) throws IOException {
        byte[] all = bytes.toByteArray();
        try {
            for (int from = 0; from < all.length; from += Math.min(chop, all.length - from)) {
                client.write(Arrays.copyOfRange(all, from, from + Math.min(chop, all.length - from)));
            }
        } catch (SocketException e) {
            // A server that is to end the connection may have done so before the last bytes; what it sent is read and
            // judged.
            if (failure == 0 && !closes) {
                throw e;
            }
        }
    }
}
