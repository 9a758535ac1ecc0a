package io.github.windsock.server.internal.conversation;

import io.github.windsock.Payload;

/**
 * Bytes that break a rule of RFC 6455, and what may be sent after them.
 *
 * @param bytes the bytes to send
 * @param after what may be sent after them
 */
public record FaultyBytes(Payload bytes, Aftermath after) {

    /** What the server may send after a fault. */
    public enum Aftermath {
        /** Everything, since the bytes break no rule. */
        LEGAL,
        /** Everything, but a client that follows RFC 6455 reads nothing more. */
        OPEN,
        /** Only pongs, since the bytes have a Close frame. */
        CLOSING,
        /** Nothing, since the last frame is incomplete and further bytes would be a part of it. */
        CUT_SHORT
    }
}
