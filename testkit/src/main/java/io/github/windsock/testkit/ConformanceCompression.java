package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DynamicTest;

/** permessage-deflate (RFC 7692): every combination of its parameters, messages of many sizes and kinds in frames of many sizes. */
final class ConformanceCompression {
    private static final String NAME = "permessage-deflate";

    /** What is agreed on. */
    private record Terms(boolean serverForgets, boolean clientForgets, String serverBits, String clientBits) {
        /** Returns a client's offer, or a server's answer with the same parameters. */
        String header() {
            return answer() + (clientBits.equals("-") ? "" : "; client_max_window_bits" + clientBits);
        }

        /** Returns the answer of the server that is tested: it has room for the largest window of the client. */
        String answer() {
            return NAME
                    + (serverForgets ? "; server_no_context_takeover" : "")
                    + (clientForgets ? "; client_no_context_takeover" : "")
                    + (serverBits.isEmpty() ? "" : "; server_max_window_bits=" + serverBits);
        }

        /** Returns how far back who is tested may refer. */
        int window(boolean serverIsTested) {
            String bits =
                    serverIsTested ? serverBits : clientBits.replace("=", "").replace("-", "");
            return 1 << (bits.isEmpty() ? 15 : Integer.parseInt(bits));
        }

        /** A server's answer says how large the client's window may be, or nothing of it (RFC 7692, section 7.1.2.2). */
        boolean isAnswer() {
            return !clientBits.isEmpty();
        }
    }

    /** Our end of a connection with compression; the other one echoes. */
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

