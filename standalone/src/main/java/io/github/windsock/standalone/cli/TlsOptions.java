package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import io.github.windsock.standalone.tls.KeystoreFile;
import io.github.windsock.standalone.tls.LocalhostCertificate;
import io.github.windsock.standalone.tls.PemFiles;
import io.github.windsock.standalone.tls.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/** Reads the TLS options. */
final class TlsOptions {
    private TlsOptions() {}

    static Optional<Tls> read(ServeOptions options, Map<String, String> environment, Texts texts) {
        if (options.tlsKeystore != null && (options.tlsCert != null || options.tlsKey != null)) {
            throw new UsageError(Exit.USAGE, texts.text("tls.two"));
        }
        if (options.tlsPasswordEnv != null && options.tlsKeystore == null) {
            throw new UsageError(Exit.USAGE, texts.text("tls.no-store"));
        }
        try {
            if (options.tlsCert != null || options.tlsKey != null) {
                if (options.tlsCert == null || options.tlsKey == null) {
                    throw new UsageError(Exit.USAGE, texts.text("tls.pair"));
                }
                return Optional.of(PemFiles.read(options.tlsCert, options.tlsKey, texts));
            }
            if (options.tlsKeystore != null) {
                return Optional.of(
                        KeystoreFile.read(options.tlsKeystore, password(options, environment, texts), texts));
            }
            return options.tls ? Optional.of(LocalhostCertificate.of(environment, texts)) : Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            throw new UsageError(
                    Exit.USAGE, texts.text("tls.failed", Escaped.whole(String.valueOf(e.getMessage()))), e);
        }
    }

    private static char[] password(ServeOptions options, Map<String, String> environment, Texts texts) {
        String variable = options.tlsPasswordEnv;
        if (variable == null) {
            return "changeit".toCharArray(); // the default of keytool's manual and mkcert
        }
        String value = environment.get(variable);
        if (value == null) {
            throw new UsageError(Exit.USAGE, texts.text("tls.password", variable));
        }
        return value.toCharArray();
    }
}
