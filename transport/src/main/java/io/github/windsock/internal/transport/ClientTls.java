package io.github.windsock.internal.transport;

import javax.net.ssl.SSLContext;

/**
 * How a client speaks TLS: it sends the name of the server if that is one (SNI), and refuses a certificate that is not for it.
 * The trust managers of the context are asked on a thread of their own, and may block.
 *
 * @param context whom to trust
 * @param host the server's name or address
 * @param port its port
 * @param isName whether the host is a name, not an address
 */
public record ClientTls(SSLContext context, String host, int port, boolean isName) {}
