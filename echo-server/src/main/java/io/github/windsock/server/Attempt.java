package io.github.windsock.server;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Ledger;
import io.github.windsock.journal.Party;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's try to connect, as the server sees it: an HTTP request that asks for a WebSocket.
 *
 * <p>All methods may be called from any thread, and none of them waits.
 *
 * @since 1.0
 */
public final class Attempt implements Party {
    private final Ledger ledger;
    private final Entry entry;
    private volatile Handshake handshake;
    private volatile @Nullable ServerConnection connection;

    Attempt(Ledger ledger, Entry entry, Handshake handshake) {
        this.ledger = ledger;
        this.entry = entry;
        this.handshake = handshake;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Returns what the client asked for and, once there is one, the server's answer.
     *
     * @return the handshake so far
     */
    public Handshake handshake() {
        return handshake;
    }

    /**
     * Returns when the server saw the attempt.
     *
     * @return the time since the start of the journal
     */
    public Duration time() {
        return entry.time();
    }

    /**
     * Returns the connection that the attempt became.
     *
     * @return the connection, empty if the attempt was refused or is not answered yet
     */
    public Optional<ServerConnection> connection() {
        return Optional.ofNullable(connection);
    }

    void answered(Handshake answer) {
        handshake = answer;
    }

    void became(ServerConnection accepted) {
        connection = accepted;
    }

    /** Returns the request and the status of the answer, such as {@code GET /chat 101}. */
    @Override
    public String toString() {
        return ledger + " " + handshake;
    }
}
