package io.github.windsock.client.internal.socket;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.internal.handshake.HandshakeCheck.Agreement;

/** Receives the events of a connection for its socket; called without the lock. */
public interface ConnectionListener {
    void established(Agreement agreement);

    void message(Message message);

    void pong(Payload payload);

    /** The ping of a fence has arrived; it is not an event of the page. */
    void fence(Payload payload);

    /** The server's Close frame has arrived. */
    void closing();

    /** The connection has ended; no other call follows. */
    void ended(Ending ending);

    void written(int payloadBytes);
}
