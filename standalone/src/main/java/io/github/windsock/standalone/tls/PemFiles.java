package io.github.windsock.standalone.tls;

import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the user's certificates and their key from two PEM files. */
public final class PemFiles {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END ", Pattern.DOTALL);
    private static final Pattern PEM_CERTIFICATE = Pattern.compile(
            "-----BEGIN (?:X509 )?CERTIFICATE-----[^-]*-----END (?:X509 )?CERTIFICATE-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");
    private static final Map<String, String> SIGNATURES = Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA");
    private static final byte[] PROBE = "do they belong together?".getBytes(StandardCharsets.US_ASCII);
    private static final char[] PASSWORD = "in memory only".toCharArray();

    private PemFiles() {}

    /**
     * Reads both files.
     *
     * @param certificates the server's certificate, then those that signed it
     * @param key its private key, PKCS #8
     * @param texts the texts for errors
     * @return the TLS settings
     */
    public static Tls read(Path certificates, Path key, Texts texts) throws GeneralSecurityException, IOException {
        List<? extends Certificate> chain = readCertificates(certificates, texts);
        PrivateKey secret = readKey(key, texts);
        if (!belongTogether(chain.get(0).getPublicKey(), secret)) {
            throw new UsageError(Exit.USAGE, texts.text("tls.mismatch", key, certificates));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", secret, PASSWORD, chain.toArray(Certificate[]::new));
        return Tls.of(store, PASSWORD, false);
    }

    private static List<? extends Certificate> readCertificates(Path file, Texts texts) throws IOException {
        byte[] bytes = certificatesOnly(readable(file, texts));
        try {
            List<? extends Certificate> chain = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException e) {
            throw new UsageError(Exit.USAGE, texts.text("tls.no-certificate", file), e);
        }
        throw new UsageError(Exit.USAGE, texts.text("tls.no-certificate", file));
    }

    /** Leaves out what else is in a PEM file, such as the key or a byte order mark, which the JDK does not expect. */
    private static byte[] certificatesOnly(byte[] file) {
        String pem = PEM_CERTIFICATE
                .matcher(new String(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group() + "\n")
                .collect(Collectors.joining());
        return pem.isEmpty() ? file : pem.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns whether a signature with the private key fits the public key. */
    private static boolean belongTogether(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(SIGNATURES.getOrDefault(secret.getAlgorithm(), secret.getAlgorithm()));
        signature.initSign(secret);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(PROBE);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false; // such as keys of different sizes
        }
    }

    private static PrivateKey readKey(Path file, Texts texts) throws GeneralSecurityException, IOException {
        Matcher pem = PEM_KEY.matcher(new String(readable(file, texts), StandardCharsets.US_ASCII));
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw new UsageError(Exit.USAGE, texts.text("tls.key", file));
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = keyOf(algorithm, spec);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new UsageError(Exit.USAGE, texts.text("tls.key", file));
    }

    private static Optional<PrivateKey> keyOf(String algorithm, PKCS8EncodedKeySpec spec)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty(); // the file does not name the algorithm, so the next one may fit
        }
    }

    static byte[] readable(Path file, Texts texts) throws IOException {
        if (!Files.exists(file)) {
            throw new UsageError(Exit.USAGE, texts.text("tls.missing", file));
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageError(Exit.USAGE, texts.text("tls.unreadable", file));
        }
        return Files.readAllBytes(file);
    }
}
