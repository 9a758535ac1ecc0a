package io.github.windsock.standalone.tls;

import io.github.windsock.server.internal.tls.CertifiedKey;
import io.github.windsock.server.internal.tls.CertifiedKey.Validity;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A certificate for localhost, created once for each user and stored where only that user can read it. The program
 * never contains a key.
 */
public final class LocalhostCertificate {
    private static final List<String> HOSTS = List.of("localhost", "*.localhost", "127.0.0.1", "::1");
    private static final Validity VALIDITY = new Validity(Duration.ZERO, Duration.ofDays(397));
    private static final String PASSWORD = "windsock"; // the permissions of the directory protect the key, not this

    private LocalhostCertificate() {}

    /**
     * Returns the certificate; creates one if there is none or it expires within a day.
     *
     * @param environment the environment variables; {@code XDG_CACHE_HOME} sets the folder
     * @param texts the texts for errors
     * @return the TLS settings
     */
    public static Tls of(Map<String, String> environment, Texts texts) throws GeneralSecurityException, IOException {
        Path file = folder(environment).resolve("localhost.p12");
        char[] password = PASSWORD.toCharArray();
        if (!Files.exists(file)) {
            keep(file, texts);
        }
        KeyStore store = KeystoreFile.load(file, password, texts);
        if (expires(store)) {
            keep(file, texts);
            store = KeystoreFile.load(file, password, texts);
        }
        return Tls.of(store, password, true);
    }

    private static boolean expires(KeyStore store) throws GeneralSecurityException {
        Instant end = ((X509Certificate) Tls.certificate(store)).getNotAfter().toInstant();
        return end.isBefore(Instant.now().plus(Duration.ofDays(1)));
    }

    private static Path folder(Map<String, String> environment) {
        String base = environment.get("XDG_CACHE_HOME");
        Path caches =
                base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return caches.resolve("windsock");
    }

    private static void keep(Path file, Texts texts) throws GeneralSecurityException {
        try {
            make(file);
        } catch (IOException e) {
            Object[] arguments = {String.valueOf(file.getParent()), String.valueOf(e.getMessage())};
            throw new UsageError(Exit.USAGE, texts.text("tls.not-kept", arguments), e);
        }
    }

    /** Creates the key in a temporary folder and moves it, so that another process never reads an incomplete file. */
    private static void make(Path file) throws GeneralSecurityException, IOException {
        Path directory = Files.createDirectories(file.getParent());
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        Path made = Files.createTempDirectory(directory, "new").resolve("localhost.p12");
        try {
            write(made);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(made.getParent());
        }
    }

    private static void write(Path store) throws GeneralSecurityException, IOException {
        CertifiedKey made = CertifiedKey.selfSigned("Windsock on this machine", HOSTS, VALIDITY);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        char[] password = PASSWORD.toCharArray();
        keys.setKeyEntry("localhost", made.key(), password, made.chain().toArray(X509Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store(out, password);
        }
    }
}
