package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection without a request: tells what its client did instead. Each engine knows what it has received; the words
 * are the same for all.
 */
public interface UnrequestedConnection {

    /** The number of bytes to keep of what a client sends first. */
    int MAX_SHOWN = 64;

    /** The type of the record that begins a TLS connection (RFC 8446, section 5.1). */
    byte TLS_HANDSHAKE = 0x16;

    /** What a description of a failed TLS handshake begins with. */
    String TLS_FAILED = "a TLS handshake that did not succeed: ";

    /** Tells whether the port speaks TLS. */
    boolean isPortSecure();

    /** Returns the first bytes of the client, below TLS. */
    byte[] firstBytes();

    /** Returns the first bytes of the client over TLS, decrypted; empty if there are none or the engine hides them. */
    byte[] firstDecrypted();

    /** Returns why the TLS handshake has failed; empty if it has not, or the client only left. */
    Optional<String> tlsFailure();

    /** Tells whether the TLS handshake has succeeded. */
    boolean isTlsEstablished();

    /** Tells whether the client has ended the connection. */
    boolean isBrokenOff();

    /** Returns with what the server answers bytes that are not a request; empty if it does not, or the engine hides it. */
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /** Tells whether the client speaks TLS and the port does not, or the other way round. */
    default boolean isOtherProtocol() {
        byte[] first = firstBytes();
        boolean hello = first.length > 0 && first[0] == TLS_HANDSHAKE;
        return isPortSecure() != hello;
    }

    /** Describes what the client did. */
    default String description() {
        byte[] first = firstBytes();
        if (first.length == 0) {
            return "a connection on which nothing was sent";
        }
        if (isOtherProtocol()) {
            return isPortSecure()
                    ? "no TLS hello but " + shown(first) + "; this server speaks TLS, use wss:// or https://"
                    : "a TLS hello; this server speaks no TLS, use ws:// or http://";
        }
        return isPortSecure() ? secureDescription() : partOfRequest(first);
    }

    private String secureDescription() {
        Optional<String> failure = tlsFailure();
        if (failure.isPresent()) {
            return TLS_FAILED + explained(failure.get());
        }
        if (isTlsEstablished()) {
            byte[] decrypted = firstDecrypted();
            return decrypted.length > 0 ? partOfRequest(decrypted) : afterTheHandshake();
        }
        return isBrokenOff()
                ? TLS_FAILED + "the client broke it off, as it does if it does not trust the certificate"
                : "a TLS handshake that the client did not finish";
    }

    /**
     * Explains what the JDK's message for a failure does not. OpenSSL, and with it Python and curl, sends the alert
     * about a certificate unencrypted, which the JDK takes for a broken record.
     */
    private static String explained(String failure) {
        if (failure.contains("Insufficient buffer remaining for AEAD cipher fragment (2)")) {
            return "the client sent an alert that is not encrypted, as OpenSSL does if it does not trust the"
                    + " certificate";
        }
        return failure.contains("No available authentication scheme")
                        || failure.contains("No supported CertificateVerify signature algorithm")
                ? failure + "; the client accepts no certificate with this kind of key"
                : failure;
    }

    private String afterTheHandshake() {
        String nothing = "no HTTP request after the TLS handshake";
        return isBrokenOff() ? nothing + "; some clients check the host of a certificate only then" : nothing;
    }

    private String partOfRequest(byte[] first) {
        return refusal()
                .map(answer -> "no valid HTTP request but " + shown(first) + "; answered " + answer)
                .orElseGet(() -> "no whole HTTP request but " + shown(first));
    }

    private static String shown(byte[] first) {
        return Text.preview(new String(first, StandardCharsets.ISO_8859_1));
    }
}
