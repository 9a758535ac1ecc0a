package io.github.windsock.journal.internal;

import static io.github.windsock.internal.PayloadInternals.END_BYTES;

import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects a payload part by part, and never holds more than its limit. Not for use by two threads at once. */
public final class PayloadBuilder {

    private final long limit;
    private final byte[] tail = new byte[END_BYTES];
    private byte[] head = {};
    private int headSize;
    private long size;
    private @Nullable MessageDigest digest;

    /**
     * Makes one.
     *
     * @param limit the size in bytes up to which all bytes are kept; of more than that, the ends
     */
    public PayloadBuilder(long limit) {
        this.limit = Math.max(limit, 2 * END_BYTES);
    }

    /**
     * Adds what remains in a buffer, whose position stays.
     *
     * @param part the next bytes
     * @return this builder
     */
    public PayloadBuilder append(ByteBuffer part) {
        ByteBuffer bytes = part.duplicate();
        size += bytes.remaining();
        if (size <= limit) {
            keep(bytes);
        } else {
            digest(bytes);
        }
        return this;
    }

    /**
     * Returns the number of bytes so far.
     *
     * @return the size
     */
    public long size() {
        return size;
    }

    /**
     * Returns the payload of all parts. The builder must not be used afterwards.
     *
     * @return the payload, shortened if it is larger than the limit
     */
    public Payload build() {
        if (digest == null) {
            return PayloadInternals.adopt(headSize == head.length ? head : Arrays.copyOf(head, headSize));
        }
        byte[] ends = Arrays.copyOf(head, 2 * END_BYTES);
        System.arraycopy(tail, 0, ends, END_BYTES, END_BYTES);
        return PayloadInternals.ends(ends, size, digest.digest());
    }

    /** The first part gets an array of its size, so that a message of one part is copied once. */
    private void keep(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (headSize + count > head.length) {
            head = Arrays.copyOf(head, Math.max(headSize + count, headSize == 0 ? 0 : 2 * headSize));
        }
        bytes.get(head, headSize, count);
        headSize += count;
    }

    private void digest(ByteBuffer bytes) {
        if (digest == null) {
            digest = newDigest();
            digest.update(head, 0, headSize);
            keepTail(ByteBuffer.wrap(head, 0, headSize));
            head = Arrays.copyOf(head, END_BYTES);
            headSize = Math.min(headSize, END_BYTES);
        }
        digest.update(bytes.duplicate());
        fillHead(bytes.duplicate());
        keepTail(bytes);
    }

    private void fillHead(ByteBuffer bytes) {
        int missing = Math.min(END_BYTES - headSize, bytes.remaining());
        bytes.get(head, headSize, missing);
        headSize += missing;
    }

    private void keepTail(ByteBuffer bytes) {
        int fresh = Math.min(bytes.remaining(), END_BYTES);
        System.arraycopy(tail, fresh, tail, 0, END_BYTES - fresh);
        bytes.position(bytes.limit() - fresh).get(tail, END_BYTES - fresh, fresh);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
