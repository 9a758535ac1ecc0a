package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Message;
import org.apiguardian.api.API;

/**
 * A message has come.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class MessageEvent extends SocketEvent {
    private final Message message;
    private final String origin;
    private final BinaryType binaryType;

    MessageEvent(BrowserWebSocket target, Message message, String origin, BinaryType binaryType) {
        super(target, EventType.MESSAGE);
        this.message = message;
        this.origin = origin;
        this.binaryType = binaryType;
    }

    /**
     * Returns the message.
     *
     * @return the whole message
     */
    public Message message() {
        return message;
    }

    /**
     * Tells the type of the message.
     *
     * @return {@code true} for text, {@code false} for binary
     */
    public boolean isText() {
        return message.isText();
    }

    /**
     * Returns the text of a text message.
     *
     * @return the text
     * @throws IllegalStateException if the message is binary
     */
    public String text() {
        return message.text();
    }

    /**
     * Returns a copy of the message's bytes.
     *
     * @return the bytes, in UTF-8 for a text message
     */
    public byte[] bytes() {
        return message.bytes();
    }

    /**
     * Returns the origin of the socket's URL, as a browser puts it into the event.
     *
     * @return such as {@code ws://localhost:8080}
     */
    public String origin() {
        return origin;
    }

    /**
     * Returns the socket's {@code binaryType} at the time of this event.
     *
     * @return the type
     */
    public BinaryType binaryType() {
        return binaryType;
    }

    /** Returns type and message. */
    @Override
    public String toString() {
        return "message " + message;
    }
}
