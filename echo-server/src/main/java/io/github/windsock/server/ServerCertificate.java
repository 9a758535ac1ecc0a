package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The certificate that a server presents over TLS: a valid one, or one that clients should refuse. All but the
 * self-signed one are issued by an authority that Windsock makes once for each JVM, so that a client that trusts it
 * ({@link EchoServer#sslContext()}) refuses them for the one reason that is meant.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum ServerCertificate {

    /** Valid for {@code localhost}, the loopback addresses and the names that the server was given. */
    TRUSTED,

    /** As {@link #TRUSTED}, but it expired yesterday. */
    EXPIRED,

    /** Valid, but for {@code other-host.invalid} alone. */
    OTHER_HOST,

    /** Valid and for the right host, but self-signed. */
    SELF_SIGNED
}
