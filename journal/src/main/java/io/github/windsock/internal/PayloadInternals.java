package io.github.windsock.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives Windsock's modules access to operations of {@link Payload} that are not public: adopting arrays without a copy,
 * and shortening. {@link Payload} provides them when its class is loaded.
 */
public abstract class PayloadInternals {
    /** The number of bytes that are kept at each end of a shortened payload. */
    public static final int END_BYTES = 512;

    private static volatile @Nullable PayloadInternals access;

    /** Called once, when the class {@link Payload} is loaded. */
    public static void provide(PayloadInternals provided) {
        access = provided;
    }

    private static PayloadInternals access() {
        PayloadInternals known = access;
        return known == null ? load() : known;
    }

    private static PayloadInternals load() {
        Payload unused = Payload.EMPTY; // loads the class
        return requireNonNull(access, "Payload did not provide its access");
    }

    /** Returns a payload that adopts an array without copying it. The caller must not write to it afterwards. */
    public static Payload adopt(byte[] bytes) {
        return adopt(List.of(bytes));
    }

    /**
     * Returns a payload that adopts arrays without copying them. The caller must not write to them afterwards.
     *
     * @param parts the bytes of the payload in order, at most 2 GiB
     */
    public static Payload adopt(List<byte[]> parts) {
        return access().ofParts(parts);
    }

    /**
     * Returns a shortened payload.
     *
     * @param ends the first {@link #END_BYTES} bytes, followed by the last ones
     * @param size the length of the whole payload
     * @param digest the SHA-256 of the whole payload
     */
    public static Payload ends(byte[] ends, long size, byte[] digest) {
        return access().ofEnds(ends, size, digest);
    }

    /**
     * Returns the payload, shortened if it is larger than a limit.
     *
     * @param limit the maximum size in bytes of a payload that is kept whole
     */
    public static Payload shortened(Payload payload, long limit) {
        return access().shorten(payload, limit);
    }

    /** Returns the message, with its payload {@linkplain #shortened(Payload, long) shortened} if it is too large. */
    public static Message shortened(Message message, long limit) {
        Payload kept = shortened(message.payload(), limit);
        if (kept.isComplete()) {
            return message;
        }
        return message.isText() ? Message.text(kept) : Message.binary(kept);
    }

    /** Returns a new SHA-256 digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    protected abstract Payload ofParts(List<byte[]> parts);

    protected abstract Payload ofEnds(byte[] ends, long size, byte[] digest);

    protected abstract Payload shorten(Payload payload, long limit);
}
