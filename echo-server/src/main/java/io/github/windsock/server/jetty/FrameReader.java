package io.github.windsock.server.jetty;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a client from its bytes and holds it to RFC 6455, sections 5 and 8: a broken rule is reported at
 * the first byte that breaks it. Keeps the boundaries of frames. Not thread-safe.
 */
final class FrameReader {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIRST_CHUNK = 64 * 1024;
    private static final int DEFLATE_SLACK = 1024;
    private static final int MOST_IN_ARRAY = Integer.MAX_VALUE - 8;
    private static final byte[] NOTHING = {};

    /** One whole frame, unmasked and inflated; whoever gets it owns its payload. */
    record Received(int opcode, boolean fin, boolean compressed, ByteBuffer payload) {}

    private final long maxMessageSize;
    private final @Nullable MessageInflater inflater;
    private final Utf8Check utf8 = new Utf8Check();

    private final byte[] header = new byte[14];
    private int headerRead;
    private int headerSize = 2;
    private byte[] payload = NOTHING;
    private int payloadRead;
    private long payloadSize;

    private int messageOpcode; // of the message that is in fragments, 0 between messages
    private boolean messageCompressed;
    private long messageSize;

    FrameReader(long maxMessageSize, @Nullable MessageInflater inflater) {
        this.maxMessageSize = maxMessageSize;
        this.inflater = inflater;
    }

    /** Takes bytes up to the end of one frame; returns it, or null if more bytes are needed. */
    @Nullable
    Received next(ByteBuffer in) throws Violation {
        while (headerRead < headerSize) {
            if (!in.hasRemaining()) {
                return null;
            }
            header[headerRead++] = in.get();
            if (headerRead == 2) {
                checkStart();
            } else if (headerRead == headerSize) {
                startPayload();
            }
        }
        takePayload(in);
        return payloadRead < payloadSize ? null : finishFrame();
    }

    private void checkStart() throws Violation {
        int rsv = header[0] & 0x70;
        boolean compressible = inflater != null && (opcode() == TEXT || opcode() == BINARY);
        if ((rsv & (compressible ? 0x30 : 0x70)) != 0) {
            throw Violation.protocol("reserved bits are set and no extension defines them");
        }
        if (isControl()) {
            checkControl();
        } else {
            checkSequence();
        }
        if ((header[1] & 0x80) == 0) {
            throw Violation.protocol("frame of a client is not masked");
        }
        int length = header[1] & 0x7F;
        headerSize = 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + 4;
    }

    private void checkControl() throws Violation {
        if (opcode() > PONG) {
            throw unknownOpcode();
        }
        if (!isFin()) {
            throw Violation.protocol("control frame is fragmented");
        }
        if ((header[1] & 0x7F) > 125) {
            throw Violation.protocol("control frame is longer than 125 bytes");
        }
    }

    private void checkSequence() throws Violation {
        switch (opcode()) {
            case CONTINUATION -> {
                if (messageOpcode == 0) {
                    throw Violation.protocol("continuation frame continues no message");
                }
            }
            case TEXT, BINARY -> {
                if (messageOpcode != 0) {
                    throw Violation.protocol("new message begins before the last fragment of the one before");
                }
                messageOpcode = opcode();
                messageCompressed = (header[0] & 0x40) != 0;
                messageSize = 0;
                utf8.reset();
            }
            default -> throw unknownOpcode();
        }
    }

    private Violation unknownOpcode() {
        return Violation.protocol("opcode 0x%X is reserved".formatted(opcode()));
    }

    private void startPayload() throws Violation {
        payloadSize = declaredSize();
        if (!isControl() && payloadSize > mostBytes()) {
            throw tooLong();
        }
        payload = payloadSize == 0 ? NOTHING : new byte[(int) Math.min(payloadSize, FIRST_CHUNK)];
    }

    /**
     * The limit is one of the inflated message. What is compressed badly, or in small blocks, is longer than that; how much is
     * only known when it is inflated, so this bound is generous.
     */
    private long mostBytes() {
        long left = maxMessageSize - messageSize;
        return messageCompressed ? Math.min(2 * left + DEFLATE_SLACK, MOST_IN_ARRAY) : left;
    }

