package io.github.windsock.journal.internal;

import static io.github.windsock.internal.PayloadInternals.END_BYTES;

import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects a payload part by part and shortens it if it exceeds a limit. Not thread-safe. */
public final class PayloadBuilder {

    private final long limit;
    private final byte[] tail = new byte[END_BYTES];
    private byte[] head = {};
    private int headSize;
    private long size;
    private @Nullable MessageDigest digest;

    /**
     * Creates an empty builder.
     *
     * @param limit the maximum size in bytes of a payload that is kept whole
     */
    public PayloadBuilder(long limit) {
        this.limit = Math.max(limit, 2 * END_BYTES);
    }

    /**
     * Appends the bytes between a buffer's position and its limit.
     *
     * @param part the buffer; its position does not change
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
     * @return the number of bytes
     */
    public long size() {
        return size;
    }

    /**
     * Returns the payload. The builder must not be used afterwards.
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

    /** Appends bytes to the array. It starts with the size of the first part, so that a single part is copied once. */
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
            digest = PayloadInternals.newDigest();
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
}
