package io.github.windsock.standalone.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The TLS settings of the server.
 *
 * @param context the TLS context of the server
 * @param certificate the server's certificate
 * @param fingerprint the SHA-256 of the certificate, to compare with the one that a browser shows
 * @param isOwn whether this program created the certificate, so that no browser trusts it
 */
public record Tls(SSLContext context, X509Certificate certificate, String fingerprint, boolean isOwn) {

    /** Creates the settings from a private key and its certificates. */
    static Tls of(KeyStore store, char[] password, boolean isOwn) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys.getKeyManagers(), new TrustManager[0], null); // avoids that the JDK loads its trusted authorities
        X509Certificate certificate = (X509Certificate) certificate(store);
        return new Tls(context, certificate, fingerprint(certificate), isOwn);
    }

    /** Returns the key of a note about why all clients will refuse the certificate; empty if they may accept it. */
    public Optional<String> whyRefused() {
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of("note.expired");
        } catch (CertificateNotYetValidException e) {
            return Optional.of("note.not-yet");
        }
    }

    private static String fingerprint(Certificate certificate) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    /** Returns the server's certificate: that of the first private key. */
    static Certificate certificate(KeyStore store) throws GeneralSecurityException {
        String alias = alias(store).orElseThrow(() -> new GeneralSecurityException("no private key in it"));
        return store.getCertificate(alias);
    }

    static Optional<String> alias(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                return Optional.of(alias);
            }
        }
        return Optional.empty();
    }
}
