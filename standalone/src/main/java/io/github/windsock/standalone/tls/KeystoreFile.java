package io.github.windsock.standalone.tls;

import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads the user's keystore, PKCS #12 or JKS. */
public final class KeystoreFile {
    private KeystoreFile() {}

    /**
     * Reads a keystore.
     *
     * @param file the file with a private key and its certificates
     * @param password the password of the store and of the key
     * @param texts the texts for errors
     * @return the TLS settings
     */
    public static Tls read(Path file, char[] password, Texts texts) throws GeneralSecurityException, IOException {
        KeyStore store = load(file, password, texts);
        if (Tls.alias(store).isEmpty()) {
            throw new UsageError(Exit.USAGE, texts.text("tls.no-key-inside", file));
        }
        try {
            return Tls.of(store, password, false);
        } catch (UnrecoverableKeyException e) {
            throw new UsageError(Exit.USAGE, texts.text("tls.key-password", file), e);
        }
    }

    static KeyStore load(Path file, char[] password, Texts texts) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        byte[] bytes = PemFiles.readable(file, texts);
        try {
            store.load(new ByteArrayInputStream(bytes), password);
        } catch (IOException e) {
            throw new UsageError(Exit.USAGE, texts.text(complaint(bytes, e), file), e);
        }
        return store;
    }

    private static String complaint(byte[] bytes, IOException failure) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
            return "tls.keystore-is-pem";
        }
        return failure.getCause() instanceof UnrecoverableKeyException ? "tls.wrong-password" : "tls.no-keystore";
    }
}
