package io.github.windsock.client.internal.socket;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What to do about a failure of TLS. The messages of the JDK say only what went wrong. */
final class TlsAdvice {
    private TlsAdvice() {}

    /** Returns the message of a failure, with advice if there is some. */
    static String explained(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (isPlain(message)) {
            return "the server speaks no TLS; connect with ws://";
        }
        String advice = isCausedBy(failure, CertPathBuilderException.class)
                ? "the page does not trust this certificate; give BrowserPage.builder().trust(..) a context that does,"
                        + " such as server.sslContext()"
                : isCausedBy(failure, CertificateExpiredException.class)
                        ? "the certificate has expired"
                        : isCausedBy(failure, CertificateNotYetValidException.class)
                                ? "the certificate is not valid yet"
                                : ofAlert(message);
        return advice.isEmpty() ? message : message + "; " + advice;
    }

    /** The JDK's messages for an answer that is not TLS, such as plain HTTP. */
    private static boolean isPlain(String message) {
        return message.contains("plaintext connection")
                || message.startsWith("Unsupported or unrecognized SSL message");
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(10) // causes may be a circle
                .anyMatch(type::isInstance);
    }

    private static String ofAlert(String message) {
        String alert = message.substring(message.lastIndexOf(' ') + 1);
        return switch (alert) {
            case "protocol_version" -> "the server and this JVM have no version of TLS in common";
            case "handshake_failure" ->
                "the server and this JVM have no cipher suite or kind of key in common, or the server wants a"
                        + " certificate of the client";
            case "bad_certificate", "certificate_required" ->
                "the server wants another certificate of the client; the context of trust(..) can have one";
            default -> "";
        };
    }
}
