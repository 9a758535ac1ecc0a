package io.github.windsock.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The values of {@code Sec-WebSocket-Key} and {@code Sec-WebSocket-Accept} (RFC 6455, sections 4.1 and 4.2.2). */
public final class HandshakeDigest {
    private static final byte[] GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.ISO_8859_1);
    private static final int KEY_BYTES = 16;
    private static final MessageDigest SHA1 = sha1(); // guarded by itself; creating one costs as much as using it

    /** The last result: client and server are often in one JVM and ask for the same key. */
    private static volatile Proof last = new Proof("", digest(""));

    private record Proof(String key, String accept) {}

    private HandshakeDigest() {}

    /**
     * Returns a new value for {@code Sec-WebSocket-Key}.
     *
     * @return 16 random bytes in Base64
     */
    public static String newKey() {
        byte[] nonce = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(nonce); // no secret, so it need not be strong
        return Base64.getEncoder().encodeToString(nonce);
    }

    /**
     * Tells whether a key is valid.
     *
     * @param key the value of {@code Sec-WebSocket-Key}
     * @return whether it is 16 bytes in Base64
     */
    public static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false; // not Base64
        }
    }

    /**
     * Returns the value of {@code Sec-WebSocket-Accept} for a key.
     *
     * @param key the value of {@code Sec-WebSocket-Key}
     * @return the digest in Base64
     */
    public static String accept(String key) {
        Proof known = last;
        if (!known.key.equals(key)) {
            known = new Proof(key, digest(key));
            last = known;
        }
        return known.accept;
    }

    private static String digest(String key) {
        byte[] bytes = key.strip().getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        bytes = Arrays.copyOf(bytes, length + GUID.length);
        System.arraycopy(GUID, 0, bytes, length, GUID.length);
        synchronized (SHA1) {
            return Base64.getEncoder().encodeToString(SHA1.digest(bytes));
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
