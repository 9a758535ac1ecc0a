package io.github.windsock;

import io.github.windsock.internal.PayloadInternals;
import java.util.List;

/** Gives {@link PayloadInternals} access to the package-private methods of {@link Payload}. */
final class PayloadAccess extends PayloadInternals {

    @Override
    protected Payload ofParts(List<byte[]> parts) {
        return Payload.adopt(parts);
    }

    @Override
    protected Payload ofEnds(byte[] ends, long size, byte[] digest) {
        return Payload.ends(ends, size, digest);
    }

    @Override
    protected Payload shorten(Payload payload, long limit) {
        return payload.shortened(limit);
    }
}
