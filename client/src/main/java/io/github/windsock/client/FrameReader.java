package io.github.windsock.client;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's frames from a stream of bytes cut anywhere, as strictly as RFC 6455 section 5 lets a client be.
 *
 * <p>Each message and control frame is handed on as soon as it is complete, so a violation later in the same read takes
 * nothing away. A header is judged before anything is kept for its payload, and memory grows only with the bytes that
 * have come. A text is checked while it comes (section 8.1).
 */
final class FrameReader {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LARGEST_CONTROL_PAYLOAD = 125;
    private static final int LARGEST_SCRATCH = 16 * 1024;

    /** Where complete messages and control frames go. */
    interface Frames {
        /** A text message, its bytes checked. */
        void text(byte[] utf8);

        void binary(byte[] bytes);

        void ping(byte[] payload);

        void pong(byte[] payload);

        /** A Close frame with its body: empty, or a code and a valid reason. */
        void close(byte[] body);
    }

    private final Frames frames;
    private final int maxMessage;
    private @Nullable Deflate deflate;

    private final byte[] header = new byte[10];
    private int headerSize;
    private int opcode;
    private boolean fin;
    private long left = -1; // of the payload; -1 while the header is read
    private final ByteSink control = new ByteSink();

    private int messageOpcode = CONTINUATION; // of the message begun, CONTINUATION if none
    private boolean compressed;
    private final ByteSink message = new ByteSink();
    private final Utf8.Checker checker = new Utf8.Checker();
    private boolean closed;

    FrameReader(Frames frames, int maxMessage) {
        this.frames = frames;
        this.maxMessage = maxMessage;
    }

    /** Allows compressed messages from here on. */
    void inflateWith(Deflate negotiated) {
        deflate = negotiated;
    }

    /** Takes the bytes of the buffer, which has an accessible array; what follows a Close frame is thrown away. */
    void read(ByteBuffer buffer) throws Violation {
        while (buffer.hasRemaining() && !closed) {
            if (left < 0) {
                readHeader(buffer);
            } else {
                readPayload(buffer);
            }
            if (left == 0) {
                endFrame();
            }
        }
    }

    private void readHeader(ByteBuffer buffer) throws Violation {
        header[headerSize++] = buffer.get();
        if (headerSize == 1) {
            checkFirstByte(header[0]);
        } else if (headerSize == 2) {
            checkSecondByte(header[1]);
        }
        if (headerSize >= 2 && headerSize == headerLength()) {
            long length = payloadLength();
            checkLength(length);
            headerSize = 0;
            left = length;
        }
    }

    private void checkFirstByte(byte first) throws Violation {
        fin = (first & 0x80) != 0;
        opcode = first & 0x0F;
        boolean rsv1 = (first & 0x40) != 0;
        boolean mayCompress = deflate != null && (opcode == TEXT || opcode == BINARY);
        if ((first & 0x30) != 0 || rsv1 && !mayCompress) {
            throw Violation.protocol("Reserved bit set in a frame");
        }
        if (opcode > BINARY && opcode < CLOSE || opcode > PONG) {
            throw Violation.protocol("Unknown opcode " + opcode);
        }
        if (isControl()) {
            if (!fin) {
                throw Violation.protocol("Control frame in fragments");
            }
            return;
        }
        if (opcode == CONTINUATION && messageOpcode == CONTINUATION) {
            throw Violation.protocol("Continuation frame without a message begun");
        }
        if (opcode != CONTINUATION) {
            if (messageOpcode != CONTINUATION) {
                throw Violation.protocol("New message before the end of the last one");
            }
            messageOpcode = opcode;
            compressed = rsv1;
        }
    }

    private void checkSecondByte(byte second) throws Violation {
        if ((second & 0x80) != 0) {
            throw Violation.protocol("Masked frame from the server");
        }
        if (isControl() && (second & 0x7F) > LARGEST_CONTROL_PAYLOAD) {
            throw Violation.protocol("Control frame longer than 125 bytes");
        }
    }

