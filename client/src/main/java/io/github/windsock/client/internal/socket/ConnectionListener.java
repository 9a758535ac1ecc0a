package io.github.windsock.client.internal.socket;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.internal.handshake.HandshakeCheck.Agreement;

/** What a connection tells its socket; called without the lock. */
public interface ConnectionListener {
    void established(Agreement agreement);

    void message(Message message);

    void pong(Payload payload);

    /** The ping of a fence has come, of which a page is told nothing. */
    void fence(Payload payload);

    /** The server's Close frame has come. */
    void closing();

    /** The end; nothing follows. */
    void ended(Ending ending);

    void written(int payloadBytes);
}
