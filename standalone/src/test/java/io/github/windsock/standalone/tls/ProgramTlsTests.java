package io.github.windsock.standalone.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.internal.tls.CertifiedKey;
import io.github.windsock.server.internal.tls.CertifiedKey.Validity;
import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTlsTests {
    private static final char[] PASSWORD = "windsock".toCharArray();

    @TempDir
    Path directory;

    private final TestProgram program = new TestProgram();

    @Test
    void makes_a_certificate_for_localhost_and_keeps_it_where_only_the_user_can_read() throws Exception {
        Path store = ownStore();
        FileTime made = Files.getLastModifiedTime(store);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store.getParent())));
        assertTrue(program.out().contains("Certificate SHA-256 "), program.out());
        assertTrue(program.out().contains(" first and accept the certificate"), program.out());

        try (Service again = program.serve("--port", "0", "--tls")) {
            connect(again, store);
        }

        assertEquals(made, Files.getLastModifiedTime(store));
        try (var files = Files.list(store.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void makes_another_certificate_when_the_time_of_the_first_is_over() throws Exception {
        Path store = ownStore();
        KeyStore expired = KeyStore.getInstance("PKCS12");
        expired.load(null, null);
        CertifiedKey key = CertifiedKey.selfSigned(
                "old", List.of("localhost"), new Validity(Duration.ofDays(-9), Duration.ofHours(1)));
        expired.setKeyEntry("localhost", key.key(), PASSWORD, new X509Certificate[] {key.certificate()});
        try (OutputStream out = Files.newOutputStream(store)) {
            expired.store(out, PASSWORD);
        }

        try (Service again = program.serve("--port", "0", "--tls")) {
            connect(again, store);
        }

        assertNotEquals(
                key.certificate(),
                KeyStore.getInstance(store.toFile(), PASSWORD).getCertificate("localhost"));
    }

    @Test
    void says_where_it_cannot_keep_its_certificate() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a folder");
        program.environment.put("XDG_CACHE_HOME", file.toString());

        assertEquals(2, program.run("--port", "0", "--tls"));

        assertEquals("""
                The certificate for localhost cannot be stored in %1$s/windsock (%1$s/windsock: Not a directory). \
                Set XDG_CACHE_HOME to a writable folder, or use your own certificate with --tls-cert \
                and --tls-key.
                """.formatted(file), program.err());
    }

    @Test
    void takes_a_keystore_with_the_password_of_a_variable() throws Exception {
        Path store = ownStore();
        program.environment.put("SECRET", "windsock");

        try (Service service =
                program.serve("--port", "0", "--tls-keystore", store.toString(), "--tls-password-env", "SECRET")) {
            connect(service, store);
        }
    }

    @Test
    void takes_pem_files() throws Exception {
        Path own = ownStore();
        KeyStore store = KeyStore.getInstance(own.toFile(), PASSWORD);
        Path cert =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("localhost").getEncoded());
        PrivateKey secret = (PrivateKey) store.getKey("localhost", PASSWORD);
        Path key = pem("key.pem", "PRIVATE KEY", secret.getEncoded());

        try (Service service =
                program.serve("--port", "0", "--tls-cert", cert.toString(), "--tls-key", key.toString())) {
            connect(service, own);
        }
    }

    /** As one file for other servers has them, written by an editor of Windows. */
    @Test
    void takes_both_from_one_pem_file_with_other_text() throws Exception {
        Path own = ownStore();
        KeyStore store = KeyStore.getInstance(own.toFile(), PASSWORD);
        Path cert =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("localhost").getEncoded());
        Path key = pem(
                "key.pem", "PRIVATE KEY", store.getKey("localhost", PASSWORD).getEncoded());
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                "\ufeffMine: \n" + Files.readString(key) + Files.readString(cert) + "end");

        try (Service service =
                program.serve("--port", "0", "--tls-cert", both.toString(), "--tls-key", both.toString())) {
            connect(service, own);
        }
    }

    @Test
    void says_that_a_certificate_has_expired() throws Exception {
        CertifiedKey old = CertifiedKey.selfSigned(
                "old", List.of("localhost"), new Validity(Duration.ofDays(-9), Duration.ofHours(-1)));
        Path cert = pem("old.pem", "CERTIFICATE", old.certificate().getEncoded());
        Path key = pem("key.pem", "PRIVATE KEY", old.key().getEncoded());

        program.serve("--port", "0", "--tls-cert", cert.toString(), "--tls-key", key.toString())
                .close();

        String note = "The certificate expired at "
                + old.certificate().getNotAfter().toInstant() + ", so clients refuse it.\n";
        assertTrue(program.err().contains(note), program.err());
    }

    @Test
    void explains_what_is_wrong_with_the_key_of_a_keystore() throws Exception {
        KeyStore secret = KeyStore.getInstance("PKCS12");
        secret.load(null, null);
        secret.setEntry(
                "a",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection("changeit".toCharArray()));
        Path noKey = write(secret, "secret.p12");
        CertifiedKey own =
                CertifiedKey.selfSigned("own", List.of("localhost"), new Validity(Duration.ZERO, Duration.ofDays(1)));
        KeyStore two = KeyStore.getInstance("JKS");
        two.load(null, null);
        two.setKeyEntry("a", own.key(), PASSWORD, new X509Certificate[] {own.certificate()});
        Path other = write(two, "two.jks");

        assertEquals(2, program.run("--tls-keystore", noKey.toString()));
        assertEquals(2, program.run("--tls-keystore", other.toString()));
        assertEquals(2, program.run("--tls-keystore="));

        assertEquals("""
                %s has no private key.
                The private key in %s has another password than the keystore. Give it the same one, with keytool -keypasswd.
                --tls-keystore cannot be "": give the path of a file
                More: echo-server --help
                """.formatted(noKey, other), program.err());
    }

    private Path write(KeyStore store, String name) throws Exception {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    @Test
    void explains_what_is_wrong_with_the_files() throws Exception {
        Path own = ownStore();
        KeyStore store = KeyStore.getInstance(own.toFile(), PASSWORD);
        Path cert =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("localhost").getEncoded());
        Path old = pem("old.pem", "EC PRIVATE KEY", new byte[3]);

        assertEquals(2, program.run("--tls-keystore", own.toString()));
        assertEquals(2, program.run("--tls-keystore", own.toString(), "--tls-password-env", "NO_SUCH_VARIABLE"));
        assertEquals(2, program.run("--tls-cert", cert.toString(), "--tls-key", old.toString()));

        assertEquals("""
                This password does not open %s. Put the right one into an environment variable and name it with \
                --tls-password-env VAR.
                The variable NO_SUCH_VARIABLE of --tls-password-env is not set.
                %s has no readable private key: it must be PEM, PKCS #8, without a password. \
                "openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW" converts one.
                """.formatted(own, old), program.err());
    }

    @Test
    void refuses_at_start_what_cannot_work() throws Exception {
        Path own = ownStore();
        Path other = Files.createDirectories(directory.resolve("other"));
        TestProgram second = new TestProgram();
        second.environment.put("XDG_CACHE_HOME", other.toString());
        second.serve("--port", "0", "--tls").close();
        KeyStore store = KeyStore.getInstance(own.toFile(), PASSWORD);
        KeyStore foreign =
                KeyStore.getInstance(other.resolve("windsock/localhost.p12").toFile(), PASSWORD);
        Path cert =
                pem("cert.pem", "CERTIFICATE", store.getCertificate("localhost").getEncoded());
        Path key = pem(
                "key.pem", "PRIVATE KEY", foreign.getKey("localhost", PASSWORD).getEncoded());
        Path rubbish = Files.writeString(directory.resolve("rubbish"), "rubbish");
        Path broken = pem("broken.pem", "CERTIFICATE", new byte[10]);

        for (String[] arguments : new String[][] {
            {"--tls-cert", cert.toString(), "--tls-key", key.toString()},
            {"--tls-keystore", cert.toString()},
            {"--tls-keystore", rubbish.toString()},
            {"--tls-keystore", directory.toString()},
            {"--tls-cert", rubbish.toString(), "--tls-key", key.toString()},
            {"--tls-cert", broken.toString(), "--tls-key", key.toString()}
        }) {
            assertEquals(2, program.run(arguments), String.join(" ", arguments));
        }

        assertEquals("""
                The key in %s does not belong to the first certificate in %s. Use the key with which that certificate was created, and put the certificates that signed it after it.
                %s is PEM, not a keystore. Give it as --tls-cert, and its key as --tls-key.
                %s is not a readable keystore: it must be PKCS12 or JKS.
                %s cannot be read: it is a folder, or its permissions forbid it.
                %s has no readable certificate: it must be PEM, with a line -----BEGIN CERTIFICATE-----.
                %s has no readable certificate: it must be PEM, with a line -----BEGIN CERTIFICATE-----.
                """.formatted(key, cert, cert, rubbish, directory, rubbish, broken), program.err());
    }

    @Test
    void says_what_came_without_tls() throws Exception {
        program.environment.put("XDG_CACHE_HOME", directory.toString());
        try (Service service = program.serve("--port", "0", "--tls");
                RawHttpClient client = new RawHttpClient(service.port())) {
            client.write("GET / HTTP/1.1\r\n\r\n");

            assertTrue(program.awaitLine(line -> line.contains("no TLS hello")).contains("use wss:// or https://"));
        }
    }

    /** Lets the program make its certificate, in a directory of this test. */
    private Path ownStore() {
        program.environment.put("XDG_CACHE_HOME", directory.toString());
        program.serve("--port", "0", "--tls").close();
        return directory.resolve("windsock/localhost.p12");
    }

    private Path pem(String name, String title, byte[] content) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n");
    }

    private static void connect(Service service, Path store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(in, PASSWORD);
            trusted.load(null, null);
            trusted.setCertificateEntry("own", (X509Certificate) own.getCertificate("localhost"));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("wss://" + host + ":" + service.port() + "/"), new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS)
                    .sendClose(1000, "")
                    .get(30, TimeUnit.SECONDS);
        }
    }
}
