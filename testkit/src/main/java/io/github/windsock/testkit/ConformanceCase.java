package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * The bytes that one end sends on a bare socket, and the exact reaction of the other end: one byte more or less is a
 * failure.
 *
 * <p>A server must echo, so the case has every frame that must come back, up to the end of the connection. A client's
 * page does not answer, since that would race with pongs. It must have seen the messages that a server would have
 * echoed, and send only pongs and one Close frame.
 */
final class ConformanceCase implements Playable {
    private static final int CLOSE = 0x88;
    private static final int TOO_BIG = 1009;
    private static final byte[] NORMAL = RawFrame.close(1000, "");
    private static final int KERNELS =
            64 * 1024; // larger cases are written on another thread, while this one reads the echo

    private final String title;
    private final List<Step> steps = new ArrayList<>();
    private final List<RawFrame> answers = new ArrayList<>();
    private final List<Inflated> inflated = new ArrayList<>();
    private boolean compressed;
    private int chop = Integer.MAX_VALUE;
    private byte[] closing = {};
    private boolean closes;
    private ExpectedClose ofServer = ExpectedClose.NONE;
    private ExpectedClose ofClient = ExpectedClose.NONE;

    /** Bytes to send, which differ by role. */
    private interface Step {
        byte[] bytes(boolean masked);
    }

    /** A compressed message in a number of frames. */
    private record Inflated(String text, int frames, int opcode) {}

    private record ExpectedClose(int code, String reason) {
        static final ExpectedClose NONE = new ExpectedClose(0, "");

        boolean isOne() {
            return code != 0;
        }
    }

    private Consumer<ConformanceCase> script = written -> {};

    private ConformanceCase(String title) {
        this.title = title;
    }

    static ConformanceCase of(String title) {
        return new ConformanceCase(title);
    }

    /** Returns a large case, whose bytes are created when it is played and released afterwards. */
    static ConformanceCase large(String title, Consumer<ConformanceCase> script) {
        ConformanceCase one = new ConformanceCase(title);
        one.script = script;
        return one;
    }

    @Override
    public String title() {
        return title;
    }

    /** Sends a frame; {@code start} is its first byte. */
    ConformanceCase send(int start, byte... payload) {
        steps.add(masked -> RawFrame.encode(masked, start, payload));
        return this;
    }

