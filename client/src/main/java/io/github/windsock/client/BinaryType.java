package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * What a script gets for a binary message. In Java the bytes are the same; the value is kept for code that is shared.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum BinaryType {
    /** A {@code Blob}: what a socket begins with. */
    BLOB("blob"),

    /** An {@code ArrayBuffer}. */
    ARRAY_BUFFER("arraybuffer");

    private final String value;

    BinaryType(String value) {
        this.value = value;
    }

    /** Returns the standard's value: {@code blob} or {@code arraybuffer}. */
    @Override
    public String toString() {
        return value;
    }
}
