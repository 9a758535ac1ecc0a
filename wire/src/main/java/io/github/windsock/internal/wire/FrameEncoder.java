package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes frames (RFC 6455, section 5.2): masks those of a client, and compresses those that ask for it if compression
 * was negotiated. It does not check frames, so faulty ones can be sent on purpose. Not thread-safe.
 */
public final class FrameEncoder {
    /** The maximum length of a payload that is copied behind its header, because two buffers take longer to write. */
    private static final int MAX_COPIED = 4096;

    /**
     * A strong source of masking keys, which section 10.3 requires. In a class of its own since only clients need it.
     */
    private static final class Keys {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private final Role role;
    private final @Nullable MessageDeflater deflater;
    private boolean messageCompressed;

    /**
     * Creates an encoder.
     *
     * @param role the sending end
     * @param deflater compresses messages; null if no compression was negotiated
     */
    public FrameEncoder(Role role, @Nullable MessageDeflater deflater) {
        this.role = role;
        this.deflater = deflater;
    }

    /**
     * Encodes the next frame. A large payload is copied only for masking or compression.
     *
     * @param frame the frame
     * @return the buffers to write, in order
     */
    public ByteBuffer[] encode(Frame frame) {
        List<ByteBuffer> payload = frame.parts();
        boolean isData = !frame.isControl();
        if (isData && frame.isFirst()) {
            messageCompressed = frame.compressed() && deflater != null;
        }
        boolean deflated = isData && messageCompressed && deflater != null;
        if (deflated && deflater != null) {
            payload = List.of(deflater.deflate(payload, frame.fin()));
        }
        int start = (frame.fin() ? Frame.FIN : 0)
                | (deflated && frame.isFirst() ? Frame.RSV1 : 0)
                | frame.opcode().code();
        int length = length(payload);
        if (role == Role.CLIENT || length <= MAX_COPIED) {
            return new ByteBuffer[] {whole(start, payload, length)};
        }
        ByteBuffer header = ByteBuffer.allocate(headerSize(role, length));
        putStart(header, start, length, 0);
        ByteBuffer[] all = new ByteBuffer[1 + payload.size()];
        all[0] = header.flip();
        for (int i = 1; i < all.length; i++) {
            all[i] = payload.get(i - 1).duplicate();
        }
        return all;
    }

    /**
     * Returns the size of a frame's header.
     *
     * @param role the sending end
     * @param length the length of the payload in bytes
     * @return 2 to 14 bytes
     */
    public static int headerSize(Role role, long length) {
        return (length < 126 ? 2 : length < 65536 ? 4 : 10) + (role == Role.CLIENT ? 4 : 0);
    }

    private static int length(List<ByteBuffer> payload) {
        int length = 0;
        for (ByteBuffer part : payload) {
            length += part.remaining();
        }
        return length;
    }

    private ByteBuffer whole(int start, List<ByteBuffer> payload, int length) {
        boolean isMasked = role == Role.CLIENT;
        int headerSize = headerSize(role, length);
        ByteBuffer frame = ByteBuffer.allocate(headerSize + length);
        putStart(frame, start, length, isMasked ? Frame.MASKED : 0);
        int key = isMasked ? Keys.RANDOM.nextInt() : 0;
        if (isMasked) {
            frame.putInt(key);
        }
        for (ByteBuffer part : payload) {
            frame.put(Frame.array(part));
        }
        if (isMasked) {
            Mask.toggle(frame.array(), headerSize, headerSize + length, key, 0);
        }
        return frame.flip();
    }

    private static void putStart(ByteBuffer header, int start, int length, int masked) {
        header.put((byte) start);
        if (length < 126) {
            header.put((byte) (masked | length));
        } else if (length < 65536) {
            header.put((byte) (masked | 126)).putShort((short) length);
        } else {
            header.put((byte) (masked | 127)).putLong(length);
        }
    }
}
