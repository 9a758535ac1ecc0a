package io.github.windsock.benchmarks.cost;

import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.server.internal.tls.CertifiedKey;
import io.github.windsock.server.internal.tls.CertifiedKey.Validity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** Measures the first server of a JVM, with TLS and without: fresh JVMs, in interleaved rounds. */
public final class TlsFigures {

    /** The floor of the comparison: raw sockets with a certificate that is at hand. */
    public static final String FLOOR = FirstServer.Variant.RAW_SOCKETS_TLS.toString();

    private TlsFigures() {}

    /**
     * Runs all variants.
     *
     * @param folder the folder for the raw results, as {@code tls.csv}
     * @param rounds the number of rounds
     * @throws IOException if a JVM cannot be started or the results not be written
     * @throws GeneralSecurityException if the certificate of the floor cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(Path folder, int rounds) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = certificate();
        Csv results = Csv.create(folder.resolve("tls.csv"), "round", "variant", "wall_ms", "cpu_ms");
        for (int round = 1; round <= rounds; round++) {
            for (FirstServer.Variant variant : FirstServer.Variant.values()) {
                System.err.printf("tls: round %d, %s%n", round, variant);
                List<String> measured =
                        FreshJvm.measure(List.of(), FirstServer.class, variant.name(), store.toString());
                results.add(round, variant, measured.get(0), measured.get(1));
            }
        }
        Files.delete(store);
    }

    private static Path certificate() throws IOException, GeneralSecurityException {
        CertifiedKey key = CertifiedKey.selfSigned(
                "localhost", List.of("localhost"), new Validity(Duration.ofDays(-1), Duration.ofDays(1)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = FirstServer.PASSWORD.toCharArray();
        store.setKeyEntry("localhost", key.key(), password, new X509Certificate[] {key.certificate()});
        Path file = Files.createTempFile("windsock-figures", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }
}
