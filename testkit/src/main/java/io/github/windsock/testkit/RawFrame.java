package io.github.windsock.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A frame as on the wire, but unmasked.
 *
 * @param start the first byte: FIN, reserved bits and opcode
 * @param payload the payload
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawFrame(int start, byte[] payload) {
    private static final int MASKED = 0x80;

    /** Returns the opcode. */
    public int opcode() {
        return start & 0x0F;
    }

    /** Returns whether it ends its message. */
    public boolean fin() {
        return (start & 0x80) != 0;
    }

    /** Returns its reserved bits, at their place in the first byte. */
    public int rsv() {
        return start & 0x70;
    }

    /** Returns the code of a Close frame that has one. */
    public int code() {
        return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }

    /** Returns the reason of a Close frame that has a code. */
    public String reason() {
        return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** Returns the payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the payload of a Close frame with a code and reason. */
    public static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** Returns the bytes of a frame; with a random mask if {@code masked}. */
    public static byte[] encode(boolean masked, int start, byte... payload) {
        int n = payload.length;
        byte[] header = header(
                masked,
                start,
                n < 126 ? n : n < 65536 ? 126 : 127,
                n,
                masked ? ThreadLocalRandom.current().nextInt() : 0);
        byte[] frame = Arrays.copyOf(header, header.length + n);
        for (int i = 0; i < n; i++) {
            int key = masked ? header[header.length - 4 + (i & 3)] : 0;
            frame[header.length + i] = (byte) (payload[i] ^ key);
        }
        return frame;
    }

    /**
     * Returns a header, which may break a rule: {@code form} is the first byte of the length, 126 or 127 for the longer
     * forms.
     */
    public static byte[] header(boolean masked, int start, int form, long size, int mask) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) start).put((byte) (masked ? MASKED | form : form));
        if (form == 126) {
            header.putShort((short) size);
        } else if (form == 127) {
            header.putLong(size);
        }
        if (masked) {
            header.putInt(mask);
        }
        return Arrays.copyOf(header.array(), header.position());
    }

    /** Returns the first byte and the payload, or the status of a Close frame. */
    @Override
    public String toString() {
        String shown = payload.length > 40 ? payload.length + " bytes" : text();
        if (opcode() == 8) {
            shown = payload.length < 2 ? "empty" : code() + " " + reason();
        }
        return "%02x %s".formatted(start, shown);
    }
}
