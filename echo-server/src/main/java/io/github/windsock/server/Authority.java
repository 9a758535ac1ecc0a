package io.github.windsock.server;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates for the servers of this JVM, by the JDK's keytool. It makes its own key when the first is asked for; what
 * servers are to show alike is made once.
 */
final class Authority {
    private static final String ISSUER = "authority";
    private static final String SERVER = "server";

    private static @Nullable Authority instance; // guarded by the class

    private final Keytool keytool = new Keytool();
    private final byte[] authority;
    private final X509Certificate certificate;
    private final SSLContext trust;
    private final Map<Issued, SSLContext> issued = new ConcurrentHashMap<>();

    /** What a server shows. */
    private record Issued(ServerCertificate kind, List<String> names) {}

    private Authority() {
        authority = keytool.add(
                new byte[0],
                ISSUER,
                List.of("-dname", "CN=Windsock test authority", "-ext", "bc:critical=ca:true", "-startdate", "-1d"));
        try {
            certificate = (X509Certificate) Keytool.read(authority).getCertificate(ISSUER);
            trust = trusting(certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the one of this JVM; makes it if there is none yet, and tries again if that has failed. */
    static synchronized Authority get() {
        Authority known = instance;
        if (known == null) {
            known = new Authority();
            instance = known;
        }
        return known;
    }

    /** Returns the certificate that a client must trust. */
    X509Certificate certificate() {
        return certificate;
    }

    /** Returns a context for clients, which trusts what this authority issues and nothing else. */
    SSLContext trust() {
        return trust;
    }

    /** Returns a context for a server, which shows a certificate of that kind. */
    SSLContext issue(ServerCertificate kind, List<String> names) {
        return issued.computeIfAbsent(new Issued(kind, List.copyOf(names)), this::make);
    }

    private SSLContext make(Issued wanted) {
        String subject = "CN=" + wanted.names().get(0);
        String names = Keytool.names(
                wanted.kind() == ServerCertificate.OTHER_HOST ? List.of("other-host.invalid") : wanted.names());
        List<String> validity = wanted.kind() == ServerCertificate.EXPIRED
                ? List.of("-startdate", "-3d", "-validity", "2")
                : List.of("-startdate", "-1d", "-validity", "365");
        List<String> options = Keytool.join(List.of("-dname", subject, "-ext", "san=" + names), validity);
        byte[] store = wanted.kind() == ServerCertificate.SELF_SIGNED
                ? keytool.add(new byte[0], SERVER, options)
                : keytool.add(authority, SERVER, Keytool.join(options, List.of("-signer", ISSUER)));
        try {
            return showing(store);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(Exception e) {
        return new IllegalStateException("this JVM cannot use the certificates that its keytool made: " + e, e);
    }

    private static SSLContext showing(byte[] made) throws GeneralSecurityException, IOException {
        KeyStore store = Keytool.read(made);
        store.deleteEntry(ISSUER); // a server has its own key, and of the authority's only the certificate in its chain
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, Keytool.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(ISSUER, authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
