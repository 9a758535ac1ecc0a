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
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message or control frame, as an immutable value that compares by content.
 *
 * <p>A journal keeps a very large payload as its length, SHA-256, head and tail. Such a payload still equals exactly the
 * payloads that have the same bytes, but it can no longer give them all: {@link #isComplete()} tells.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Payload {

    /** The payload without a byte. */
    public static final Payload EMPTY = new Payload(new byte[][] {new byte[0]}, 0, 0, null);

    private static final int END_BYTES = PayloadInternals.END_BYTES;
    private static final int HASHED_BYTES = 16;
    private static final int PREVIEW_BYTES = 16;

    static {
        PayloadInternals.provide(new PayloadAccess());
    }

    /**
     * All bytes, or the head and then the tail of a payload that was shortened. Joined into one array on first use: a
     * payload that is not looked at is held once.
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
     * Returns a payload with a copy of the bytes.
     *
     * @param bytes the bytes
     * @return the payload
     */
    public static Payload of(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return adopt(bytes.clone());
    }

    /**
     * Returns a payload with a copy of what remains in a buffer, whose position stays.
     *
     * @param bytes the buffer
     * @return the payload
     */
    public static Payload of(ByteBuffer bytes) {
        requireNonNull(bytes, "bytes must not be null");
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return adopt(copy);
    }

    /**
     * Returns a payload with the UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as in a browser.
     *
     * @param text the text
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
        long size = parts.stream().mapToLong(part -> part.length).sum();
        return size == 0 ? EMPTY : new Payload(parts.toArray(byte[][]::new), Math.toIntExact(size), size, null);
    }

    static Payload ends(byte[] ends, long size, byte[] digest) {
        return new Payload(new byte[][] {ends}, ends.length, size, digest);
    }

    /**
     * Returns the length of the whole payload.
     *
     * @return the number of bytes, also where not all are kept
     */
    public long size() {
        return size;
    }

    /**
     * Tells whether all bytes are kept.
     *
     * @return {@code false} for a large payload of a journal, of which only head and tail are left
     */
    public boolean isComplete() {
        return keptSize == size;
    }

    /**
     * Returns a copy of the bytes.
     *
     * @return the bytes
     * @throws IllegalStateException if the journal did not keep them all
     */
    public byte[] toByteArray() {
        return complete().clone();
    }

    /**
     * Returns the bytes as a read-only buffer, without copying them.
     *
     * @return a new buffer
     * @throws IllegalStateException if the journal did not keep them all
     */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(complete()).asReadOnlyBuffer();
    }

    /**
     * Returns the bytes decoded as UTF-8.
     *
     * @return the text
     * @throws IllegalStateException if the journal did not keep all bytes, or they are not UTF-8
     */
    public String text() {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(complete())).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("payload of " + Text.bytes(size) + " is not UTF-8: " + hex(), e);
        }
    }

    /**
     * Returns a copy of the first bytes, to show a part of a payload that may be large.
     *
     * @param limit how many bytes at most
     * @return that many, or all; of a payload that a journal shortened, at most its head
     */
    public byte[] head(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative; give 0 or more bytes");
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
     * Returns the number of bytes that are held in memory.
     *
     * @return {@link #size()} for a complete payload
     */
    public int keptBytes() {
        return keptSize;
    }

    /**
     * Returns the first bytes as hexadecimal digits.
     *
     * @return such as {@code 01 ff}, with an ellipsis where there are more than 16 bytes
     */
    public String hex() {
        int shown = (int) Math.min(size, PREVIEW_BYTES);
        return HexFormat.ofDelimiter(" ").formatHex(first(shown)) + (size > shown ? " …" : "");
    }

    /**
     * Returns the beginning of the payload as text for a line of a timeline.
     *
     * @return quoted, shortened where it is long
     */
    public String preview() {
        int end = Math.min(keptSize, isComplete() ? 4 * END_BYTES : END_BYTES);
        String head = new String(first(end), UTF_8);
        String shown = Text.preview(head);
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

    /** Complete and shortened payloads of the same bytes have the same head, so the same hash. */
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
            MessageDigest all = newDigest();
            for (byte[] part : parts) {
                all.update(part);
            }
            known = all.digest();
            digest = known;
        }
        return known;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
