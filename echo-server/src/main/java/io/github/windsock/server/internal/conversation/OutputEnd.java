package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;

/** How a conversation ends its connection. */
public sealed interface OutputEnd {

    /**
     * Starts the closing handshake, or answers it. Does nothing if a Close frame was already sent.
     *
     * @param status the status; {@link CloseStatus#NO_STATUS} for a Close frame without a code
     */
    record Close(CloseStatus status) implements OutputEnd {}

    /**
     * Starts the closing handshake because a message is too large. Further messages are skipped, so the client can
     * complete the message that it is sending.
     *
     * @param limit the maximum size of a message in bytes
     */
    record TooBig(long limit) implements OutputEnd {}

    /**
     * Ends the connection with FIN, after everything that was sent, and without a Close frame; with RST if the client
     * does not read.
     *
     * @param why the cause, for the journal
     */
    record Drop(String why) implements OutputEnd {}

    /**
     * Ends the connection at once with RST.
     *
     * @param why the cause, for the journal
     */
    record Reset(String why) implements OutputEnd {}
}