        /** Sends a message in frames of so many bytes and compares what comes back. */
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
            written.get(10, TimeUnit.SECONDS);
        }

        /** A server sends each frame back. */
        private void assertEchoed(int opcode, byte[] message, int frames) throws IOException {
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            for (int i = 0; i < frames; i++) {
                RawFrame seen = wire.read();
                assertEquals(start(opcode, i, frames), seen.start(), "frame " + (i + 1));
                back.writeBytes(seen.payload());
            }
            assertInflates(message, back.toByteArray());
        }

        /** A page sends a whole message, which is compressed unless it is empty. */
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
                inflater.reset(); // what refers to before is now an index below 0
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
                    throw new java.io.UncheckedIOException(e);
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

    /** Who is tested, and how our end comes to it. */
    private interface Opener {
        RawPeer open(Terms terms) throws Exception;
    }

    private ConformanceCompression() {}

    private static RawPeer toServer(int port, Terms terms) throws IOException {
        RawPeer client = RawPeer.connect(port, "Sec-WebSocket-Extensions: " + terms.header());
        String head = client.readHead();
        assertTrue(head.contains("\r\nSec-WebSocket-Extensions: " + terms.answer() + "\r\n"), head);
        return client;
    }

    static List<DynamicTest> ofServer(int port) {
        List<DynamicTest> tests = new ArrayList<>();
        parameters()
                .forEach(terms -> tests.add(DynamicTest.dynamicTest(
                        id(12, "7.1", tests.size() + 1, terms.header()),
                        () -> converse(new End(true, terms, toServer(port, terms))))));
        int before = tests.size();
        messages((terms, message, frame, what) -> tests.add(DynamicTest.dynamicTest(
                id(13, "7.2", tests.size() - before + 1, what),
                () -> exchangeThrice(new End(true, terms, toServer(port, terms)), message, frame))));
        return tests;
    }

    static List<DynamicTest> ofClient(TestedClient client, RawServer server) {
        Opener opener = terms -> {
            client.open(server.port(), true);
            return server.accept("Sec-WebSocket-Extensions: " + terms.header());
        };
        List<DynamicTest> tests = new ArrayList<>();
        parameters()
                .forEach(terms ->
                        tests.add(DynamicTest.dynamicTest(id(12, "7.1", tests.size() + 1, terms.header()), () -> {
                            if (terms.isAnswer()) {
                                converse(new End(false, terms, opener.open(terms)));
                            } else {
                                assertRefused(opener.open(terms));
                            }
                        })));
        int before = tests.size();
        messages((terms, message, frame, what) -> tests.add(DynamicTest.dynamicTest(
                id(13, "7.2", tests.size() - before + 1, what),
                () -> exchangeThrice(new End(false, terms, opener.open(terms)), message, frame))));
        return tests;
    }

    private static String id(int category, String section, int number, String what) {
        return category + "." + number + " RFC 7692, " + section + ": " + what;
    }

    private static void assertRefused(RawPeer peer) throws IOException {
        try (peer) {
            assertTrue(peer.isAtEnd(), "the client took an answer that is none to its offer");
        }
    }

    private static List<Terms> parameters() {
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
        try (end) {
            byte[] words = words(3000);
            end.exchange(1, words, Integer.MAX_VALUE);
            end.exchange(1, words, Integer.MAX_VALUE); // may refer to the one before
            end.exchangePlain("in between");
            end.exchange(2, noise(700), 100);
            end.exchange(1, new byte[0], Integer.MAX_VALUE);
            end.exchange(1, words, 64);
            end.exchange(2, words(40_000), 4096); // beyond every window
            end.exchange(1, words, Integer.MAX_VALUE);
            end.finish();
        }
    }

    /** Takes a message that is exchanged three times. */
    private interface MessageTaker {
        void take(Terms terms, byte[] message, int frame, String what);
    }

    private static void messages(MessageTaker taker) {
        Terms takeover = new Terms(false, false, "", "-");
        Terms none = new Terms(true, true, "", "-");
        for (int size :
                new int[] {0, 1, 16, 64, 125, 126, 256, 1024, 4096, 8192, 16384, 32768, 65535, 65536, 131_072}) {
            for (int frame : new int[] {Integer.MAX_VALUE, 1024, 125, 31}) {
                for (String kind : List.of("words", "noise", "zeros")) {
                    byte[] message =
                            kind.equals("words") ? words(size) : kind.equals("noise") ? noise(size) : new byte[size];
                    for (Terms terms : List.of(takeover, none)) {
                        String what = "%d bytes of %s in frames of %s, %s"
                                .formatted(
                                        size,
                                        kind,
                                        frame == Integer.MAX_VALUE ? "any size" : frame + " bytes",
                                        terms.equals(none) ? "no takeover" : "takeover");
                        taker.take(terms, message, frame, what);
                    }
                }
            }
        }
    }

    private static void exchangeThrice(End end, byte[] message, int frame) throws Exception {
        try (end) {
            for (int i = 0; i < 3; i++) {
                end.exchange(2, message, frame);
            }
            end.finish();
        }
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

    /** Single frames: the examples of RFC 7692, section 7.2.3, and what must fail. */
    static List<ConformanceCase> frames() {
        List<ConformanceCase> cases = new ArrayList<>();
        byte[] hello = hex("f248cdc9c90700");
        cases.add(agreed("the example").send(0xC1, hello).expectInflated("Hello", 1, 1));
        cases.add(agreed("the example with the window of the one before")
                .send(0xC1, hello)
                .send(0xC1, hex("f200110000"))
                .expectInflated("Hello", 1, 1)
                .expectInflated("Hello", 1, 1));
        for (int chop : new int[] {Integer.MAX_VALUE, 1}) {
            for (int opcode : new int[] {1, 2}) {
                String what = ", opcode " + opcode + (chop == 1 ? ", byte by byte" : "");
                cases.add(echoed("two fragments" + what, opcode, chop, "Hello", "f248cd", "c9c90700"));
                cases.add(
                        echoed("stored, without compression" + what, opcode, chop, "Hello", "000500faff48656c6c6f00"));
                cases.add(echoed("a block marked as the last" + what, opcode, chop, "Hello", "f348cdc9c9070000"));
                cases.add(echoed(
                        "two blocks" + what, opcode, chop, "Hello", "f248050000 00ffffcac9c90700".replace(" ", "")));
                cases.add(echoed("an empty message" + what, opcode, chop, "", "00"));
                cases.add(echoed("an empty message, marked as the last" + what, opcode, chop, "", "030000"));
                cases.add(echoed("empty fragments around" + what, opcode, chop, "Hello", "", "f248cdc9c90700", ""));
            }
            cases.add(agreed("a reference beyond a block marked as the last" + (chop == 1 ? ", byte by byte" : ""))
                    .send(0xC1, hex("f348cdc9c9070000"))
                    .send(0xC1, hex("f200110000"))
                    .chopped(chop)
                    .expectInflated("Hello", 1, 1)
                    .expectInflated("Hello", 1, 1));
            addFailures(cases, chop);
        }
        return cases;
    }

    private static ConformanceCase agreed(String title) {
        return ConformanceCase.of(title).compressed();
    }

    /** Sends deflated frames; the answer holds the same in as many frames. */
    private static ConformanceCase echoed(String title, int opcode, int chop, String text, String... frames) {
        ConformanceCase one = agreed(title).chopped(chop);
        for (int i = 0; i < frames.length; i++) {
            int start = (i == 0 ? 0x40 | opcode : 0) | (i == frames.length - 1 ? 0x80 : 0);
            one.send(start, hex(frames[i]));
        }
        return one.expectInflated(text, frames.length, opcode);
    }

    private static void addFailures(List<ConformanceCase> cases, int chop) {
        String how = chop == 1 ? ", byte by byte" : "";
        String reserved = "reserved bits are set and no extension defines them";
        for (int start : new int[] {0xC8, 0xC9, 0xCA, 0xE1, 0xD1, 0xB1, 0xF1, 0xE2, 0xA1, 0x91}) {
            cases.add(agreed("opcode %02x".formatted(start) + how)
                    .send(start, hex("f248cdc9c90700"))
                    .chopped(chop)
                    .failing(1002, reserved));
        }
        for (int start : new int[] {0x40, 0xC0}) {
            cases.add(agreed("the bit on a continuation, %02x".formatted(start) + how)
                    .echo(0x01, "first")
                    .send(start, hex("f248cdc9c90700"))
                    .chopped(chop)
                    .failing(1002, reserved));
        }
        String format = "message is not in the deflate format";
        for (String bad :
                List.of("ff", "ffffffff", "06", "0001000000ff", "000500fafe48656c6c6f00", "ed8081", "", "f248cdc9c9")) {
            cases.add(agreed("no deflate data: " + bad + how)
                    .send(0xC2, hex(bad))
                    .chopped(chop)
                    .failing(1007, format));
        }
        cases.add(agreed("a reference to before the first byte" + how)
                .send(0xC2, hex("02130000"))
                .chopped(chop)
                .failing(1007, format));
        for (String size : List.of("0300fcff", "0500faff", "0600f9ff", "0700f8ff")) {
            cases.add(agreed("a stored block that ends too early, of " + size + how)
                    .send(0xC2, hex("00" + size + "4865"))
                    .chopped(chop)
                    .failing(1007, format));
        }
        cases.add(agreed("text that inflates to what is not UTF-8" + how)
                .send(0xC1, hex("000300fcff61ff6200"))
                .chopped(chop)
                .failing(1007, "text is not UTF-8 at byte 1"));
        cases.add(agreed("text that inflates to half a character" + how)
                .send(0xC1, hex("000200fdff61c300"))
                .chopped(chop)
                .failing(1007, "text ends in the middle of a character"));
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }
}
