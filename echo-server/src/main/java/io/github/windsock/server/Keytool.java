package io.github.windsock.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK's keytool, which can make certificates as no class of the JDK's may. A run takes about a second. */
final class Keytool {
    private static final long PATIENCE_SECONDS = 60;
    private static final String PASSWORD = "windsock"; // the store is gone from the disk before anybody uses it

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    /** Adds a key with its certificate to a store, of no bytes for a new one, and returns the store with it. */
    byte[] add(byte[] store, String alias, List<String> options) {
        try {
            Path folder = Files.createTempDirectory("windsock-keytool");
            Path file = folder.resolve("keys.p12");
            try {
                if (store.length > 0) {
                    Files.write(file, store);
                }
                run(join(command(alias, file), options), folder.resolve("output.txt"));
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder.resolve("output.txt"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot run the JDK's keytool: " + e.getMessage()
                            + ". Run the tests on a JDK, or give the server an SSLContext with tls(context).",
                    e);
        }
    }

    private static List<String> command(String alias, Path file) {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        return List.of(
                program.toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
    }

    /** What it says goes to a file, so that nobody has to read while it runs. */
    private static void run(List<String> command, Path output) throws IOException {
        Process process =
                start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it has not ended within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it ran", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("it says \""
                    + Files.readString(output, StandardCharsets.UTF_8).strip() + "\"");
        }
    }

    /** The JDK's thread that waits for the process stays for a minute, with the class loader that it finds here. */
    private static Process start(ProcessBuilder program) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return program.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static KeyStore read(byte[] store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), password());
        return keys;
    }

    /** Only what cannot be a host name is an address. */
    static String names(List<String> names) {
        return names.stream()
                .map(name -> (name.indexOf(':') >= 0 || name.matches("[0-9.]+") ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(","));
    }

    static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