    private int headerLength() {
        int length = header[1] & 0x7F;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    private long payloadLength() {
        int bytes = headerSize - 2;
        if (bytes == 0) {
            return header[1];
        }
        long length = 0;
        for (int i = 2; i < headerSize; i++) {
            length = length << 8 | header[i] & 0xFF;
        }
        return length;
    }

    private void checkLength(long length) throws Violation {
        if (length < 0) {
            throw Violation.protocol("Frame length with the highest bit set");
        }
        if (headerSize == 4 && length < 126 || headerSize == 10 && length < 65_536) {
            throw Violation.protocol("Frame length not in its shortest form");
        }
        if (!isControl() && length > maxMessage - (compressed ? 0 : message.size())) {
            throw Violation.tooBig("Message longer than " + maxMessage + " bytes");
        }
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }

    private void readPayload(ByteBuffer buffer) throws Violation {
        int length = (int) Math.min(left, buffer.remaining());
        int from = buffer.arrayOffset() + buffer.position();
        buffer.position(buffer.position() + length);
        left -= length;
        if (isControl()) {
            control.add(buffer.array(), from, length);
        } else if (compressed) {
            inflate(buffer.array(), from, length);
        } else {
            addToMessage(buffer.array(), from, length);
        }
    }

    private void addToMessage(byte[] bytes, int from, int length) throws Violation {
        if (messageOpcode == TEXT && !checker.accept(bytes, from, length)) {
            throw Violation.payload("Invalid UTF-8 in a text message");
        }
        message.add(bytes, from, length);
    }

    private void inflate(byte[] bytes, int from, int length) throws Violation {
        Deflate negotiated = deflate;
        if (negotiated == null) {
            throw new IllegalStateException("compressed frame without permessage-deflate");
        }
        byte[] scratch = new byte[Math.min(LARGEST_SCRATCH, 64 + 16 * Math.min(length, LARGEST_SCRATCH))];
        negotiated.input(bytes, from, length);
        int count;
        try {
            do {
                count = negotiated.output(scratch);
                if (count > maxMessage - message.size()) {
                    throw Violation.tooBig("Message longer than " + maxMessage + " bytes");
                }
                addToMessage(scratch, 0, count);
            } while (count == scratch.length);
        } catch (DataFormatException e) {
            throw Violation.protocol("Invalid DEFLATE data in a message");
        }
    }

    private void endFrame() throws Violation {
        left = -1;
        if (isControl()) {
            endControlFrame(control.take());
        } else if (fin) {
            endMessage();
        }
    }

    private void endControlFrame(byte[] payload) throws Violation {
        switch (opcode) {
            case PING -> frames.ping(payload);
            case PONG -> frames.pong(payload);
            default -> {
                checkClose(payload);
                closed = true;
                frames.close(payload);
            }
        }
    }

    /** Section 7.4.1 forbids three codes on the wire; what it leaves open is shown to the page, as Chromium does. */
    private static void checkClose(byte[] body) throws Violation {
        if (body.length == 1) {
            throw Violation.protocol("Close frame with a body of one byte");
        }
        if (body.length >= 2) {
            int code = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
            if (code == 1005 || code == 1006 || code == 1015) {
                throw Violation.protocol("Close frame with the reserved code " + code);
            }
            if (!Utf8.isValid(body, 2, body.length - 2)) {
                throw Violation.payload("Invalid UTF-8 in the reason of a Close frame");
            }
        }
    }

    private void endMessage() throws Violation {
        if (compressed) {
            endDeflate();
        }
        boolean text = messageOpcode == TEXT;
        messageOpcode = CONTINUATION;
        byte[] bytes = message.take();
        if (!text) {
            frames.binary(bytes);
            return;
        }
        if (!checker.complete()) {
            throw Violation.payload("Invalid UTF-8 in a text message");
        }
        frames.text(bytes);
    }

    private void endDeflate() throws Violation {
        inflate(Deflate.TAIL, 0, Deflate.TAIL.length);
        Deflate negotiated = deflate;
        if (negotiated != null) {
            negotiated.endMessage();
        }
    }
}
