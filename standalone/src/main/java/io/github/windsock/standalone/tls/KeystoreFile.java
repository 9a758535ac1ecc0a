package io.github.windsock.standalone.tls;

import io.github.windsock.standalone.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** A keystore of the user's: PKCS #12 or JKS. */
public final class KeystoreFile {
    private KeystoreFile() {}

    /**
     * Reads a keystore.
     *
     * @param file with a private key and its certificates
     * @param password of the store and of the key
     * @param texts for complaints
     * @return what to speak TLS with
     */
    public static Tls read(Path file, char[] password, Texts texts) throws GeneralSecurityException, IOException {
        return Tls.of(load(file, password, texts), password, false);
    }

    static KeyStore load(Path file, char[] password, Texts texts) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(PemFiles.readable(file, texts))) {
            store.load(in, password);
        }
        return store;
    }
}