    private long declaredSize() throws Violation {
        int length = header[1] & 0x7F;
        if (length < 126) {
            return length;
        }
        long size = 0;
        for (int i = 2; i < headerSize - 4; i++) {
            size = (size << 8) | (header[i] & 0xFF);
        }
        if (size < 0) {
            throw Violation.protocol("frame declares a length of more than 63 bits");
        }
        if (size < (length == 126 ? 126 : 65536)) {
            throw Violation.protocol("length %d is written in more bytes than it needs".formatted(size));
        }
        return size;
    }

    /** Copies and unmasks what has arrived; grows with it, so that a declared length alone costs no memory. */
    private void takePayload(ByteBuffer in) throws Violation {
        while (payloadRead < payloadSize && in.hasRemaining()) {
            if (payloadRead == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(payloadSize, payload.length * 2L));
            }
            int from = payloadRead;
            int count = Math.min(in.remaining(), payload.length - from);
            in.get(payload, from, count);
            payloadRead += count;
            unmask(from, payloadRead);
            if (!isControl() && messageOpcode == TEXT && !messageCompressed) {
                checkText(payload, from, payloadRead);
            }
        }
    }

    /** Unmasks eight bytes at a time from the first whole group of four on (RFC 6455, section 5.3). */
    private void unmask(int from, int to) {
        int begin = Math.min(to, (from + 3) & ~3);
        int end = begin + ((to - begin) & ~7);
        unmaskBytes(from, begin);
        ByteBuffer words = ByteBuffer.wrap(payload);
        long key = (ByteBuffer.wrap(header).getInt(headerSize - 4) & 0xFFFF_FFFFL) * 0x1_0000_0001L;
        for (int i = begin; i < end; i += Long.BYTES) {
            words.putLong(i, words.getLong(i) ^ key);
        }
        unmaskBytes(end, to);
    }

    private void unmaskBytes(int from, int to) {
        for (int i = from; i < to; i++) {
            payload[i] ^= header[headerSize - 4 + (i & 3)];
        }
    }

    private void checkText(byte[] bytes, int from, int to) throws Violation {
        if (!utf8.accept(bytes, from, to)) {
            throw new Violation(1007, "text is not UTF-8 at byte " + (utf8.position() - 1));
        }
    }

    private Received finishFrame() throws Violation {
        Received frame = isControl() ? finishControl() : finishData();
        headerRead = 0;
        headerSize = 2;
        payload = NOTHING;
        payloadRead = 0;
        payloadSize = 0;
        return frame;
    }

    private Received finishControl() throws Violation {
        if (opcode() == CLOSE) {
            checkClose();
        }
        return new Received(opcode(), true, false, ByteBuffer.wrap(payload));
    }

    private Received finishData() throws Violation {
        if (messageCompressed && inflater != null) {
            payload = inflater.inflate(payload, isFin(), maxMessageSize - messageSize);
            if (payload.length > maxMessageSize - messageSize) {
                throw tooLong();
            }
            if (messageOpcode == TEXT) {
                checkText(payload, 0, payload.length);
            }
        }
        messageSize += payload.length;
        if (isFin()) {
            if (messageOpcode == TEXT && !utf8.isComplete()) {
                throw new Violation(1007, "text ends in the middle of a character");
            }
            messageOpcode = 0;
        }
        return new Received(opcode(), isFin(), messageCompressed, ByteBuffer.wrap(payload));
    }

    /** Holds a Close frame to RFC 6455, sections 5.5.1 and 7.4. */
    private void checkClose() throws Violation {
        if (payload.length == 0) {
            return;
        }
        if (payload.length == 1) {
            throw Violation.protocol("Close frame has a payload of 1 byte");
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!mayBeReceived(code)) {
            throw Violation.protocol("Close frame has code %d, which must not be sent".formatted(code));
        }
        Utf8Check reason = new Utf8Check();
        if (!reason.accept(payload, 2, payload.length) || !reason.isComplete()) {
            throw Violation.protocol("Close frame has a reason that is not UTF-8");
        }
    }

    private static boolean mayBeReceived(int code) {
        boolean isProtocols = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        boolean isOthers = code >= 3000 && code <= 4999;
        return isProtocols || isOthers;
    }

    private Violation tooLong() {
        return new Violation(1009, "message is longer than the limit of " + maxMessageSize + " bytes");
    }

    private int opcode() {
        return header[0] & 0x0F;
    }

    private boolean isFin() {
        return (header[0] & 0x80) != 0;
    }

    private boolean isControl() {
        return (header[0] & 0x08) != 0;
    }
}
