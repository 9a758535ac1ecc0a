package io.github.windsock.internal.wire;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the messages of one direction, frame by frame (RFC 7692, section 7.2.2). It keeps the window itself, because
 * the JDK's inflater loses it at each block that is marked as the last. Not thread-safe.
 */
public final class MessageInflater implements AutoCloseable {
    /** What the sender left out, and an empty last block, which ends well only if the message ended between two blocks. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int WINDOW = 32 * 1024;
    private static final int FIRST = 512;

    private final Inflater inflater = new Inflater(true);
    private final boolean forgets;
    private byte[] window = new byte[FIRST]; // what was inflated last, and room for more; grows to twice the window
    private int windowEnd;
    private boolean ended; // the message before

    /**
     * Makes an inflater.
     *
     * @param forgets whether each message begins with an empty window
     */
    public MessageInflater(boolean forgets) {
        this.forgets = forgets;
    }

    /** What is given the inflated bytes, and stops a bomb. */
    interface Output {
        void add(byte[] source, int from, int length) throws ProtocolViolation;
    }

    /** Inflates the next bytes of a message. */
    void inflate(byte[] bytes, int length, Output out) throws ProtocolViolation {
        if (ended) {
            begin();
        }
        try {
            inflater.setInput(bytes, 0, length);
            while (true) {
                makeRoom();
                int count = inflater.inflate(window, windowEnd, window.length - windowEnd);
                out.add(window, windowEnd, count);
                windowEnd += count;
                if (inflater.finished()) { // a block marked as the last: RFC 7692, section 7.2.3.4, lets more follow it
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

    /** Ends a message, which has to end between two blocks. */
    void endMessage() throws ProtocolViolation {
        if (ended) {
            begin(); // a message without a byte
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
        if (forgets) {
            windowEnd = 0;
        }
        restart();
    }

    /** Makes room behind what was inflated last, of which the window is kept. */
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
