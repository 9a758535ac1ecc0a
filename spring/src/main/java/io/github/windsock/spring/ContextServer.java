package io.github.windsock.spring;

import static java.util.stream.Collectors.joining;

import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The server of one application context, started on first use, and closed after all beans of the context. It is a
 * shared server of the JVM with a unique name, by which the JUnit extension finds it.
 */
final class ContextServer {

    private static final String BEAN = ContextServer.class.getName();
    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    private final List<UrlProperty> properties;
    private final ConfigurableEnvironment environment;
    private final String name;
    private final Set<UrlProperty> unread = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private @Nullable EchoServer server;
    private boolean closed;

    private ContextServer(List<UrlProperty> properties, ConfigurableEnvironment environment) {
        this.properties = properties;
        this.environment = environment;
        this.name = properties.stream().map(UrlProperty::name).collect(joining(" and ")) + " of Spring context "
                + CONTEXTS.incrementAndGet();
        unread.addAll(properties);
    }

    /**
     * Registers the server of a context that has not started yet. The bean is registered first, so it is destroyed
     * last.
     */
    static ContextServer register(List<UrlProperty> properties, ConfigurableApplicationContext context) {
        ContextServer server = new ContextServer(properties, context.getEnvironment());
        DefaultSingletonBeanRegistry beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
        beans.registerSingleton(BEAN, server);
        beans.registerDisposableBean(BEAN, server::close);
        ObjectFactory<EchoServer> autowired = server::server;
        context.getBeanFactory().registerResolvableDependency(EchoServer.class, autowired);
        return server;
    }

    /** Returns the server of a test's context. */
    static Optional<ContextServer> of(ExtensionContext test) {
        return of(SpringExtension.getApplicationContext(test));
    }

    /** Returns the server of a context or its parent. */
    static Optional<ContextServer> of(@Nullable ApplicationContext context) {
        return context != null && context.containsBean(BEAN)
                ? Optional.of(context.getBean(BEAN, ContextServer.class))
                : Optional.empty();
    }

    String name() {
        return name;
    }

    ConfigurableEnvironment environment() {
        return environment;
    }

    /** Returns the properties that have not been read so far. */
    Set<UrlProperty> unread() {
        return Set.copyOf(unread);
    }

    String read(UrlProperty property) {
        unread.remove(property);
        EchoServer running = server();
        return (property.path().isEmpty() ? running.uri() : running.uri(property.path())).toString();
    }

    synchronized EchoServer server() {
        if (closed) {
            throw new IllegalStateException("the server for " + name + " is closed, as the context is");
        }
        if (server == null) {
            server = start();
        }
        return server;
    }

    private EchoServer start() {
        Settings settings = Settings.of(
                key -> Optional.ofNullable(environment.getProperty(key)), "a property of the Spring environment");
        EchoServer.Builder builder = EchoServer.builder().journal(Recorder.create(settings));
        properties.stream()
                .flatMap(property -> property.atFirst().stream())
                .findFirst()
                .ifPresent(builder::behavior);
        return builder.shared(name);
    }

    private synchronized void close() {
        closed = true;
        if (server != null) {
            server.close();
        }
    }
}
