package io.github.windsock.internal.transport;

import javax.net.ssl.SSLContext;

/**
 * The TLS settings of a client. The client sends the server's name (SNI) and refuses a certificate for another host.
 * The context's trust managers run on worker threads and may block.
 *
 * @param context the TLS context
 * @param host the server's name or address
 * @param port the server's port
 * @param isName whether the host is a name; an address is not sent as SNI
 */
public record ClientTls(SSLContext context, String host, int port, boolean isName) {}
