package io.github.windsock.standalone.tls;

import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for localhost, made once for each user by the JDK's keytool and kept where only that user can read it. No
 * key is ever part of the program.
 */
public final class LocalhostCertificate {
    private static final Duration KEYTOOL_LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "windsock"; // the directory keeps strangers out, not this

    private LocalhostCertificate() {}

    /**
     * Returns the certificate, a new one if there is none or its time is over.
     *
     * @param environment in which {@code XDG_CACHE_HOME} says where it is kept
     * @param texts for complaints
     * @return what to speak TLS with
     */
    public static Tls of(Map<String, String> environment, Texts texts) throws GeneralSecurityException, IOException {
        Path file = cache(environment).resolve("localhost.p12");
        char[] password = PASSWORD.toCharArray();
        if (Files.notExists(file) || expires(KeystoreFile.load(file, password, texts))) {
            make(file, texts);
        }
        return Tls.of(KeystoreFile.load(file, password, texts), password, true);
    }

    private static boolean expires(KeyStore store) throws GeneralSecurityException {
        Instant end = ((X509Certificate) Tls.certificate(store)).getNotAfter().toInstant();
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
    private static void make(Path file, Texts texts) throws IOException {
        Path made = Files.createTempDirectory(file.getParent(), "new").resolve("localhost.p12");
        try {
            keytool(made, texts);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(made.getParent());
        }
    }

    private static void keytool(Path store, Texts texts) throws IOException {
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
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try {
            keytool.getOutputStream().close();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(KEYTOOL_LIMIT.toSeconds(), TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new UsageError(Exit.FAILED, texts.text("tls.keytool", Escaped.whole(said.strip())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageError(Exit.FAILED, texts.text("tls.keytool", "interrupted"), e);
        } finally {
            keytool.destroyForcibly();
        }
    }
}
