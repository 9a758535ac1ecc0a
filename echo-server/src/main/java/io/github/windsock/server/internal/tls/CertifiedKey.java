package io.github.windsock.server.internal.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private key with its certificate and those of its issuers. It creates certificates itself, in tens of milliseconds:
 * the JDK has no public API for that, its keytool takes a second for each, and libraries have megabytes. The part of
 * X.509 (RFC 5280) that is needed is small: elliptic keys, one name, and a few extensions.
 *
 * @param key the private key
 * @param chain the certificate, then its issuer's, and so on
 */
public record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    /**
     * The period in which a certificate is valid, relative to now.
     *
     * @param from the beginning; negative for the past
     * @param until the end
     */
    public record Validity(Duration from, Duration until) {}

    /**
     * Creates an authority, which signs certificates.
     *
     * @param name its common name
     * @param validity its validity
     * @return its key, with a self-signed certificate
     */
    public static CertifiedKey authority(String name, Validity validity) {
        return make(name, List.of(), validity, true, null);
    }

    /**
     * Creates a server's key with a self-signed certificate.
     *
     * @param name the common name
     * @param hosts the names and addresses that it is valid for
     * @param validity its validity
     * @return the key
     */
    public static CertifiedKey selfSigned(String name, List<String> hosts, Validity validity) {
        return make(name, hosts, validity, false, null);
    }

    /**
     * Creates a server's key with a certificate that this authority signs.
     *
     * @param name the common name
     * @param hosts the names and addresses that it is valid for
     * @param validity its validity
     * @return the key
     */
    public CertifiedKey issue(String name, List<String> hosts, Validity validity) {
        return make(name, hosts, validity, false, this);
    }

    /**
     * Returns the certificate.
     *
     * @return the first one of the chain
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    private static CertifiedKey make(
            String name, List<String> hosts, Validity validity, boolean isAuthority, @Nullable CertifiedKey issuer) {
        try {
            KeyPair pair = newPair();
            byte[] publicKey = pair.getPublic().getEncoded();
            byte[] subject = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(name))));
            byte[] issuerName = issuer == null
                    ? subject
                    : issuer.certificate().getSubjectX500Principal().getEncoded();
            byte[] issuerKey = issuer == null
                    ? publicKey
                    : issuer.certificate().getPublicKey().getEncoded();
            byte[] body = Der.sequence(
                    Der.value(0xA0, Der.integer(BigInteger.TWO)), // version 3
                    Der.integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
                    ECDSA_WITH_SHA256,
                    issuerName,
                    times(validity),
                    subject,
                    publicKey,
                    Der.value(0xA3, extensions(hosts, isAuthority, publicKey, issuerKey)));
            X509Certificate certificate = signed(body, issuer == null ? pair.getPrivate() : issuer.key);
            return new CertifiedKey(pair.getPrivate(), chain(certificate, issuer));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this JVM cannot make certificates: " + e + ". Give the server an SSLContext with tls(context).",
                    e);
        }
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static List<X509Certificate> chain(X509Certificate certificate, @Nullable CertifiedKey issuer) {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        if (issuer != null) {
            chain.addAll(issuer.chain);
        }
        return List.copyOf(chain);
    }

    private static byte[] times(Validity validity) {
        Instant now = Instant.now();
        return Der.sequence(Der.time(now.plus(validity.from())), Der.time(now.plus(validity.until())));
    }

    private static X509Certificate signed(byte[] body, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(body);
        byte[] whole = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] extensions(List<String> hosts, boolean isAuthority, byte[] publicKey, byte[] issuerKey)
            throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>();
        all.add(extension(SUBJECT_KEY_ID, Der.octets(keyId(publicKey))));
        all.add(extension(AUTHORITY_KEY_ID, Der.sequence(Der.value(0x80, keyId(issuerKey)))));
        if (isAuthority) {
            all.add(critical(BASIC_CONSTRAINTS, Der.sequence(Der.booleanTrue())));
            all.add(critical(KEY_USAGE, Der.bits(2, (byte) 0x04))); // may sign certificates
        } else {
            all.add(critical(KEY_USAGE, Der.bits(7, (byte) 0x80))); // may sign a handshake
            all.add(extension(EXTENDED_KEY_USAGE, Der.sequence(Der.oid(SERVER_AUTHENTICATION))));
            all.add(extension(ALTERNATIVE_NAMES, names(hosts)));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }

    private static byte[] keyId(byte[] publicKey) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(publicKey);
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.booleanTrue(), Der.octets(value));
    }

    private static byte[] names(List<String> hosts) {
        return Der.sequence(hosts.stream().map(CertifiedKey::name).toArray(byte[][]::new));
    }

    /** Returns a host as an alternative name: an address if it cannot be a host name. */
    private static byte[] name(String host) {
        if (host.indexOf(':') < 0 && !host.matches("[0-9.]+")) {
            return Der.value(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.value(IP_ADDRESS, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + host + "\" is neither a host name nor an address", e);
        }
    }
}
