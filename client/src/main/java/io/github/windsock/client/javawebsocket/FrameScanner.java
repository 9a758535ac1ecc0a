package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses the frames of a server to find those that the library discards: once it has begun to close, it reads no more
 * frames, so it never sees the Close frame that answers its own. Used by one thread at a time.
 */
final class FrameScanner {
    /** Overwrites bytes that have been read: no valid frame begins with it, and no UTF-8 text contains it. */
    static final byte NOTHING = (byte) 0xFF;

    private static final int CLOSE = 8;
    private static final int LAST_OPCODE = 10;

    private byte[] header = {};
    private byte[] body = {};
    private long missing; // bytes of the payload
    private int opcode;
    private int messages;
    private @Nullable CloseStatus closed;
    private boolean isLost; // the bytes are not frames

    /** Reads the next bytes. */
    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isLost) {
            if (missing > 0) {
                int taken = (int) Math.min(missing, to - at);
                payload(bytes, at, at + taken);
                at += taken;
            } else {
                header = Arrays.copyOf(header, header.length + 1);
                header[header.length - 1] = bytes[at++];
                if (header.length == headerLength()) {
                    begin();
                }
            }
        }
    }

    /** Returns the status of the server's Close frame, null until one is complete. */
    @Nullable
    CloseStatus closed() {
        return closed;
    }

    /** Returns how many messages have begun. */
    int messages() {
        return messages;
    }

    private int headerLength() {
        if (header.length < 2) {
            return 2;
        }
        int length = header[1] & 0x7F;
        int mask = header[1] < 0 ? 4 : 0; // a server must not mask, but this library accepts it
        return 2 + mask + (length == 126 ? 2 : length == 127 ? 8 : 0);
    }

    private void begin() {
        opcode = header[0] & 0x0F;
        missing = payloadLength();
        isLost = opcode > LAST_OPCODE || (opcode >= CLOSE && missing > Frame.MAX_CONTROL_BYTES);
        messages += opcode == 1 || opcode == 2 ? 1 : 0;
        body = new byte[0];
        header = new byte[0];
        if (missing == 0) {
            end();
        }
    }

    private long payloadLength() {
        int length = header[1] & 0x7F;
        if (length < 126) {
            return length;
        }
        long extended = 0;
        for (int i = 2; i < (length == 126 ? 4 : 10); i++) {
            extended = extended << 8 | header[i] & 0xFF;
        }
        return Math.max(0, extended);
    }

    private void payload(byte[] bytes, int from, int to) {
        missing -= to - from;
        if (opcode == CLOSE) {
            int known = body.length;
            body = Arrays.copyOf(body, known + to - from);
            System.arraycopy(bytes, from, body, known, to - from);
        }
        if (missing == 0) {
            end();
        }
    }

    private void end() {
        if (opcode == CLOSE && closed == null) {
            closed = Frames.isStatus(body) ? Frames.status(body) : null;
        }
    }
}
