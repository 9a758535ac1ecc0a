package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;

/** How a conversation ends its connection. */
public sealed interface OutputEnd {

    /**
     * Begins the closing handshake, or answers it. Does nothing if a Close frame was sent before.
     *
     * @param status the status, {@link CloseStatus#NO_STATUS} for an empty Close frame
     */
    record Close(CloseStatus status) implements OutputEnd {}

    /**
     * Begins the closing handshake because of a message that is too long, and takes none any more: what still comes of
     * messages is skipped, and the client has the time to end what it is sending.
     *
     * @param limit the bytes of the longest message
     */
    record TooBig(long limit) implements OutputEnd {}

    /**
     * Ends the connection without a Close frame, by FIN after what was sent; by RST if the client does not take that.
     *
     * @param why what ordered it, for the journal
     */
    record Drop(String why) implements OutputEnd {}

    /**
     * Ends the connection at once by RST.
     *
     * @param why what ordered it, for the journal
     */
    record Reset(String why) implements OutputEnd {}
}
