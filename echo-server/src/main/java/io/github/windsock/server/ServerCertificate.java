package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * The kinds of certificates for a server: a valid one, and some that clients should refuse. Windsock has one authority
 * for each JVM, which issues all of them except the self-signed one. A client that trusts this authority ({@link
 * EchoServer#sslContext()}) therefore refuses an invalid one for exactly one reason.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum ServerCertificate {

    /** Valid for {@code localhost}, the loopback addresses and the names that the server was given. */
    TRUSTED,

    /** Like {@link #TRUSTED}, but expired yesterday. */
    EXPIRED,

    /** Valid, but only for {@code other-host.invalid}. */
    OTHER_HOST,

    /** Valid and for the right host, but self-signed. */
    SELF_SIGNED
}
