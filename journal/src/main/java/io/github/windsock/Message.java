package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import java.nio.ByteBuffer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A whole text or binary message (RFC 6455, section 5.6), as an immutable value that compares by type and content.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Message {

    private final boolean isText;
    private final Payload payload;

    /** The decoded text; filled when it is first asked for. Racing threads would write equal strings. */
    private volatile @Nullable String text;

    private Message(boolean isText, Payload payload, @Nullable String text) {
        this.isText = isText;
        this.payload = payload;
        this.text = text;
    }

    /**
     * Returns a text message.
     *
     * @param text the text; a lone surrogate is sent as U+FFFD
     * @return the message
     */
    public static Message text(String text) {
        return new Message(true, Payload.ofText(text), null);
    }

    /**
     * Returns a text message of UTF-8 bytes that were checked before.
     *
     * @param utf8 the bytes
     * @return the message
     */
    public static Message text(Payload utf8) {
        return new Message(true, requireNonNull(utf8, "utf8 must not be null"), null);
    }

    /**
     * Returns a binary message with a copy of the bytes.
     *
     * @param bytes the bytes
     * @return the message
     */
    public static Message binary(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return binary(Payload.of(bytes));
    }

    /**
     * Returns a binary message with a copy of what remains in a buffer.
     *
     * @param bytes the buffer, whose position stays
     * @return the message
     */
    public static Message binary(ByteBuffer bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return binary(Payload.of(bytes));
    }

    /**
     * Returns a binary message.
     *
     * @param payload the bytes
     * @return the message
     */
    public static Message binary(Payload payload) {
        return new Message(false, requireNonNull(payload, "payload must not be null"), null);
    }

    /**
     * Tells the type of the message.
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
     * @throws IllegalStateException if the message is binary, or a journal kept only its ends
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
     * Returns a copy of the bytes; those of a text message are its UTF-8 form.
     *
     * @return the bytes
     * @throws IllegalStateException if a journal kept only the ends of the message
     */
    public byte[] bytes() {
        return payload.toByteArray();
    }

    /**
     * Returns the bytes as a value.
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
