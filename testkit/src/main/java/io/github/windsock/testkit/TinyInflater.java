package io.github.windsock.testkit;

import java.util.Arrays;

/**
 * A slow and simple decoder of DEFLATE (RFC 1951). Unlike the JDK's, it reports the longest distance of a reference.
 */
final class TinyInflater {
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final Code FIXED_LITERALS = fixedLiterals();
    private static final Code FIXED_DISTANCES = fixedDistances();

    private byte[] window = new byte[1024];
    private int size;
    private byte[] in = {};
    private int bit;
    private int farthest;

    /** A canonical Huffman code: symbols by length, then by value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Code(int[] counts, int[] symbols) {
        static Code of(int... lengths) {
            int[] counts = new int[16];
            int[] symbols = new int[lengths.length];
            int size = 0;
            for (int length = 1; length < 16; length++) {
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        counts[length]++;
                        symbols[size++] = symbol;
                    }
                }
            }
            return new Code(counts, symbols);
        }
    }

    /** Returns the longest distance of a reference so far. */
    int farthest() {
        return farthest;
    }

    /** Forgets earlier messages. */
    void reset() {
        size = 0;
    }

    /** Inflates a message; {@code frame} is the payload of its frames, without the four bytes that RFC 7692 removes. */
    byte[] inflate(byte[] frame) {
        in = Arrays.copyOf(frame, frame.length + 4);
        in[frame.length + 2] = (byte) 0xFF;
        in[frame.length + 3] = (byte) 0xFF;
        bit = 0;
        int from = size;
        while (bit < in.length * 8) {
            bits(1); // the last-block bit; ignored, since another block may follow
            switch (bits(2)) {
                case 0 -> stored();
                case 1 -> compressed(FIXED_LITERALS, FIXED_DISTANCES);
                case 2 -> dynamic();
                default -> throw new IllegalStateException("no block has type 3");
            }
        }
        return Arrays.copyOfRange(window, from, size);
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= (in[bit / 8] >> (bit % 8) & 1) << i;
        }
        return value;
    }

    private void put(int octet) {
        if (size == window.length) {
            window = Arrays.copyOf(window, size * 2);
        }
        window[size++] = (byte) octet;
    }

    private void stored() {
        bit = (bit + 7) / 8 * 8;
        int length = bits(16);
        if ((length ^ bits(16)) != 0xFFFF) {
            throw new IllegalStateException("the length of a stored block and its complement differ");
        }
        for (int i = 0; i < length; i++) {
            put(bits(8));
        }
    }

    private static Code fixedLiterals() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        return Code.of(lengths);
    }

    private static Code fixedDistances() {
        int[] lengths = new int[30];
        Arrays.fill(lengths, 5);
        return Code.of(lengths);
    }

    private int symbol(Code code) {
        int value = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length < 16; length++) {
            value |= bits(1);
            int count = code.counts()[length];
            if (value - first < count) {
                return code.symbols()[index + value - first];
            }
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        throw new IllegalStateException("no symbol has this code");
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] lengths = new int[19];
        for (int i = 0; i < codes; i++) {
            lengths[ORDER[i]] = bits(3);
        }
        Code code = Code.of(lengths);
        int[] all = new int[literals + distances];
        for (int i = 0; i < all.length; ) {
            int symbol = symbol(code);
            int value = symbol < 16 ? symbol : symbol == 16 ? all[i - 1] : 0;
            int times = symbol < 16 ? 1 : symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            Arrays.fill(all, i, i + times, value);
            i += times;
        }
        compressed(
                Code.of(Arrays.copyOf(all, literals)),
                Code.of(Arrays.copyOfRange(all, literals, literals + distances)));
    }

    private void compressed(Code literals, Code distances) {
        for (int symbol = symbol(literals); symbol != 256; symbol = symbol(literals)) {
            if (symbol < 256) {
                put(symbol);
            } else {
                int length = length(symbol - 257);
                int distance = distance(symbol(distances));
                farthest = Math.max(farthest, distance);
                for (int i = 0; i < length; i++) {
                    put(window[size - distance]);
                }
            }
        }
    }

    private int length(int index) {
        int extra = index < 8 || index == 28 ? 0 : index / 4 - 1;
        return LENGTHS[index] + bits(extra);
    }

    private int distance(int index) {
        int extra = index < 4 ? 0 : index / 2 - 1;
        return DISTANCES[index] + bits(extra);
    }
}
