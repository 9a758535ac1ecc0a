package io.github.windsock.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the server speaks TLS with: the user's own files, or a certificate for localhost that is made once for each user by
 * the JDK's keytool and kept where only that user can read it. No key is ever part of the program.
 *
 * @param context for the server
 * @param fingerprint the SHA-256 of the certificate, to be compared with what a browser shows
 * @param isOwn whether the certificate is the one that this program made, which nobody trusts
 */
record Tls(SSLContext context, String fingerprint, boolean isOwn) {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END ", Pattern.DOTALL);
    private static final Duration KEYTOOL_LIMIT = Duration.ofSeconds(60);
    private static final String OWN_PASSWORD = "windsock"; // the directory keeps strangers out, not this
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    /** Makes what the options ask for. */
    static Optional<Tls> of(ServeOptions options, Map<String, String> environment, Catalogue texts) {
        try {
            if (options.tlsCert != null || options.tlsKey != null) {
                if (options.tlsCert == null || options.tlsKey == null) {
                    throw new Misuse(Exit.USAGE, texts.text("tls.pair"));
                }
                return Optional.of(ofPem(options.tlsCert, options.tlsKey, texts));
            }
            if (options.tlsKeystore != null) {
                return Optional.of(
                        ofKeystore(options.tlsKeystore, password(options, environment, texts), false, texts));
            }
            return options.tls ? Optional.of(own(environment, texts)) : Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            throw new Misuse(Exit.USAGE, texts.text("tls.failed", Shown.whole(String.valueOf(e.getMessage()))), e);
        }
    }

    private static char[] password(ServeOptions options, Map<String, String> environment, Catalogue texts) {
        String variable = options.tlsPasswordEnv;
        if (variable == null) {
            return "changeit".toCharArray(); // what keytool's manual and mkcert use
        }
        String value = environment.get(variable);
        if (value == null) {
            throw new Misuse(Exit.USAGE, texts.text("tls.password", variable));
        }
        return value.toCharArray();
    }

    private static Tls ofKeystore(Path file, char[] password, boolean own, Catalogue texts)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(readable(file, texts))) {
            store.load(in, password);
        }
        return of(store, password, own);
    }

    private static Tls ofPem(Path certificates, Path key, Catalogue texts)
            throws GeneralSecurityException, IOException {
        List<? extends Certificate> chain;
        try (InputStream in = Files.newInputStream(readable(certificates, texts))) {
            chain = List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
        char[] password = OWN_PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", readKey(readable(key, texts), texts), password, chain.toArray(Certificate[]::new));
        return of(store, password, false);
    }

    private static PrivateKey readKey(Path file, Catalogue texts) throws GeneralSecurityException, IOException {
        Matcher pem = PEM_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw new Misuse(Exit.USAGE, texts.text("tls.key", file));
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = keyOf(algorithm, spec);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new Misuse(Exit.USAGE, texts.text("tls.key", file));
    }

    private static Optional<PrivateKey> keyOf(String algorithm, PKCS8EncodedKeySpec spec)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty(); // the file does not say which it is: the next one may fit
        }
    }

    private static Path readable(Path file, Catalogue texts) {
        if (!Files.isReadable(file)) {
            throw new Misuse(Exit.USAGE, texts.text("tls.unreadable", file));
        }
        return file;
    }

    private static Tls of(KeyStore store, char[] password, boolean own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new Tls(context, fingerprint(store), own);
    }

    private static String fingerprint(KeyStore store) throws GeneralSecurityException {
        byte[] encoded = certificate(store).getEncoded();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    private static Certificate certificate(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store.getCertificate(alias);
            }
        }
        throw new GeneralSecurityException("no private key in it");
    }

    private static Tls own(Map<String, String> environment, Catalogue texts)
            throws GeneralSecurityException, IOException {
        Path file = cache(environment).resolve("localhost.p12");
        char[] password = OWN_PASSWORD.toCharArray();
        if (Files.notExists(file) || expires(file, password)) {
            make(file, texts);
        }
        return ofKeystore(file, password, true, texts);
    }

    private static boolean expires(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        Instant end = ((X509Certificate) certificate(store)).getNotAfter().toInstant();
        return end.isBefore(Instant.now().plus(Duration.ofDays(1)));
    }

    private static Path cache(Map<String, String> environment) throws IOException {
        String base = environment.get("XDG_CACHE_HOME");
        Path directory = (base == null || base.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(base))
                .resolve("windsock");
        Files.createDirectories(directory);
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        return directory;
    }

    /** Makes the key beside its place and moves it there, so that a second program never reads half of one. */
    private static void make(Path file, Catalogue texts) throws IOException {
        Path made = Files.createTempDirectory(file.getParent(), "new").resolve("localhost.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Windsock on this machine",
                        "-validity",
                        "397",
                        "-ext",
                        "san=dns:localhost,dns:*.localhost,ip:127.0.0.1,ip:::1",
                        "-ext",
                        "eku=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        OWN_PASSWORD,
                        "-keystore",
                        made.toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try {
            keytool.getOutputStream().close();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(KEYTOOL_LIMIT.toSeconds(), TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new Misuse(Exit.FAILED, texts.text("tls.keytool", Shown.whole(said.strip())));
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Misuse(Exit.FAILED, texts.text("tls.keytool", "interrupted"), e);
        } finally {
            keytool.destroyForcibly();
            Files.deleteIfExists(made);
            Files.deleteIfExists(made.getParent());
        }
    }

    /** Returns the address that has to be opened in a browser first, since a page is not asked about certificates. */
    static @Nullable String toAccept(Optional<Tls> tls, int port) {
        return tls.filter(Tls::isOwn)
                .map(own -> "https://localhost:" + port + "/")
                .orElse(null);
    }
}
