package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where the network cuts a stream of frames makes no difference. */
class FrameReaderTests {
    /** Frames with what they are to be read as. */
    record Sequence(String hex, List<String> meaning) {}

    @Property(tries = 100)
    void a_legal_sequence_cut_anywhere_is_the_same_messages(
            @ForAll("sequences") Sequence sequence, @ForAll List<Byte> cuts) {
        assertEquals(sequence.meaning, read(HexFormat.of().parseHex(sequence.hex), cuts));
    }

    @Property(tries = 100)
    void what_comes_before_a_violation_is_read_wherever_it_is_cut(
            @ForAll("sequences") Sequence sequence, @ForAll List<Byte> cuts) {
        List<String> expected = new ArrayList<>(sequence.meaning);
        expected.add("1002 Unknown opcode 3");
        assertEquals(expected, read(HexFormat.of().parseHex(sequence.hex + "8300"), cuts));
    }

    @Property(tries = 300)
    void any_bytes_cut_anywhere_are_read_as_in_one_piece(@ForAll byte[] bytes, @ForAll List<Byte> cuts) {
        assertEquals(read(bytes, List.of()), read(bytes, cuts));
    }

    @Property(tries = 300)
    void nearly_legal_bytes_cut_anywhere_are_read_as_in_one_piece(
            @ForAll("sequences") Sequence sequence, @ForAll byte wrong, @ForAll int at, @ForAll List<Byte> cuts) {
        byte[] bytes = HexFormat.of().parseHex(sequence.hex + "8100");
        bytes[Math.floorMod(at, bytes.length)] = wrong;
        assertEquals(read(bytes, List.of()), read(bytes, cuts));
    }

    @Provide
    Arbitrary<Sequence> sequences() {
        return messages().list().ofMaxSize(6).map(parts -> {
            StringBuilder hex = new StringBuilder();
            List<String> meaning = new ArrayList<>();
            parts.forEach(part -> {
                hex.append(part.hex);
                meaning.addAll(part.meaning);
            });
            return new Sequence(hex.toString(), meaning);
        });
    }

    private static Arbitrary<Sequence> messages() {
        Arbitrary<byte[]> texts = Arbitraries.strings()
                .ofMaxLength(200)
                .map(text -> new String(text.getBytes(UTF_8), UTF_8).getBytes(UTF_8));
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                Arbitraries.of(125, 126, 65_535, 65_536).map(byte[]::new));
        Arbitrary<List<Integer>> sizes =
                Arbitraries.integers().between(0, 300).list().ofMaxSize(4);
        Arbitrary<List<String>> pings =
                Arbitraries.of("", "8900", "8a0161", "890162").list().ofSize(5);
        return Arbitraries.of(true, false)
                .flatMap(text -> Combinators.combine(text ? texts : bytes, sizes, pings)
                        .as((payload, cut, control) -> message(text, payload, cut, control)));
    }

    /** A message in fragments, with a control frame or none before each. */
    private static Sequence message(boolean text, byte[] payload, List<Integer> sizes, List<String> control) {
        StringBuilder hex = new StringBuilder();
        List<String> meaning = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= sizes.size(); i++) {
            boolean last = i == sizes.size();
            int to = last ? payload.length : Math.min(payload.length, from + sizes.get(i));
            int opcode = i > 0 ? 0 : text ? 1 : 2;
            hex.append(control.get(i));
            if (!control.get(i).isEmpty()) {
                meaning.add((control.get(i).startsWith("89") ? "ping " : "pong ")
                        + control.get(i).substring(4));
            }
            hex.append(HexFormat.of()
                    .formatHex(WireServer.encode((last ? 0x80 : 0) | opcode, Arrays.copyOfRange(payload, from, to))));
            from = to;
        }
        meaning.add((text ? "text " : "binary ") + HexFormat.of().formatHex(payload));
        return new Sequence(hex.toString(), meaning);
    }

    /** Reads pieces of the sizes given, over and over; bytes of 0 stand for 256. */
    private static List<String> read(byte[] bytes, List<Byte> cuts) {
        List<String> read = new ArrayList<>();
        FrameReader reader = new FrameReader(new Recorder(read), 1 << 20);
        try {
            int from = 0;
            for (int i = 0; from < bytes.length; i++) {
                int size = cuts.isEmpty() ? bytes.length : (cuts.get(i % cuts.size()) - 1 & 0xFF) + 1;
                int to = Math.min(bytes.length, from + size);
                ByteArrayOutputStream piece = new ByteArrayOutputStream();
                piece.write(bytes, from, to - from);
                reader.read(ByteBuffer.wrap(piece.toByteArray()));
                from = to;
            }
        } catch (Violation e) {
            read.add(e.code() + " " + e.reason());
        }
        return read;
    }

    private record Recorder(List<String> read) implements FrameReader.Frames {
        private void add(String what, byte[] payload) {
            read.add(what + " " + HexFormat.of().formatHex(payload));
        }

        @Override
        public void text(byte[] utf8) {
            add("text", utf8);
        }

        @Override
        public void binary(byte[] bytes) {
            add("binary", bytes);
        }

        @Override
        public void ping(byte[] payload) {
            add("ping", payload);
        }

        @Override
        public void pong(byte[] payload) {
            add("pong", payload);
        }

        @Override
        public void close(byte[] body) {
            add("close", body);
        }
    }
}
