package io.github.windsock.server.jetty;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the messages of one direction, frame by frame (RFC 7692, section 7.2.2). It keeps the window itself, because
 * the JDK's inflater loses it at each block that is marked as the last. Not thread-safe.
 */
final class MessageInflater implements AutoCloseable {
    /** What the sender left out, and an empty last block, which ends well only if the message ended between two blocks. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int WINDOW = 32 * 1024;
    private static final int FIRST = 512;

    private final Inflater inflater = new Inflater(true);
    private final boolean forgets;
    private byte[] window = new byte[FIRST]; // what was inflated last, and room for more; grows to twice the window
    private int windowEnd;
    private boolean ended; // the message before

    /** Makes an inflater; {@code forgets} says that each message begins with an empty window. */
    MessageInflater(boolean forgets) {
        this.forgets = forgets;
    }

    /** Returns what a frame holds; stops soon after {@code limit} bytes, so that a bomb stays small. */
    byte[] inflate(byte[] frame, boolean fin, long limit) throws Violation {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, frame.length * 2));
        try {
            if (ended) {
                begin();
            }
            inflate(frame, out, limit);
            if (fin && out.size() <= limit) {
                endMessage();
            }
        } catch (DataFormatException e) {
            throw new Violation(1007, "message is not in the deflate format");
        }
        return out.toByteArray();
    }

    private void inflate(byte[] bytes, ByteArrayOutputStream out, long limit) throws DataFormatException {
        inflater.setInput(bytes);
        while (out.size() <= limit) {
            makeRoom();
            int count = inflater.inflate(window, windowEnd, window.length - windowEnd);
            out.write(window, windowEnd, count);
            windowEnd += count;
            if (inflater.finished()) { // a block marked as the last: RFC 7692, section 7.2.3.4, lets more follow it
                int rest = inflater.getRemaining();
                restart();
                inflater.setInput(bytes, bytes.length - rest, rest);
            } else if (count == 0) {
                return;
            }
        }
    }

    private void endMessage() throws DataFormatException {
        makeRoom();
        inflater.setInput(TAIL);
        boolean isMore = inflater.inflate(window, windowEnd, 1) > 0;
        if (isMore || !inflater.finished() || inflater.getRemaining() > 0) {
            throw new DataFormatException("the message ends within a block");
        }
        ended = true;
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
