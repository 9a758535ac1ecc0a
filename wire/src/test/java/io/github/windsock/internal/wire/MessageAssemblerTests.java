package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A message of many frames costs its bytes once, and so does one that is cut into many. */
class MessageAssemblerTests {

    private static byte[] filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static Frame assembled(byte[]... payloads) {
        MessageAssembler assembler = new MessageAssembler();
        Frame whole = null;
        for (int i = 0; i < payloads.length; i++) {
            Opcode opcode = i == 0 ? Opcode.BINARY : Opcode.CONTINUATION;
            whole = assembler.add(new Frame(opcode, i == payloads.length - 1, false, ByteBuffer.wrap(payloads[i])));
        }
        return Objects.requireNonNull(whole);
    }

    @Test
    void large_pieces_stay_where_they_are() {
        byte[] first = filled(10_000, 1);
        byte[] second = filled(20_000, 2);

        Frame whole = assembled(first, second);

        assertAll(
                () -> assertSame(first, whole.arrays().get(0)),
                () -> assertSame(second, whole.arrays().get(1)),
                () -> assertEquals(2, whole.arrays().size()),
                () -> assertEquals(30_000, whole.size()),
                () -> assertEquals(Opcode.BINARY, whole.opcode()));
    }

    @Test
    void small_pieces_are_joined_into_one() {
        Frame whole = assembled(filled(2, 1), filled(0, 0), filled(3, 2));

        assertAll(
                () -> assertEquals(1, whole.parts().size()),
                () -> assertEquals(ByteBuffer.wrap(new byte[] {1, 1, 2, 2, 2}), whole.payload()));
    }

    @Test
    void a_cut_goes_across_pieces_and_copies_none() {
        byte[] first = filled(10_000, 1);
        byte[] second = filled(20_000, 2);

        List<Chunks> pieces = assembled(first, second).content().cut(12_000);

        assertAll(
                () -> assertEquals(
                        List.of(12_000, 12_000, 6_000),
                        pieces.stream().map(Chunks::size).toList()),
                () -> assertEquals(
                        List.of(10_000, 2_000),
                        pieces.get(0).parts().stream()
                                .map(ByteBuffer::remaining)
                                .toList()),
                () -> assertSame(second, pieces.get(2).parts().get(0).array()),
                () -> assertEquals(
                        ByteBuffer.wrap(second, 14_000, 6_000), pieces.get(2).joined()));
    }

    @Test
    void what_is_empty_or_short_is_cut_into_one_piece() {
        assertAll(
                () -> assertEquals(1, assembled(filled(0, 0)).content().cut(5).size()),
                () -> assertEquals(1, assembled(filled(5, 1)).content().cut(5).size()),
                () -> assertEquals(2, assembled(filled(6, 1)).content().cut(5).size()));
    }
}
