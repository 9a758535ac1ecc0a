package io.github.windsock.server;

import io.github.windsock.Message;
import java.nio.ByteBuffer;

/**
 * A frame of RFC 6455, section 5.2, between a behavior and its wire.
 *
 * @param opcode one of the constants
 * @param fin whether it ends its message
 * @param compressed whether its message comes or goes compressed, where both ends agreed on that
 * @param payload what remains in it; nobody writes to it, and nobody moves its position
 */
record Frame(int opcode, boolean fin, boolean compressed, ByteBuffer payload) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** Returns a whole message as one frame, compressed if both ends agreed on that. */
    static Frame of(Message message) {
        return new Frame(
                message.isText() ? TEXT : BINARY, true, true, message.payload().asByteBuffer());
    }

    boolean isControl() {
        return (opcode & 0x08) != 0;
    }

    boolean isFirst() {
        return opcode != CONTINUATION;
    }
}
