package io.github.windsock.junit;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.internal.url.Idna;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.WebSocketEngine;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The options of {@link WithEchoServer} and {@link WebSocketExtension.Builder}.
 *
 * @param alias the host name that is mapped to the server, empty for none
 * @param port the port, 0 for a free one
 * @param shared the name of the shared server in this JVM, empty for the scope's own server
 * @param certificate the kind of certificate, empty without TLS
 * @param behavior the first behavior, empty for {@code echo()}
 * @param engine the engine, {@code WebSocketEngine} itself for the default
 * @param timeout the timeout of waits, empty for that of the configuration
 * @param leftovers what to do about connections that are left open
 * @param server further settings of the server's builder, null for none
 */
record Options(
        String alias,
        int port,
        String shared,
        Optional<ServerCertificate> certificate,
        Optional<Behavior> behavior,
        Class<? extends WebSocketEngine> engine,
        Optional<Duration> timeout,
        Leftovers leftovers,
        @Nullable Consumer<? super EchoServer.Builder> server) {

    static final Options DEFAULT = new Options(
            "",
            0,
            "",
            Optional.empty(),
            Optional.empty(),
            WebSocketEngine.class,
            Optional.empty(),
            Leftovers.DEFAULT,
            null);

    Options {
        requirePort(port);
        requireAlias(alias);
        if (timeout.isPresent()) {
            requirePositive(timeout.get());
        }
    }

    /** Reads an annotation; messages about wrong values name the annotated element. */
    static Options of(WithEchoServer it, AnnotatedElement where) {
        try {
            requireSense(it);
            return new Options(
                    it.alias(),
                    it.port(),
                    it.shared(),
                    it.tls() ? Optional.of(it.certificate()) : Optional.empty(),
                    it.behavior().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Behaviors.parse(it.behavior(), type(where))),
                    it.engine(),
                    it.timeout().isEmpty() ? Optional.empty() : Optional.of(timeout(it.timeout())),
                    it.leftovers(),
                    null);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(
                    "@WithEchoServer on [" + Titles.of(where) + "]: " + e.getMessage(), e);
        }
    }

    private static void requireSense(WithEchoServer it) {
        if (!it.tls() && it.certificate() != ServerCertificate.TRUSTED) {
            throw new IllegalArgumentException(
                    "certificate = " + it.certificate() + " would be shown over TLS only. Add tls = true.");
        }
        if (!it.shared().isEmpty()) {
            requireSharedName(it.shared());
        }
        if (!it.shared().isEmpty() && !it.behavior().isEmpty()) {
            throw new IllegalArgumentException(
                    "a shared server keeps its behavior when a test ends, so that a test has "
                            + "to say its own. Leave behavior out, and call server.behave(..) in the test.");
        }
    }

    /** Returns the class beside which the files of scripts are. */
    private static Class<?> type(AnnotatedElement where) {
        return where instanceof Member member ? member.getDeclaringClass() : (Class<?>) where;
    }

    private static Duration timeout(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("timeout = " + e.getMessage(), e);
        }
    }

    static void requireAlias(String alias) {
        if (!alias.isEmpty()) {
            BrowserPage.builder().alias(alias, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        }
    }

    static void requireSharedName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("shared = " + Text.quote(name)
                    + " is blank; give a name such as \"prices\", or leave shared out for a server of its own");
        }
    }

    static void requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port = " + port + " is not between 0 and 65535; 0 picks a free one");
        }
    }

    static void requirePositive(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout = " + Durations.format(timeout) + " is not longer than zero; give a time such as 3 s");
        }
    }

    /** Returns the same options for a shared server. */
    Options withShared(String name, AnnotatedElement where) {
        if (!shared.isEmpty()) {
            throw new ExtensionConfigurationException("@WithEchoServer(shared = " + Text.quote(shared) + ") on ["
                    + Titles.of(where) + "] names another server than " + Text.quote(name)
                    + ", which the annotation beside it has. Leave shared out.");
        }
        if (behavior.isPresent()) {
            throw new ExtensionConfigurationException(
                    "@WithEchoServer on [" + Titles.of(where) + "] has a behavior, but the "
                            + "server is that of the annotation beside it. Write the behavior there.");
        }
        return new Options(alias, port, name, certificate, behavior, engine, timeout, leftovers, server);
    }

    /** Describes the server that a client meets, as far as these options say. */
    String serverKind() {
        String tls = certificate.map(it -> "with TLS (" + it + ")").orElse("without TLS");
        return engine == WebSocketEngine.class ? tls : tls + " on " + engine.getSimpleName();
    }

    boolean isShared() {
        return !shared.isEmpty();
    }

    /** Returns a builder with these options. */
    EchoServer.Builder toServer() {
        EchoServer.Builder builder = EchoServer.builder().port(port);
        if (certificate.isPresent()) {
            builder.tls(certificate.get(), alias.isEmpty() ? new String[0] : new String[] {aliasHost()});
        }
        if (behavior.isPresent()) {
            builder.behavior(behavior.get());
        }
        if (engine != WebSocketEngine.class) {
            builder.engine(engine);
        }
        if (server != null) {
            server.accept(builder);
        }
        return builder;
    }

    /** Returns the alias without its port, as it stands in a certificate. */
    private String aliasHost() {
        return Idna.toAscii(alias.replaceFirst(":[0-9]+$", ""));
    }
}
