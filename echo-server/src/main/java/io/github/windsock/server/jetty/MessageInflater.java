package io.github.windsock.server.jetty;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the messages of one direction, frame by frame (RFC 7692, section 7.2.2). Not thread-safe. */
final class MessageInflater implements AutoCloseable {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[8 * 1024];
    private final boolean forgets;

    /** Makes an inflater; {@code forgets} says that each message begins with an empty window. */
    MessageInflater(boolean forgets) {
        this.forgets = forgets;
    }

    /** Returns what a frame holds; stops soon after {@code limit} bytes, so that a bomb stays small. */
    byte[] inflate(byte[] frame, boolean fin, long limit) throws Violation {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, frame.length * 2));
        try {
            inflate(frame, out, limit);
            if (fin) {
                inflate(TAIL, out, limit);
                if (forgets) {
                    inflater.reset();
                }
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
            if (inflater.finished()) { // a block marked as the last: RFC 7692, section 7.2.3.5, lets more follow it
                int rest = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(bytes, bytes.length - rest, rest);
            } else if (count == 0) {
                return;
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
