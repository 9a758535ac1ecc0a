package io.github.windsock.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
        expected.add("1002 opcode 0x3 is reserved");
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
                    .formatHex(encode((last ? 0x80 : 0) | opcode, Arrays.copyOfRange(payload, from, to))));
            from = to;
        }
        meaning.add((text ? "text " : "binary ") + HexFormat.of().formatHex(payload));
        return new Sequence(hex.toString(), meaning);
    }

    /** Reads pieces of the sizes given, over and over; bytes of 0 stand for 256. */
    private static List<String> read(byte[] bytes, List<Byte> cuts) {
        List<String> read = new ArrayList<>();
        FrameReader reader = new FrameReader(Role.CLIENT, 1 << 20, CloseCodes.ALL_BUT_RESERVED, null);
        MessageAssembler assembler = new MessageAssembler();
        try {
            int from = 0;
            for (int i = 0; from < bytes.length; i++) {
                int size = cuts.isEmpty() ? bytes.length : (cuts.get(i % cuts.size()) - 1 & 0xFF) + 1;
                int to = Math.min(bytes.length, from + size);
                ByteArrayOutputStream piece = new ByteArrayOutputStream();
                piece.write(bytes, from, to - from);
                ByteBuffer in = ByteBuffer.wrap(piece.toByteArray());
                for (Frame frame = reader.next(in); frame != null; frame = reader.next(in)) {
                    Frame whole = frame.isControl() ? frame : assembler.add(frame);
                    if (whole != null) {
                        String what = whole.opcode().name().toLowerCase(Locale.ROOT);
                        read.add(what + " " + HexFormat.of().formatHex(whole.bytes()));
                    }
                }
                from = to;
            }
        } catch (ProtocolViolation e) {
            read.add(e.code() + " " + e.reason());
        }
        return read;
    }

    /** Written here, plainly: the oracle is not what is tested. */
    private static byte[] encode(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        return Arrays.copyOf(frame.put(payload).array(), frame.position());
    }
}
