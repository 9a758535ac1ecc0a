package io.github.windsock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.Utf8Validator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message or control frame. Immutable; payloads are equal if their bytes are.
 *
 * <p>Of a payload over 1 MiB a journal keeps only length, SHA-256, head and tail. Such a shortened payload still equals
 * exactly the payloads with the same bytes, but it cannot return all of them, see {@link #isComplete()}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Payload {

    /** The payload of length 0. */
    public static final Payload EMPTY = new Payload(new byte[][] {new byte[0]}, 0, 0, null);

    private static final int END_BYTES = PayloadInternals.END_BYTES;
    private static final int HASHED_BYTES = 16;
    private static final int PREVIEW_BYTES = 16;

    /** Room for a JSON message of usual length. */
    private static final int PREVIEW_COLUMNS = 120;

    static {
        PayloadInternals.provide(new PayloadAccess());
    }

    /**
     * All bytes, or head and tail of a shortened payload. They are joined into one array on first use, so that a
     * payload that nobody reads is held in memory once only.
     */
    private volatile byte[][] parts;

    private final int keptSize;
    private final long size;
    private byte @Nullable [] digest;

    private Payload(byte[][] parts, int keptSize, long size, byte @Nullable [] digest) {
        this.parts = parts;
        this.keptSize = keptSize;
        this.size = size;
        this.digest = digest;
    }

    private static Payload whole(byte[] bytes) {
        return new Payload(new byte[][] {bytes}, bytes.length, bytes.length, null);
    }

    /**
     * Returns a payload with a copy of bytes.
     *
     * @param bytes the bytes
     * @return the payload
     */
    public static Payload of(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return adopt(bytes.clone());
    }

    /**
     * Returns a payload with a copy of the bytes between a buffer's position and its limit.
     *
     * @param bytes the buffer; its position does not change
     * @return the payload
     */
    public static Payload of(ByteBuffer bytes) {
        requireNonNull(bytes, "bytes must not be null");
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return adopt(copy);
    }

    /**
     * Returns a payload with a text encoded as UTF-8.
     *
     * @param text the text; each lone surrogate is replaced with U+FFFD, as in a browser
     * @return the payload
     */
    public static Payload ofText(String text) {
        requireNonNull(text, "text must not be null");
        return adopt(Utf8Validator.encode(text));
    }

    private static Payload adopt(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : whole(bytes);
    }

    static Payload adopt(List<byte[]> parts) {
        long size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        return size == 0
                ? EMPTY
                : new Payload(parts.toArray(new byte[parts.size()][]), Math.toIntExact(size), size, null);
    }

    static Payload ends(byte[] ends, long size, byte[] digest) {
        return new Payload(new byte[][] {ends}, ends.length, size, digest);
    }

    /**
     * Returns the length of the payload.
     *
     * @return the number of bytes, of a shortened payload too
     */
    public long size() {
        return size;
    }

    /**
     * Tells whether all bytes are kept.
     *
     * @return {@code false} for a shortened payload, of which only head and tail are kept
     */
    public boolean isComplete() {
        return keptSize == size;
    }

    /**
     * Returns a copy of the bytes.
     *
     * @return the bytes
     * @throws IllegalStateException if the payload is shortened
     */
    public byte[] toByteArray() {
        return complete().clone();
    }

    /**
     * Returns the bytes as a read-only buffer, without copying them.
     *
     * @return a new buffer
     * @throws IllegalStateException if the payload is shortened
     */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(complete()).asReadOnlyBuffer();
    }

    /**
     * Returns the bytes decoded as UTF-8.
     *
     * @return the text
     * @throws IllegalStateException if the payload is shortened or the bytes are not UTF-8
     */
    public String text() {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(complete())).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("payload of " + Text.bytes(size) + " is not UTF-8: " + hex(), e);
        }
    }

    /**
     * Returns a copy of the first bytes.
     *
     * @param limit the maximum number of bytes
     * @return the first bytes; those of a shortened payload are at most its head of 512 bytes
     * @throws IllegalArgumentException if the limit is negative
     */
    public byte[] head(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative; use 0 or more bytes");
        }
        return first(Math.min(limit, isComplete() ? keptSize : END_BYTES));
    }

    Payload shortened(long limit) {
        if (!isComplete() || size <= Math.max(limit, 2 * END_BYTES)) {
            return this;
        }
        byte[] ends = Arrays.copyOf(first(END_BYTES), 2 * END_BYTES);
        System.arraycopy(last(END_BYTES), 0, ends, END_BYTES, END_BYTES);
        return ends(ends, size, digest());
    }

    /**
     * Returns the number of bytes that are kept in memory.
     *
     * @return the number of bytes; equal to {@link #size()} unless the payload is shortened
     */
    public int keptBytes() {
        return keptSize;
    }

    /**
     * Returns the first 16 bytes as hexadecimal digits.
     *
     * @return the digits, such as {@code 01 ff}, with an ellipsis if there are more bytes
     */
    public String hex() {
        int shown = (int) Math.min(size, PREVIEW_BYTES);
        return HexFormat.ofDelimiter(" ").formatHex(first(shown)) + (size > shown ? " …" : "");
    }

    /**
     * Returns the beginning of the payload as text, as timelines print it: in quotes and with escapes, such as {@code
     * "hello"}. An object or array of JSON stays as it is, such as {@code {"price":42}}, unless it has a character that
     * cannot be seen.
     *
     * @return the text, with an ellipsis if it is cut
     */
    public String preview() {
        int end = Math.min(keptSize, isComplete() ? 4 * END_BYTES : END_BYTES);
        String head = new String(first(end), UTF_8);
        String tail = new String(last(Math.min(keptSize, 1)), UTF_8);
        String shown = Text.content(head, tail, PREVIEW_COLUMNS);
        return size > end && !shown.endsWith("…") ? shown + "…" : shown;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && size == that.size && hasSameBytes(that);
    }

    private boolean hasSameBytes(Payload that) {
        return isComplete() && that.isComplete()
                ? Arrays.equals(complete(), that.complete())
                : MessageDigest.isEqual(digest(), that.digest());
    }

    /** Uses only size and first bytes, which complete and shortened payloads have in common. */
    @Override
    public int hashCode() {
        int hash = Long.hashCode(size);
        for (byte each : first(Math.min(keptSize, HASHED_BYTES))) {
            hash = 31 * hash + each;
        }
        return hash;
    }

    /** Returns the size and the first bytes, such as {@code 3 B: 01 02 03}. */
    @Override
    public String toString() {
        return size == 0 ? "0 B" : Text.bytes(size) + ": " + hex();
    }

    private byte[] complete() {
        if (!isComplete()) {
            throw new IllegalStateException("the journal kept only head and tail of this payload of " + Text.bytes(size)
                    + "; compare it with equals, which is exact");
        }
        return joined();
    }

    private byte[] joined() {
        byte[][] known = parts;
        if (known.length > 1) {
            known = new byte[][] {first(keptSize)};
            parts = known;
        }
        return known[0];
    }

    private byte[] first(int count) {
        byte[] head = new byte[count];
        int at = 0;
        for (byte[] part : parts) {
            int length = Math.min(part.length, count - at);
            System.arraycopy(part, 0, head, at, length);
            at += length;
        }
        return head;
    }

    private byte[] last(int count) {
        byte[] tail = new byte[count];
        byte[][] known = parts;
        int at = count;
        for (int i = known.length - 1; at > 0; i--) {
            int length = Math.min(known[i].length, at);
            at -= length;
            System.arraycopy(known[i], known[i].length - length, tail, at, length);
        }
        return tail;
    }

    private synchronized byte[] digest() {
        byte[] known = digest;
        if (known == null) {
            MessageDigest all = PayloadInternals.newDigest();
            for (byte[] part : parts) {
                all.update(part);
            }
            known = all.digest();
            digest = known;
        }
        return known;
    }
}
