package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/** A case for permessage-deflate (RFC 7692): a conversation with certain parameters, with a peer that echoes. */
final class CompressionCase implements Playable {
    private static final String NAME = "permessage-deflate";
    private static final int ANY_SIZE = Integer.MAX_VALUE;

    private final String title;
    private final Terms terms;
    private final Dialog conversation;

    private CompressionCase(String title, Terms terms, Dialog conversation) {
        this.title = title;
        this.terms = terms;
        this.conversation = conversation;
    }

    /** The messages of a case, before the closing handshake. */
    private interface Dialog {
        void hold(End end) throws Exception;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public void playAgainstServer(Sockets sockets, int port) throws Exception {
        RawPeer client = RawPeer.handshake(sockets.connect(port), "Sec-WebSocket-Extensions: " + terms.header());
        try (End end = new End(true, terms, client)) {
            String head = client.readHead();
            assertTrue(head.contains("\r\nSec-WebSocket-Extensions: " + terms.answer() + "\r\n"), head);
            conversation.hold(end);
            end.finish();
        }
    }

    @Override
    public void playAgainstClient(TestedClient client, RawServer server) throws Exception {
        client.open(server.port(), true);
        RawPeer peer = server.accept("Sec-WebSocket-Extensions: " + terms.header());
        try (End end = new End(false, terms, peer)) {
            if (terms.isAnswer()) {
                conversation.hold(end);
                end.finish();
            } else {
                assertTrue(peer.isAtEnd(), "the client accepted an answer that does not answer its offer");
            }
        }
    }

    /** Returns a case for every combination of the parameters. */
    static List<CompressionCase> parameters() {
        return terms().stream()
                .map(each -> new CompressionCase(each.header(), each, CompressionCase::converse))
                .toList();
    }

    /** Returns cases with messages of many sizes and kinds, in frames of many sizes. */
    static List<CompressionCase> messages() {
        List<CompressionCase> cases = new ArrayList<>();
        for (int size :
                new int[] {0, 1, 16, 64, 125, 126, 256, 1024, 4096, 8192, 16384, 32768, 65535, 65536, 131_072}) {
            for (int frame : new int[] {ANY_SIZE, 1024, 125, 31}) {
                for (String kind : List.of("words", "noise", "zeros")) {
                    cases.add(message(new Terms(false, false, "", "-"), size, kind, frame, "takeover"));
                    cases.add(message(new Terms(true, true, "", "-"), size, kind, frame, "no takeover"));
                }
            }
        }
        return cases;
    }

    private static CompressionCase message(Terms terms, int size, String kind, int frame, String which) {
        String frames = frame == ANY_SIZE ? "any size" : frame + " bytes";
        String title = "%d bytes of %s in frames of %s, %s".formatted(size, kind, frames, which);
        return new CompressionCase(title, terms, end -> {
            byte[] message = kind.equals("words") ? words(size) : kind.equals("noise") ? noise(size) : new byte[size];
            for (int i = 0; i < 3; i++) {
                end.exchange(2, message, frame);
            }
        });
    }

    /** The agreed parameters. */
    private record Terms(boolean serverForgets, boolean clientForgets, String serverBits, String clientBits) {
        /** Returns a client's offer, or a server's answer with the same parameters. */
        String header() {
            return answer() + (clientBits.equals("-") ? "" : "; client_max_window_bits" + clientBits);
        }

        /** Returns the answer of the tested server, which accepts the client's largest window. */
        String answer() {
            return NAME
                    + (serverForgets ? "; server_no_context_takeover" : "")
                    + (clientForgets ? "; client_no_context_takeover" : "")
                    + (serverBits.isEmpty() ? "" : "; server_max_window_bits=" + serverBits);
        }

        /** Returns how far back the tested end may refer. */
        int window(boolean serverIsTested) {
            String bits =
                    serverIsTested ? serverBits : clientBits.replace("=", "").replace("-", "");
            return 1 << (bits.isEmpty() ? 15 : Integer.parseInt(bits));
        }

        /**
         * Returns whether a server may answer with these: an answer must not have client_max_window_bits without a
         * value (RFC 7692, section 7.1.2.2).
         */
        boolean isAnswer() {
            return !clientBits.isEmpty();
        }
    }

    /** The testkit's end of a connection with compression; the other end echoes. */
    private static final class End implements AutoCloseable {
        private final boolean serverIsTested;
        private final Terms terms;
        private final RawPeer wire;
        private final Deflater deflater = new Deflater(6, true);
        private final TinyInflater inflater = new TinyInflater();

        End(boolean serverIsTested, Terms terms, RawPeer wire) {
            this.serverIsTested = serverIsTested;
            this.terms = terms;
            this.wire = wire;
        }

