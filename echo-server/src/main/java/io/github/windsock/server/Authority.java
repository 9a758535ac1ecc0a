package io.github.windsock.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Issues certificates (RFC 5280) for the servers of this JVM. It makes its own key when the first is asked for; nothing is
 * kept on disk.
 */
final class Authority {
    private static final byte[] SHA256_WITH_ECDSA = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final String ISSUER = "Windsock test authority";
    private static final Duration DAY = Duration.ofDays(1);
    private static final char[] NO_PASSWORD = "windsock".toCharArray(); // the store never leaves the memory

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final SSLContext trust;
    private final Map<Issued, SSLContext> issued = new ConcurrentHashMap<>();

    /** Servers that are to show the same show the very same, which is made once. */
    private record Issued(ServerCertificate kind, List<String> names) {}

    private static final class Holder {

        static final Authority INSTANCE = new Authority();
    }

    /** What is known of a certificate before it is signed. */
    private record Draft(
            String subject, String issuer, KeyPair keys, Instant from, Instant to, List<byte[]> extensions) {}

    private Authority() {
        try {
            keys = newKeys();
            certificate = sign(draft(ISSUER, ISSUER, keys, List.of(isAuthority())), keys.getPrivate());
            trust = trusting(certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot make certificates: " + e, e);
        }
    }

    static Authority get() {
        return Holder.INSTANCE;
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
        return issued.computeIfAbsent(new Issued(kind, List.copyOf(names)), key -> make(kind, names));
    }

    private SSLContext make(ServerCertificate kind, List<String> names) {
        try {
            KeyPair own = newKeys();
            boolean alone = kind == ServerCertificate.SELF_SIGNED;
            Draft draft = draft(names.get(0), alone ? names.get(0) : ISSUER, own, List.of(names(kind, names)));
            Draft dated = kind == ServerCertificate.EXPIRED ? expired(draft) : draft;
            X509Certificate leaf = sign(dated, alone ? own.getPrivate() : keys.getPrivate());
            return showing(own, alone ? List.of(leaf) : List.of(leaf, certificate));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate for " + names + ": " + e, e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Draft draft(String subject, String issuer, KeyPair keys, List<byte[]> extensions) {
        Instant now = Instant.now();
        return new Draft(subject, issuer, keys, now.minus(DAY), now.plus(DAY.multipliedBy(365)), extensions);
    }

    private static Draft expired(Draft draft) {
        Instant yesterday = Instant.now().minus(DAY);
        return new Draft(
                draft.subject(), draft.issuer(), draft.keys(), yesterday.minus(DAY), yesterday, draft.extensions());
    }

    private static X509Certificate sign(Draft draft, PrivateKey key) throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.tagged(0, true, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(0)),
                SHA256_WITH_ECDSA,
                name(draft.issuer()),
                Der.sequence(Der.time(draft.from()), Der.time(draft.to())),
                name(draft.subject()),
                draft.keys().getPublic().getEncoded(),
                Der.tagged(3, true, Der.sequence(draft.extensions().toArray(new byte[0][]))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        byte[] signed = Der.sequence(content, SHA256_WITH_ECDSA, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text(common))));
    }

    private static byte[] isAuthority() {
        return Der.sequence(Der.oid(2, 5, 29, 19), Der.isTrue(), Der.octets(Der.sequence(Der.isTrue())));
    }

    private static byte[] names(ServerCertificate kind, List<String> names) throws IOException {
        List<byte[]> shown = new ArrayList<>();
        for (String name : kind == ServerCertificate.OTHER_HOST ? List.of("other-host.invalid") : names) {
            Optional<byte[]> address = address(name);
            shown.add(
                    address.isPresent()
                            ? Der.tagged(7, false, address.get())
                            : Der.tagged(2, false, name.getBytes(StandardCharsets.US_ASCII)));
        }
        return Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(Der.sequence(shown.toArray(new byte[0][]))));
    }

    /** Only what cannot be a host name is read as an address: nothing is looked up. */
    private static Optional<byte[]> address(String name) throws IOException {
        boolean literal = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        return literal ? Optional.of(InetAddress.getByName(name).getAddress()) : Optional.empty();
    }

    private static SSLContext showing(KeyPair own, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", own.getPrivate(), NO_PASSWORD, chain.toArray(new Certificate[0]));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("windsock", authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
