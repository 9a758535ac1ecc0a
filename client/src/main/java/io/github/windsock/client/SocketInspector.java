package io.github.windsock.client;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.Frame;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Shows and does for a test what a browser hides from scripts. Nothing here is part of the WebSockets Standard.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class SocketInspector {
    private final BrowserWebSocket socket;

    SocketInspector(BrowserWebSocket socket) {
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
     * Returns the server's HTTP answer to the handshake, refusals included. After a refusal the socket closes when the
     * whole body or 64 KiB of it have arrived, or after 200 ms.
     *
     * @return the answer, empty if none has arrived or if it is not HTTP
     */
    public Optional<HttpAnswer> answer() {
        return handshake().answer();
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
        requireShort(payload, "ping");
        synchronized (socket.lock()) {
            socket.requireOpen("ping");
            socket.connection().writer().ping(payload);
        }
    }

    /**
     * Sends an unsolicited pong, such as a heartbeat in one direction (RFC 6455, section 5.5.3).
     *
     * @param payload at most 125 bytes
     * @throws IllegalArgumentException if the payload is longer
     * @throws IllegalStateException if the socket is not open
     */
    public void pong(Payload payload) {
        requireShort(payload, "pong");
        synchronized (socket.lock()) {
            socket.requireOpen("pong");
            socket.connection().writer().pong(payload);
        }
    }

    private static void requireShort(Payload payload, String frame) {
        if (requireNonNull(payload, "payload must not be null").size() > Frame.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("payload is " + payload.size() + " bytes; a " + frame
                    + " frame holds at most " + Frame.MAX_CONTROL_BYTES);
        }
    }

    /**
     * Sets whether the server's pings are answered. They are by default, as in every browser. The journal records pings
     * that are not answered too.
     *
     * @param answered whether to send a pong for each ping that comes from now on
     */
    public void answerPings(boolean answered) {
        socket.connection().answerPings(answered);
    }

    /**
     * Sends a message in several uncompressed frames. It counts towards {@code bufferedAmount} as other messages do.
     *
     * @param message the message
     * @param sizes the number of bytes of each frame, in order; one more frame has the rest. A size may be 0, and a
     *     text may be cut within a character
     * @throws IllegalArgumentException if the sizes add up to more than the message has, or one is negative
     * @throws IllegalStateException if the socket is not open
     */
    public void sendFragments(Message message, int... sizes) {
        requireNonNull(message, "message must not be null");
        requireNonNull(sizes, "sizes must not be null");
        long bytes = 0;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a size is " + size + "; give each frame 0 bytes or more");
            }
            bytes += size;
        }
        long length = message.payload().size();
        if (bytes > length) {
            throw new IllegalArgumentException(
                    "the sizes add up to " + bytes + " bytes; the message has " + length + " to be cut");
        }
        socket.sendFragments(message, sizes.clone());
    }

    /** Ends the connection at once with a TCP reset; {@code error} and {@code close} with 1006 follow. */
    public void abort() {
        socket.connection().abort("aborted by the test");
    }
}
