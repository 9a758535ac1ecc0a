package io.github.windsock.internal.wire;

import org.jspecify.annotations.Nullable;

/** The type of a frame (RFC 6455, section 5.2). */
public enum Opcode {
    /** Continues a fragmented message. */
    CONTINUATION(0),
    /** The first frame of a text message. */
    TEXT(1),
    /** The first frame of a binary message. */
    BINARY(2),
    /** Starts or completes the closing handshake. */
    CLOSE(8),
    /** Asks for a pong. */
    PING(9),
    /** Answers a ping, or is sent unsolicited. */
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

    /** Returns the opcode for a number of four bits, or null if it is reserved. */
    static @Nullable Opcode of(int code) {
        return OF_CODE[code];
    }

    /**
     * Returns the number that a frame's header has for it.
     *
     * @return a number of four bits
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether this is a control frame. Control frames may come between the fragments of a message.
     *
     * @return whether it is Close, ping or pong
     */
    public boolean isControl() {
        return code >= 8;
    }
}
