package io.github.windsock.internal.wire;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the messages of one direction, frame by frame (RFC 7692, section 7.2.2). It keeps the window itself because
 * the JDK's inflater loses it at each final block (BFINAL). Not thread-safe.
 */
public final class MessageInflater implements AutoCloseable {
    /**
     * The tail that the sender removed, and an empty final block: it inflates only if the message ended between blocks.
     */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int WINDOW = 32 * 1024;
    private static final int FIRST_CAPACITY = 512;

    private final Inflater inflater = new Inflater(true);
    private final boolean noContextTakeover;
    private byte[] window = new byte[FIRST_CAPACITY]; // the last inflated bytes; grows to twice WINDOW
    private int windowEnd;
    private boolean ended; // the last message has ended and no other has begun

    /**
     * Creates an inflater.
     *
     * @param noContextTakeover whether each message begins with an empty window
     */
    public MessageInflater(boolean noContextTakeover) {
        this.noContextTakeover = noContextTakeover;
    }

    /** Inflates the next bytes of a message for its reader, which throws if they are too many: a decompression bomb. */
    void inflate(byte[] bytes, int length, FrameReader reader) throws ProtocolViolation {
        if (ended) {
            begin();
        }
        try {
            inflater.setInput(bytes, 0, length);
            while (true) {
                makeRoom();
                int count = inflater.inflate(window, windowEnd, window.length - windowEnd);
                reader.inflated(window, windowEnd, count);
                windowEnd += count;
                if (inflater.finished()) { // blocks may follow a final block: RFC 7692, section 7.2.3.4
                    int rest = inflater.getRemaining();
                    restart();
                    inflater.setInput(bytes, length - rest, rest);
                } else if (count == 0) {
                    return;
                }
            }
        } catch (DataFormatException e) {
            throw notDeflate();
        }
    }

    /** Ends a message. It must end between two blocks. */
    void endMessage() throws ProtocolViolation {
        if (ended) {
            begin(); // a message without any byte
        }
        makeRoom();
        inflater.setInput(TAIL);
        try {
            boolean isMore = inflater.inflate(window, windowEnd, 1) > 0;
            if (isMore || !inflater.finished() || inflater.getRemaining() > 0) {
                throw notDeflate();
            }
        } catch (DataFormatException e) {
            throw notDeflate();
        }
        ended = true;
    }

    private static ProtocolViolation notDeflate() {
        return ProtocolViolation.payload("message is not in the deflate format");
    }

    private void begin() {
        ended = false;
        if (noContextTakeover) {
            windowEnd = 0;
        }
        restart();
    }

    /** Makes room for more bytes and keeps at least the window. */
    private void makeRoom() {
        if (windowEnd < window.length) {
            return;
        }
        if (window.length < 2 * WINDOW) {
            window = Arrays.copyOf(window, 2 * window.length);
        } else {
            System.arraycopy(window, windowEnd - WINDOW, window, 0, WINDOW);
            windowEnd = WINDOW;
        }
    }

    private void restart() {
        int size = Math.min(windowEnd, WINDOW);
        inflater.reset();
        inflater.setDictionary(window, windowEnd - size, size);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
