package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.nio.ByteBuffer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A whole text or binary message (RFC 6455, section 5.6). Immutable; messages are equal if type and content are.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Message {

    private final boolean isText;
    private final Payload payload;

    /** The decoded text, created on first use. Racing threads write equal strings. */
    private volatile @Nullable String text;

    private Message(boolean isText, Payload payload, @Nullable String text) {
        this.isText = isText;
        this.payload = payload;
        this.text = text;
    }

    /**
     * Returns a text message.
     *
     * @param text the text; each lone surrogate is replaced with U+FFFD
     * @return the message
     */
    public static Message text(String text) {
        return new Message(true, Payload.ofText(text), null);
    }

    /**
     * Returns a text message whose text is given as UTF-8. The bytes are not checked here.
     *
     * @param utf8 the text in UTF-8
     * @return the message
     */
    public static Message text(Payload utf8) {
        return new Message(true, requireNonNull(utf8, "utf8 must not be null"), null);
    }

    /**
     * Returns a binary message.
     *
     * @param bytes the content; it is copied
     * @return the message
     */
    public static Message binary(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return binary(Payload.of(bytes));
    }

    /**
     * Returns a binary message with the bytes between a buffer's position and its limit.
     *
     * @param bytes the content; it is copied, and the position does not change
     * @return the message
     */
    public static Message binary(ByteBuffer bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return binary(Payload.of(bytes));
    }

    /**
     * Returns a binary message.
     *
     * @param payload the content
     * @return the message
     */
    public static Message binary(Payload payload) {
        return new Message(false, requireNonNull(payload, "payload must not be null"), null);
    }

    /**
     * Tells whether this is a text message.
     *
     * @return {@code true} for text, {@code false} for binary
     */
    public boolean isText() {
        return isText;
    }

    /**
     * Returns the text of a text message.
     *
     * @return the text
     * @throws IllegalStateException if the message is binary, or the journal kept only the ends of a large payload
     */
    public String text() {
        if (!isText) {
            throw new IllegalStateException("this message is binary, not text: " + this + "; ask for bytes()");
        }
        String known = text;
        if (known == null) {
            known = payload.text();
            text = known;
        }
        return known;
    }

    /**
     * Returns the content; that of a text message is encoded as UTF-8.
     *
     * @return a copy of the bytes
     * @throws IllegalStateException if the journal kept only the ends of a large payload
     */
    public byte[] bytes() {
        return payload.toByteArray();
    }

    /**
     * Returns the content as an immutable value.
     *
     * @return the payload
     */
    public Payload payload() {
        return payload;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that && isText == that.isText && payload.equals(that.payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode() + (isText ? 1 : 0);
    }

    /** Returns the type and the beginning of the content, such as {@code text "hello"} or {@code binary 01 02}. */
    @Override
    public String toString() {
        return isText ? "text " + payload.preview() : ("binary " + payload.hex()).stripTrailing();
    }
}