    ConformanceCase send(int start, String payload) {
        return send(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the same bytes in both roles. */
    ConformanceCase raw(byte... raw) {
        steps.add(masked -> raw);
        return this;
    }

    /** Sends only a header, see {@link RawFrame#header}. */
    ConformanceCase header(int start, int form, long size) {
        steps.add(masked -> RawFrame.header(masked, start, form, size, 0));
        return this;
    }

    /** Sends a frame's header and the first {@code count} bytes of its payload. */
    ConformanceCase part(int start, byte[] payload, int count) {
        steps.add(masked -> {
            byte[] frame = RawFrame.encode(masked, start, payload);
            return Arrays.copyOf(frame, frame.length - payload.length + count);
        });
        return this;
    }

    /** Sends a frame with a mask from a server, or without one from a client. */
    ConformanceCase wrongMask(int start, byte... payload) {
        steps.add(masked -> RawFrame.encode(!masked, start, payload));
        ofServer = new ExpectedClose(1002, "frame of a client is not masked");
        ofClient = new ExpectedClose(1002, "frame of a server is masked");
        return this;
    }

    /**
     * Sends a text with a certain mask. A server echoes it; a client fails the connection, since a server must not
     * mask.
     */
    ConformanceCase mask(int mask, byte... payload) {
        byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= key[i & 3];
        }
        raw(RawFrame.header(true, 0x81, payload.length, payload.length, mask)).raw(hidden);
        ofClient = new ExpectedClose(1002, "frame of a server is masked");
        return expect(0x81, payload);
    }

    /** Expects a frame; {@code start} is its first byte. */
    ConformanceCase expect(int start, byte... payload) {
        answers.add(new RawFrame(start, payload));
        return this;
    }

    ConformanceCase expect(int start, String payload) {
        return expect(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame that is echoed unchanged. */
    ConformanceCase echo(int start, byte... payload) {
        return send(start, payload).expect(start, payload);
    }

    ConformanceCase echo(int start, String payload) {
        return echo(start, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Negotiates permessage-deflate. */
    ConformanceCase compressed() {
        compressed = true;
        return this;
    }

    /** Expects one message in a number of compressed frames. */
    ConformanceCase expectInflated(String text, int frames, int opcode) {
        inflated.add(new Inflated(text, frames, opcode));
        return this;
    }

    /** Writes at most {@code count} bytes at once. */
    ConformanceCase chopped(int count) {
        chop = count;
        return this;
    }

    /** Sends a Close frame with this payload, and expects the same in the answer. */
    ConformanceCase closing(byte... payload) {
        closes = true;
        closing = payload;
        return send(CLOSE, payload);
    }

    /**
     * Sends a Close frame with a code that the RFC does not define: a server refuses it, a browser accepts all but
     * three.
     */
    ConformanceCase undefinedClose(int code, String reason) {
        String why = "Close frame has code %d, which must not be sent".formatted(code);
        ofServer = new ExpectedClose(1002, why);
        if (code == 1005 || code == 1006 || code == 1015) {
            ofClient = ofServer;
        }
        closing = RawFrame.close(code, reason);
        return send(CLOSE, closing);
    }

    /** Expects that the tested end fails the connection with this code. */
    ConformanceCase failing(int code) {
        return failing(code, "");
    }

    ConformanceCase failing(int code, String why) {
        ofServer = new ExpectedClose(code, why);
        ofClient = ofServer;
        return this;
    }

    // Against a server.

    @Override
    public void playAgainstServer(Sockets sockets, int port) throws Exception {
        script.accept(this);
        try {
            playClient(sockets.connect(port));
        } finally {
            forget();
        }
    }

    private void forget() {
        steps.clear();
        answers.clear();
    }

    private void playClient(Socket socket) throws Exception {
        String[] headers = compressed
                ? new String[] {"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover"}
                : new String[0];
        try (RawPeer client = RawPeer.handshake(socket, headers)) {
            client.readHead();
            CompletableFuture<Void> written = write(client, true, ofServer.isOne());
            for (int i = 0; i < answers.size(); i++) {
                RawFrame seen = client.read();
                assertEquals(answers.get(i).toString(), seen.toString(), "frame " + (i + 1));
                assertArrayEquals(answers.get(i).payload(), seen.payload(), "frame " + (i + 1));
            }
            for (Inflated message : inflated) {
                assertInflates(message, client);
            }
            if (ofServer.isOne()) {
                awaitFailure(client, written);
            } else {
                closeWith(client, written);
            }
            assertTrue(client.isAtEnd(), "more bytes after the Close frame");
            written.get(30, TimeUnit.SECONDS);
        }
    }

    private void awaitFailure(RawPeer client, CompletableFuture<Void> written) throws Exception {
        assertFails(ofServer, client.read());
        if (ofServer.code == TOO_BIG) { // not a protocol error, but a closing handshake
            written.get(30, TimeUnit.SECONDS);
            client.send(CLOSE, RawFrame.close(TOO_BIG, ""));
            client.fin(); // after a header alone, the server skips the Close frame as a part of the payload
        }
    }

    private void closeWith(RawPeer client, CompletableFuture<Void> written) throws Exception {
        if (!closes) {
            written.get(30, TimeUnit.SECONDS);
            client.send(CLOSE, NORMAL);
        }
        assertCloses(client.read(), closes ? closing : NORMAL);
    }

    private static void assertInflates(Inflated message, RawPeer client) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        for (int i = 0; i < message.frames(); i++) {
            RawFrame seen = client.read();
            int start = (i == 0 ? 0x40 | message.opcode() : 0) | (i == message.frames() - 1 ? 0x80 : 0);
            assertEquals(start, seen.start(), seen.toString());
            deflated.writeBytes(seen.payload());
        }
        byte[] text = new TinyInflater().inflate(deflated.toByteArray());
        assertEquals(message.text(), new String(text, StandardCharsets.UTF_8));
    }

    // Against a client.

    @Override
    public void playAgainstClient(TestedClient tested, RawServer server) throws Exception {
        script.accept(this);
        try {
            playServer(tested, server);
        } finally {
            forget();
        }
    }

    private void playServer(TestedClient tested, RawServer server) throws Exception {
        String[] headers = compressed ? new String[] {"Sec-WebSocket-Extensions: permessage-deflate"} : new String[0];
        TestedClient.Socket socket = tested.open(server.port(), false);
        boolean sendsClose = closes || closing.length > 0;
        try (RawPeer peer = server.accept(headers)) {
            CompletableFuture<Void> written = write(peer, false, ofClient.isOne());
            for (RawFrame answer : answers) {
                if (answer.opcode() == 10) {
                    assertEquals(answer.toString(), peer.read().toString());
                }
            }
            if (ofClient.isOne()) {
                assertFails(ofClient, peer.read());
            } else {
                if (!sendsClose) {
                    written.get(30, TimeUnit.SECONDS);
                    peer.send(CLOSE, NORMAL);
                }
                assertCloses(peer.read(), sendsClose ? closing : NORMAL);
                peer.fin();
            }
            assertTrue(peer.isAtEnd(), "more bytes after the Close frame");
            written.get(30, TimeUnit.SECONDS);
        }
        assertSeen(socket.awaitClose(), sendsClose ? closing : NORMAL);
    }

    private void assertSeen(TestedClient.ClientResult seen, byte[] status) {
        List<TestedClient.ReceivedMessage> expected = messages();
        assertEquals(expected.size(), seen.messages().size(), "messages");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).isText(), seen.messages().get(i).isText(), "message " + (i + 1));
            assertArrayEquals(expected.get(i).payload(), seen.messages().get(i).payload(), "message " + (i + 1));
        }
        String clean = status.length == 0
                ? "1005 \"\" clean"
                : (ByteBuffer.wrap(status).getShort() & 0xFFFF) + " \""
                        + new String(status, 2, status.length - 2, StandardCharsets.UTF_8) + "\" clean";
        assertEquals(ofClient.isOne() ? "1006 \"\" unclean" : clean, seen.end());
        assertEquals(ofClient.isOne(), seen.failed(), "whether error came");
    }

    /** Returns the messages that a page must have seen. */
    private List<TestedClient.ReceivedMessage> messages() {
        List<TestedClient.ReceivedMessage> whole = new ArrayList<>();
        if (ofClient.isOne() && ofClient.reason.contains("masked") && answers.size() == 1 && !ofServer.isOne()) {
            return whole; // the frame itself has the forbidden mask
        }
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int opcode = 0;
        for (RawFrame frame : answers) {
            if (frame.opcode() >= 8) {
                continue;
            }
            opcode = frame.opcode() == 0 ? opcode : frame.opcode();
            parts.writeBytes(frame.payload());
            if (frame.fin()) {
                whole.add(new TestedClient.ReceivedMessage(opcode == 1, parts.toByteArray()));
                parts.reset();
            }
        }
        for (Inflated message : inflated) {
            whole.add(new TestedClient.ReceivedMessage(
                    message.opcode() == 1, message.text().getBytes(StandardCharsets.UTF_8)));
        }
        return whole;
    }

    // Against both.

    private static void assertCloses(RawFrame close, byte[] payload) {
        assertEquals(CLOSE, close.start(), () -> "unexpected " + close);
        assertArrayEquals(payload, close.payload(), close.toString());
    }

    private static void assertFails(ExpectedClose failure, RawFrame close) throws IOException {
        assertEquals(CLOSE, close.start(), () -> "unexpected " + close);
        ByteBuffer status = ByteBuffer.wrap(close.payload());
        assertEquals(failure.code(), status.getShort() & 0xFFFF, close.toString());
        String why = StandardCharsets.UTF_8.newDecoder().decode(status).toString();
        assertTrue(close.payload().length <= 125 && !why.isEmpty(), close.toString());
        if (!failure.reason().isEmpty()) {
            assertEquals(failure.reason(), why);
        }
    }

    private CompletableFuture<Void> write(RawPeer peer, boolean masked, boolean fails) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        steps.forEach(step -> bytes.writeBytes(step.bytes(masked)));
        byte[] all = bytes.toByteArray();
        if (all.length > KERNELS) {
            return CompletableFuture.runAsync(() -> {
                try {
                    writeNow(peer, all, fails);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        writeNow(peer, all, fails);
        return CompletableFuture.completedFuture(null);
    }

    private void writeNow(RawPeer peer, byte[] all, boolean fails) throws IOException {
        try {
            for (int from = 0; from < all.length; from += Math.min(chop, all.length - from)) {
                peer.write(Arrays.copyOfRange(all, from, from + Math.min(chop, all.length - from)));
            }
        } catch (SocketException | SSLException e) {
            // The tested end may close the connection before the last bytes are written; what it sent is checked
            // elsewhere.
            if (!fails && !closes) {
                throw e;
            }
        }
    }
}
