package io.github.windsock.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads what the handler of a connection demands, in turns, so that one connection does not delay the others. Only the
 * transport's thread uses it.
 */
final class InputReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The maximum number of calls of the handler in one turn. */
    static final int TURN_STEPS = 16;

    /** The maximum number of bytes that are read in one turn. */
    static final int TURN_BYTES = 64 * 1024;

    private final SocketConnection connection;
    private final ByteLayer layer;
    private final Transport transport;
    private final SelectorLoop loop;

    private ByteBuffer unread = NOTHING; // bytes that the handler has not read yet
    private boolean demanded;
    private boolean reading;
    private boolean seemsEmpty; // the last fill seems to have read all available bytes

    InputReader(SocketConnection connection, ByteLayer layer, Transport transport, SelectorLoop loop) {
        this.connection = connection;
        this.layer = layer;
        this.transport = transport;
        this.loop = loop;
    }

    /** Skips the first read, which would find nothing. */
    void awaitsBytes() {
        seemsEmpty = true;
    }

    /** Reads until the handler has got bytes, or the end of input. */
    void demand() {
        demanded = true;
        read();
    }

    /** TLS may call this during a read, if one of its tasks has just ended. The current turn then ends first. */
    void readable() {
        if (reading) {
            transport.submit(this::read);
        } else {
            read();
        }
    }

    void read() {
        if (reading || connection.isOver()) {
            return;
        }
        reading = true;
        try {
            turn();
        } catch (Throwable e) { // errors too: they must end this connection only
            connection.fail(e);
        } finally {
            reading = false;
            giveBack();
        }
        connection.onTurnEnd();
    }

    boolean isReading() {
        return reading;
    }

    /** Reads and handles bytes for one turn. The rest waits until all other connections have had a turn. */
    private void turn() {
        int steps = 0;
        int bytes = 0;
        while (demanded && connection.takesInput()) {
            boolean hasBytes = unread.hasRemaining();
            if (steps == TURN_STEPS || !hasBytes && bytes >= TURN_BYTES) {
                transport.runLater(this::read);
                return;
            }
            if (hasBytes) {
                steps++;
                demanded = false;
                connection.received(unread);
            } else {
                int count = fillOrWait();
                if (count <= 0) {
                    return;
                }
                bytes += count;
            }
        }
    }

    /** Reads available bytes or waits for some; returns the number of bytes read. */
    private int fillOrWait() {
        if (seemsEmpty) {
            seemsEmpty = false;
            awaitBytes();
            return 0;
        }
        int count = fill();
        seemsEmpty = count > 0 && count < unread.capacity() && !connection.isSecure(); // TLS may have buffered more
        if (count < 0) {
            demanded = false;
            connection.onInputEnd();
        } else if (count == 0) {
            awaitBytes();
        }
        return count;
    }

    /** Goes on when bytes are available. */
    void awaitBytes() {
        layer.awaitBytes();
    }

    /** Reads available bytes, after all earlier ones were handled; returns their number, or -1 at the end of input. */
    int fill() {
        if (!unread.isDirect()) {
            unread = loop.lend();
        }
        try {
            return layer.fill(unread);
        } catch (IOException e) {
            return -1; // a broken TLS stream counts as the end of input
        }
    }

    boolean hasUnread() {
        return unread.hasRemaining();
    }

    /** Drops the bytes that were read. */
    void clear() {
        unread.position(unread.limit());
        giveBack();
    }

    /**
     * Returns the buffer to the loop. An idle connection keeps no buffer; unread bytes are copied to one of their size.
     */
    private void giveBack() {
        ByteBuffer lent = unread;
        if (lent.isDirect()) {
            unread = lent.hasRemaining() && !connection.isOver()
                    ? ByteBuffer.allocate(lent.remaining()).put(lent).flip()
                    : NOTHING;
            loop.giveBack(lent);
        } else if (!lent.hasRemaining() || connection.isOver()) {
            unread = NOTHING;
        }
    }
}
