package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses a peer's bytes into frames and checks them against RFC 6455, sections 5, 7.4 and 8. The bytes may arrive in
 * pieces of any size. A violation is reported at the first byte that breaks a rule, after all frames before it.
 *
 * <p>Memory grows with the bytes that have arrived, not with the length that a frame declares. Not thread-safe.
 */
public final class FrameReader {
    private static final int FIRST_CHUNK = 64 * 1024;
    private static final int SCRATCH = 16 * 1024;
    private static final int DEFLATE_SLACK = 1024;
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    // Further bits of a frame's first two bytes.
    private static final int RSV = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;

    private final Role role;
    private final long maxMessageBytes;
    private final CloseCodes closeCodes;
    private final @Nullable MessageInflater inflater;
    private final Utf8Validator utf8 = new Utf8Validator();

    private final byte[] header = new byte[14];
    private int headerRead;
    private int headerSize = 2;
    private Opcode opcode = Opcode.CONTINUATION;
    private long payloadSize;
    private long payloadRead;
    private final FramePayload payload;

    /** The opcode of the fragmented message that is being read; CONTINUATION between messages. */
    private Opcode messageOpcode = Opcode.CONTINUATION;

    private boolean messageCompressed;
    private long messageSize;
    private boolean skipping; // data frames, after a refused message

    /**
     * Creates a reader.
     *
     * @param role the reading end: a server expects masked frames, a client unmasked ones
     * @param maxMessageBytes the maximum size of a message, inflated
     * @param closeCodes the close codes to accept
     * @param inflater inflates compressed messages; null if no compression was negotiated
     */
    public FrameReader(Role role, long maxMessageBytes, CloseCodes closeCodes, @Nullable MessageInflater inflater) {
        this(role, maxMessageBytes, closeCodes, inflater, null);
    }

    /**
     * Creates a reader whose memory may be bounded.
     *
     * @param role the reading end: a server expects masked frames, a client unmasked ones
     * @param maxMessageBytes the maximum size of a message, inflated
     * @param closeCodes the close codes to accept
     * @param inflater inflates compressed messages; null if no compression was negotiated
     * @param memory grants memory before the payload of a frame grows; null if there is no bound
     */
    public FrameReader(
            Role role,
            long maxMessageBytes,
            CloseCodes closeCodes,
            @Nullable MessageInflater inflater,
            @Nullable PayloadMemory memory) {
        this.role = role;
        this.maxMessageBytes = Math.min(maxMessageBytes, MAX_ARRAY_LENGTH);
        this.closeCodes = closeCodes;
        this.inflater = inflater;
        this.payload = new FramePayload(memory);
    }

    /**
     * Reads the next frame.
     *
     * @param in the peer's bytes; its position moves to the end of the frame
     * @return the frame, whose payload belongs to the caller; null if more bytes are needed
     * @throws ProtocolViolation if the peer broke a rule; the reader must not be used after that. If it is a
     *     {@linkplain ProtocolViolation#isRefusal() refusal}, the reader goes on: it returns control frames and skips
     *     messages
     */
    public @Nullable Frame next(ByteBuffer in) throws ProtocolViolation {
        try {
            return read(in);
        } catch (ProtocolViolation violation) {
            if (violation.isRefusal()) {
                skip();
            }
            throw violation;
        }
    }

    /** Drops the message that is being read and skips all later ones. Control frames are still read. */
    public void skip() {
        skipping = true;
        if (!opcode.isControl()) {
            payload.drop();
        }
    }

