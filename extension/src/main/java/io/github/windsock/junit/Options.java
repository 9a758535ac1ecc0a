package io.github.windsock.junit;

import io.github.windsock.Text;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.WebSocketEngine;
import java.lang.reflect.AnnotatedElement;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What {@link WithEchoServer} or {@link WebSocketExtension.Builder} says: the two ways lead here.
 *
 * @param alias the host name that leads to the server, empty for none
 * @param port the port, 0 for a free one
 * @param shared the name of the server in this JVM, empty for one of the scope's own
 * @param tls whether it speaks TLS
 * @param certificate what it shows then
 * @param engine what speaks the protocol, {@code WebSocketEngine} itself for the usual one
 * @param timeout the longest time that a wait takes, empty for that of the configuration
 * @param leftovers what to do about connections that are left open
 */
record Options(
        String alias,
        int port,
        String shared,
        boolean tls,
        ServerCertificate certificate,
        Class<? extends WebSocketEngine> engine,
        String timeout,
        Leftovers leftovers) {

    static final Options DEFAULT = new Options(
            "", 0, "", false, ServerCertificate.TRUSTED, WebSocketEngine.class, "", Leftovers.DEFAULT);

    static Options of(WithEchoServer it) {
        return new Options(
                it.alias(), it.port(), it.shared(), it.tls(), it.certificate(), it.engine(), it.timeout(), it.leftovers());
    }

    /** The same on the server of a name that somebody else knows. */
    Options withShared(String name, AnnotatedElement where) {
        if (!shared.isEmpty()) {
            throw new ExtensionConfigurationException("@WithEchoServer(shared = " + Text.quote(shared) + ") on ["
                    + Titles.of(where) + "] names another server than " + Text.quote(name)
                    + ", which the annotation beside it has. Leave shared out.");
        }
        return new Options(alias, port, name, tls, certificate, engine, timeout, leftovers);
    }

    /** The alias may end with the port for which it holds. */
    String aliasHost() {
        return alias.replaceFirst(":[0-9]+$", "");
    }
}
