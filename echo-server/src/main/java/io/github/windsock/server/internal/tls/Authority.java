package io.github.windsock.server.internal.tls;

import io.github.windsock.server.internal.tls.CertifiedKey.Validity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates for the servers of this JVM. It creates its own key with the first certificate, and each kind of
 * certificate once for the same names.
 *
 * <p>The certificates are made in the process, since the JDK has no public class for it: its keytool takes a second for
 * each and is missing in a JRE, and a library would be megabytes for code that does not change.
 */
public final class Authority {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Validity PRESENT = new Validity(DAY.negated(), DAY.multipliedBy(365));
    private static final Validity PAST = new Validity(DAY.multipliedBy(-3), DAY.negated());
    /** Not null, because the JDK would then load all authorities that it trusts. */
    private static final TrustManager[] NO_TRUST = {};

    private static final char[] PASSWORD = "in memory only".toCharArray();

    private static @Nullable Authority instance; // guarded by the class

    private final CertifiedKey key = CertifiedKey.authority("Windsock test authority", PRESENT);
    private final SSLContext trust;
    private final Map<Issued, SSLContext> issued = new ConcurrentHashMap<>();

    /** The kinds of certificates: a valid one, and others that clients should refuse. */
    public enum Kind {
        TRUSTED,
        EXPIRED,
        OTHER_HOST,
        SELF_SIGNED
    }

    /** The certificate of a server. */
    private record Issued(Kind kind, List<String> names) {}

    private Authority() {
        try {
            trust = clientContext(key.certificate());
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the authority of this JVM; creates it on the first call, and again if that failed. */
    public static synchronized Authority get() {
        Authority known = instance;
        if (known == null) {
            known = new Authority();
            instance = known;
        }
        return known;
    }

    /** Returns the certificate that a client must trust. */
    public X509Certificate certificate() {
        return key.certificate();
    }

    /** Returns a context for clients that trusts only this authority. */
    public SSLContext trust() {
        return trust;
    }

    /** Returns a context for a server with a certificate of a kind. */
    public SSLContext issue(Kind kind, List<String> names) {
        return issued.computeIfAbsent(new Issued(kind, List.copyOf(names)), this::make);
    }

    private SSLContext make(Issued wanted) {
        String name = wanted.names().get(0);
        CertifiedKey certified = switch (wanted.kind()) {
            case TRUSTED -> key.issue(name, wanted.names(), PRESENT);
            case EXPIRED -> key.issue(name, wanted.names(), PAST);
            case OTHER_HOST -> key.issue(name, List.of("other-host.invalid"), PRESENT);
            case SELF_SIGNED -> CertifiedKey.selfSigned(name, wanted.names(), PRESENT);
        };
        try {
            return serverContext(certified);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(Exception e) {
        return new IllegalStateException("this JVM cannot use the certificates that were made in it: " + e, e);
    }

    private static SSLContext serverContext(CertifiedKey certified) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS"); // fast: it needs no strong encryption in memory
        store.load(null, null);
        store.setKeyEntry("server", certified.key(), PASSWORD, certified.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), NO_TRUST, null);
        return context;
    }

    private static SSLContext clientContext(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
