package io.github.windsock.client;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Handshake;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Probe;
import java.util.Optional;

/**
 * What a test may see and do that a browser keeps from its scripts. Nothing here is in the WebSockets standard.
 *
 * @since 1.0
 */
public final class Wiretap {
    private static final int MAX_PING = 125;

    private final BrowserWebSocket socket;

    Wiretap(BrowserWebSocket socket) {
        this.socket = socket;
    }

    /**
     * Returns the opening handshake: the request with its headers and, once it has come, the answer.
     *
     * @return the handshake
     */
    public Handshake handshake() {
        return socket.connection().handshake();
    }

    /**
     * Returns the server's HTTP answer to the handshake, refusals included.
     *
     * @return the answer, empty while there is none and if the server sent something else
     */
    public Optional<HttpAnswer> answer() {
        return Optional.ofNullable(socket.connection().answer());
    }

    /** Sends an empty ping; the journal records its pong. */
    public void ping() {
        ping(Payload.of());
    }

    /**
     * Sends a ping; the journal records its pong, in order with the messages.
     *
     * @param payload at most 125 bytes
     * @throws IllegalArgumentException if the payload is longer
     * @throws IllegalStateException if the socket is not open
     */
    public void ping(Payload payload) {
        if (requireNonNull(payload, "payload must not be null").size() > MAX_PING) {
            throw new IllegalArgumentException(
                    "payload is " + payload.size() + " bytes; a ping frame holds at most " + MAX_PING);
        }
        synchronized (socket.lock()) {
            ReadyState state = socket.readyState();
            if (state != ReadyState.OPEN) {
                throw new IllegalStateException(
                        socket.ledger() + " is " + state + " and cannot ping; ping while it is OPEN");
            }
            socket.connection().ping(payload);
        }
    }

    /** Ends the connection at once with a TCP reset; {@code error} and {@code close} with 1006 follow. */
    public void abort() {
        socket.connection().abort("aborted by the test");
    }

    Probe probe() {
        return new Probe() {
            @Override
            public void ping(Payload payload) {
                Wiretap.this.ping(payload);
            }

            @Override
            public Optional<String> unfinished() {
                return Optional.empty();
            }
        };
    }
}