        private byte[] deflate(byte[] message) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[64 * 1024];
            deflater.setInput(message);
            int count;
            do {
                count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                out.write(chunk, 0, count);
            } while (count == chunk.length);
            if (serverIsTested ? terms.clientForgets() : terms.serverForgets()) {
                deflater.reset();
            }
            byte[] all = out.toByteArray();
            return all.length == 0 ? new byte[1] : Arrays.copyOf(all, all.length - 4);
        }

        /** Sends a message in frames of {@code frame} bytes, and compares the echo. */
        void exchange(int opcode, byte[] message, int frame) throws Exception {
            byte[] deflated = deflate(message);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int frames = Math.max(1, (deflated.length + frame - 1) / frame);
            for (int i = 0; i < frames; i++) {
                int from = i * frame;
                byte[] part = Arrays.copyOfRange(deflated, from, Math.min(deflated.length, from + frame));
                bytes.writeBytes(RawFrame.encode(serverIsTested, start(opcode, i, frames), part));
            }
            CompletableFuture<Void> written = write(bytes.toByteArray());
            if (serverIsTested) {
                assertEchoed(opcode, message, frames);
            } else {
                assertSentBack(opcode, message);
            }
            written.get(30, TimeUnit.SECONDS);
        }

        /** A server echoes each frame. */
        private void assertEchoed(int opcode, byte[] message, int frames) throws IOException {
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            for (int i = 0; i < frames; i++) {
                RawFrame seen = wire.read();
                assertEquals(start(opcode, i, frames), seen.start(), "frame " + (i + 1));
                back.writeBytes(seen.payload());
            }
            assertInflates(message, back.toByteArray());
        }

        /** A page sends back the whole message, compressed unless it is empty. */
        private void assertSentBack(int opcode, byte[] message) throws IOException {
            RawFrame seen = wire.read();
            assertEquals((message.length == 0 ? 0x80 : 0xC0) | opcode, seen.start());
            if (message.length > 0) {
                assertInflates(message, seen.payload());
            }
        }

        private void assertInflates(byte[] message, byte[] deflated) {
            assertArrayEquals(message, inflater.inflate(deflated));
            assertTrue(inflater.farthest() <= terms.window(serverIsTested), "referred back by " + inflater.farthest());
            if (serverIsTested ? terms.serverForgets() : terms.clientForgets()) {
                inflater.reset(); // a reference to an earlier message is now an index below 0
            }
        }

        private static int start(int opcode, int i, int frames) {
            return (i == 0 ? 0x40 | opcode : 0) | (i == frames - 1 ? 0x80 : 0);
        }

        private CompletableFuture<Void> write(byte[] bytes) throws IOException {
            if (bytes.length < 64 * 1024) {
                wire.write(bytes);
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.runAsync(() -> {
                try {
                    wire.write(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        void exchangePlain(String text) throws IOException {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            wire.send(0x81, payload);
            if (serverIsTested) {
                assertEquals("81 " + text, wire.read().toString());
            } else {
                assertSentBack(1, payload);
            }
            wire.send(0x89, payload);
            assertEquals("8a " + text, wire.read().toString());
        }

        void finish() throws IOException {
            wire.send(0x88, RawFrame.close(1000, "done"));
            assertEquals("88 1000 done", wire.read().toString());
            if (!serverIsTested) {
                wire.fin();
            }
            assertTrue(wire.isAtEnd());
        }

        @Override
        public void close() throws IOException {
            deflater.end();
            wire.close();
        }
    }

    private static List<Terms> terms() {
        List<Terms> all = new ArrayList<>();
        for (boolean serverForgets : new boolean[] {false, true}) {
            for (boolean clientForgets : new boolean[] {false, true}) {
                for (String serverBits : List.of("", "8", "9", "10", "11", "12", "13", "14", "15")) {
                    for (String clientBits : List.of("-", "", "=8", "=9", "=12", "=15")) {
                        all.add(new Terms(serverForgets, clientForgets, serverBits, clientBits));
                    }
                }
            }
        }
        return all;
    }

    private static void converse(End end) throws Exception {
        byte[] words = words(3000);
        end.exchange(1, words, ANY_SIZE);
        end.exchange(1, words, ANY_SIZE); // may refer to the previous message
        end.exchangePlain("in between");
        end.exchange(2, noise(700), 100);
        end.exchange(1, new byte[0], ANY_SIZE);
        end.exchange(1, words, 64);
        end.exchange(2, words(40_000), 4096); // beyond every window
        end.exchange(1, words, ANY_SIZE);
    }

    private static byte[] words(int size) {
        Random random = new Random(size);
        StringBuilder words = new StringBuilder();
        while (words.length() < size) {
            words.append(List.of("wind ", "sock ", "flies ", "over ", "the ", "field, ", "and turns; ")
                    .get(random.nextInt(7)));
        }
        return words.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }
}
