package io.github.windsock.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way of Windsock's own code to what payloads can do that users need not know: taking over arrays without a copy, and
 * keeping the ends alone. Payloads say themselves how, as soon as there is one.
 */
public abstract class PayloadInternals {
    /** Of a payload that is not kept whole, so many bytes are kept at each end. */
    public static final int END_BYTES = 512;

    private static volatile @Nullable PayloadInternals access;

    /** Called by payloads when their class is loaded. */
    public static void provide(PayloadInternals provided) {
        access = provided;
    }

    private static PayloadInternals access() {
        PayloadInternals known = access;
        return known == null ? load() : known;
    }

    private static PayloadInternals load() {
        Payload unused = Payload.EMPTY; // asking for it loads the class
        return requireNonNull(access, "payloads are loaded");
    }

    /** Returns a payload that takes over an array without copying it. The caller must not write to it afterwards. */
    public static Payload adopt(byte[] bytes) {
        return adopt(List.of(bytes));
    }

    /**
     * Returns a payload that takes over its parts without copying them. The caller must not write to them afterwards.
     * They are joined when a caller asks for one array.
     *
     * @param parts the bytes of the payload, in order, at most 2 GiB
     */
    public static Payload adopt(List<byte[]> parts) {
        return access().ofParts(parts);
    }

    /**
     * Returns a payload of which only the ends are there.
     *
     * @param ends the first and the last {@link #END_BYTES}
     * @param size of the whole
     * @param digest the SHA-256 of the whole
     */
    public static Payload ends(byte[] ends, long size, byte[] digest) {
        return access().ofEnds(ends, size, digest);
    }

    /**
     * Returns a payload, or one of the same size and digest with its ends alone if it is larger than a limit.
     *
     * @param limit the size in bytes up to which all bytes are kept
     */
    public static Payload shortened(Payload payload, long limit) {
        return access().shorten(payload, limit);
    }

    /** Returns a message, or one whose payload is {@linkplain #shortened(Payload, long) shortened}. */
    public static Message shortened(Message message, long limit) {
        Payload kept = shortened(message.payload(), limit);
        if (kept.isComplete()) {
            return message;
        }
        return message.isText() ? Message.text(kept) : Message.binary(kept);
    }

    protected abstract Payload ofParts(List<byte[]> parts);

    protected abstract Payload ofEnds(byte[] ends, long size, byte[] digest);

    protected abstract Payload shorten(Payload payload, long limit);
}