    private @Nullable Frame read(ByteBuffer in) throws ProtocolViolation {
        while (readHeader(in)) {
            readPayload(in);
            if (payloadRead < payloadSize) {
                return null;
            }
            Frame frame = finishFrame();
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }

    private boolean readHeader(ByteBuffer in) throws ProtocolViolation {
        while (headerRead < headerSize) {
            if (!in.hasRemaining()) {
                return false;
            }
            header[headerRead++] = in.get();
            if (headerRead == 1) {
                checkFirstByte();
            } else if (headerRead == 2) {
                checkSecondByte();
            }
            if (headerRead == headerSize) {
                startPayload();
            }
        }
        return true;
    }

    private void checkFirstByte() throws ProtocolViolation {
        int code = header[0] & OPCODE;
        Opcode known = Opcode.of(code);
        boolean compressible = inflater != null && (known == Opcode.TEXT || known == Opcode.BINARY);
        if ((header[0] & (compressible ? RSV & ~Frame.RSV1 : RSV)) != 0) {
            throw ProtocolViolation.protocol("reserved bits are set and no extension defines them");
        }
        if (known == null) {
            throw ProtocolViolation.protocol("opcode 0x%X is reserved".formatted(code));
        }
        opcode = known;
        if (!known.isControl()) {
            checkSequence();
        } else if (!isFin()) {
            throw ProtocolViolation.protocol("control frame is fragmented");
        }
    }

    private void checkSequence() throws ProtocolViolation {
        if (opcode == Opcode.CONTINUATION) {
            if (messageOpcode == Opcode.CONTINUATION) {
                throw ProtocolViolation.protocol("continuation frame continues no message");
            }
            return;
        }
        if (messageOpcode != Opcode.CONTINUATION) {
            throw ProtocolViolation.protocol("new message begins before the last fragment of the one before");
        }
        messageOpcode = opcode;
        messageCompressed = (header[0] & Frame.RSV1) != 0;
        messageSize = 0;
        utf8.reset();
    }

    private void checkSecondByte() throws ProtocolViolation {
        boolean masked = (header[1] & Frame.MASKED) != 0;
        if (masked != (role == Role.SERVER)) {
            throw ProtocolViolation.protocol(
                    masked ? "frame of a server is masked" : "frame of a client is not masked");
        }
        int length = header[1] & LENGTH;
        if (opcode.isControl() && length > Frame.MAX_CONTROL_BYTES) {
            throw ProtocolViolation.protocol("control frame is longer than 125 bytes");
        }
        headerSize = 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + (masked ? 4 : 0);
    }

    private void startPayload() throws ProtocolViolation {
        payloadSize = declaredSize();
        if (opcode.isControl()) {
            payload.begin((int) payloadSize, payloadSize);
        } else if (!skipping) {
            if (payloadSize > maxPayloadBytes()) {
                throw tooBig();
            }
            if (messageCompressed) {
                payload.begin((int) Math.min(2 * payloadSize + 32, FIRST_CHUNK), MAX_ARRAY_LENGTH);
            } else {
                payload.begin(FIRST_CHUNK, payloadSize);
            }
        }
    }

    /**
     * Returns the maximum size of the next payload on the wire. The limit is on the inflated message; badly compressed
     * data can be longer than that by an amount that only inflating shows, so the bound for compressed data is
     * generous.
     */
    private long maxPayloadBytes() {
        long left = maxMessageBytes - messageSize;
        return messageCompressed ? Math.min(2 * left + DEFLATE_SLACK, MAX_ARRAY_LENGTH) : left;
    }

    private long declaredSize() throws ProtocolViolation {
        int length = header[1] & LENGTH;
        if (length < 126) {
            return length;
        }
        long size = number(2, length == 126 ? 4 : 10);
        if (size < 0) {
            throw ProtocolViolation.protocol("frame declares a length of more than 63 bits");
        }
        if (size < (length == 126 ? 126 : 65536)) {
            throw ProtocolViolation.protocol("length %d is written in more bytes than it needs".formatted(size));
        }
        return size;
    }

    /** Returns a number in the header, which begins with its highest byte. */
    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (header[i] & 0xFF);
        }
        return number;
    }

    private void readPayload(ByteBuffer in) throws ProtocolViolation {
        if (skipping && !opcode.isControl()) {
            int count = (int) Math.min(in.remaining(), payloadSize - payloadRead);
            in.position(in.position() + count);
            payloadRead += count;
        } else if (messageCompressed && !opcode.isControl()) {
            inflate(in);
        } else {
            copy(in);
        }
    }

    private void copy(ByteBuffer in) throws ProtocolViolation {
        while (in.hasRemaining() && payloadRead < payloadSize) {
            int count = payload.add(in, (int) Math.min(in.remaining(), payloadSize - payloadRead));
            int from = payload.end() - count;
            unmask(payload.chunk(), from, from + count);
            payloadRead += count;
            if (!opcode.isControl()) {
                checkText(payload.chunk(), from, count);
            }
        }
    }

    /** Inflates bytes as they arrive, so invalid UTF-8 is found as early as in an uncompressed message. */
    private void inflate(ByteBuffer in) throws ProtocolViolation {
        MessageInflater negotiated = inflater;
        if (negotiated == null) {
            throw new IllegalStateException("a compressed frame was accepted without negotiated compression");
        }
        byte[] scratch = new byte[(int) Math.min(SCRATCH, Math.min(in.remaining(), payloadSize - payloadRead))];
        while (payloadRead < payloadSize && in.hasRemaining()) {
            int count = (int) Math.min(scratch.length, Math.min(in.remaining(), payloadSize - payloadRead));
            in.get(scratch, 0, count);
            unmask(scratch, 0, count);
            payloadRead += count;
            negotiated.inflate(scratch, count, this);
        }
    }

    /** Takes inflated bytes of the current message. */
    void inflated(byte[] source, int from, int count) throws ProtocolViolation {
        if (payload.size() + count > maxMessageBytes - messageSize) {
            throw tooBig();
        }
        checkText(source, from, count);
        payload.add(source, from, count);
    }

    private void unmask(byte[] bytes, int from, int to) {
        if (role == Role.SERVER) {
            Mask.toggle(bytes, from, to, (int) number(headerSize - 4, headerSize), payloadRead);
        }
    }

    private void checkText(byte[] bytes, int from, int count) throws ProtocolViolation {
        if (messageOpcode == Opcode.TEXT && !utf8.accept(bytes, from, from + count)) {
            throw ProtocolViolation.payload("text is not UTF-8 at byte " + (utf8.position() - 1));
        }
    }

    /** Returns the frame, or null for a skipped data frame. */
    private @Nullable Frame finishFrame() throws ProtocolViolation {
        headerRead = 0;
        headerSize = 2;
        payloadRead = 0;
        payloadSize = 0;
        if (opcode.isControl()) {
            ByteBuffer bytes = payload.take().joined();
            if (opcode == Opcode.CLOSE) {
                CloseFrame.check(Frame.array(bytes), closeCodes);
            }
            return Frame.control(opcode, bytes);
        }
        Opcode messageType = messageOpcode;
        if (isFin()) {
            messageOpcode = Opcode.CONTINUATION;
        }
        return skipping ? null : finishData(messageType);
    }

    private Frame finishData(Opcode messageType) throws ProtocolViolation {
        if (isFin()) {
            if (messageCompressed && inflater != null) {
                inflater.endMessage();
            }
            if (messageType == Opcode.TEXT && !utf8.isComplete()) {
                throw ProtocolViolation.payload("text ends in the middle of a character");
            }
        }
        Chunks content = payload.take();
        messageSize += content.size();
        return new Frame(opcode, isFin(), messageCompressed, content);
    }

    private ProtocolViolation tooBig() {
        return ProtocolViolation.tooBig(maxMessageBytes);
    }

    private boolean isFin() {
        return (header[0] & Frame.FIN) != 0;
    }
}
