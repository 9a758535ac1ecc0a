package io.github.windsock.internal.wire;

import org.jspecify.annotations.Nullable;

/** What a frame is (RFC 6455, section 5.2). */
public enum Opcode {
    /** Goes on with the message that the last data frame began or went on with. */
    CONTINUATION(0),
    /** Begins a text message. */
    TEXT(1),
    /** Begins a binary message. */
    BINARY(2),
    /** Begins or answers the closing handshake. */
    CLOSE(8),
    /** Asks for a pong. */
    PING(9),
    /** Answers a ping, or comes unasked. */
    PONG(10);

    private static final @Nullable Opcode[] OF_CODE = new Opcode[16];

    static {
        for (Opcode opcode : values()) {
            OF_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** Returns the opcode with a number of four bits, null if it is reserved. */
    static @Nullable Opcode of(int code) {
        return OF_CODE[code];
    }

    /**
     * Returns the number on the wire.
     *
     * @return four bits
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether this is a control frame, which may stand within a message.
     *
     * @return whether it is Close, ping or pong
     */
    public boolean isControl() {
        return code >= 8;
    }
}
