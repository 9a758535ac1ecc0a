package io.github.windsock.server;

import io.github.windsock.server.internal.tls.Authority;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a server and the one that its clients must trust.
 *
 * @param context the server's certificate and key
 * @param authority the authority that issued the certificate; null if the user provided the context
 */
record Identity(SSLContext context, @Nullable Authority authority) {

    static Identity issued(ServerCertificate certificate, List<String> moreNames) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        names.addAll(moreNames);
        return new Identity(Authority.get().issue(Authority.Kind.valueOf(certificate.name()), names), Authority.get());
    }

    SSLContext trust() {
        return authority == null ? context : authority.trust();
    }

    X509Certificate certificate(URI server) {
        if (authority == null) {
            throw new IllegalStateException("the server at " + server
                    + " was given an SSLContext, which hides its certificates; take them from where you created it");
        }
        return authority.certificate();
    }
}
