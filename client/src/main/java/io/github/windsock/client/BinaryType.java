package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The type of object that a browser gives to a script for a binary message. In Java the bytes are the same for both;
 * the value is kept so that code ported from a browser can set and read it.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum BinaryType {
    /** A {@code Blob}, the default. */
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
