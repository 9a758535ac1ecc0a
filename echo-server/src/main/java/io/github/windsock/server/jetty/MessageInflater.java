package io.github.windsock.server.jetty;

import java.io.ByteArrayOutputStream;
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

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[8 * 1024];
    private final boolean forgets;
    private byte[] window = {}; // made for the first message
    private int windowEnd;

    /** Makes an inflater; {@code forgets} says that each message begins with an empty window. */
    MessageInflater(boolean forgets) {
        this.forgets = forgets;
    }

    /** Returns what a frame holds; stops soon after {@code limit} bytes, so that a bomb stays small. */
    byte[] inflate(byte[] frame, boolean fin, long limit) throws Violation {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, frame.length * 2));
        try {
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
            int count = inflater.inflate(chunk);
            out.write(chunk, 0, count);
            remember(count);
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
        inflater.setInput(TAIL);
        if (inflater.inflate(chunk) > 0 || !inflater.finished() || inflater.getRemaining() > 0) {
            throw new DataFormatException("the message ends within a block");
        }
        if (forgets) {
            windowEnd = 0;
        }
        restart();
    }

    private void remember(int count) {
        if (window.length == 0) {
            window = new byte[2 * WINDOW];
        }
        if (windowEnd + count > window.length) {
            System.arraycopy(window, windowEnd - WINDOW, window, 0, WINDOW);
            windowEnd = WINDOW;
        }
        System.arraycopy(chunk, 0, window, windowEnd, count);
        windowEnd += count;
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
