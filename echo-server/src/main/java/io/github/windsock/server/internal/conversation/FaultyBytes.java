package io.github.windsock.server.internal.conversation;

import io.github.windsock.Payload;

/**
 * Bytes that break a rule of RFC 6455, and how the connection continues after them.
 *
 * @param bytes what is sent, as it is
 * @param after what is still sent
 */
public record FaultyBytes(Payload bytes, Aftermath after) {

    /** How a connection goes on behind a fault, as far as the client lets it. */
    public enum Aftermath {
        /** As if nothing had been. */
        OPEN,
        /** The bytes have a Close frame: nothing is sent any more but pongs. */
        CLOSING,
        /** A frame has been begun that has no end: nothing is sent any more, since it would be taken for a part of that. */
        CUT_SHORT
    }
}
