package io.github.windsock.spring;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds the server to a context. Spring caches a context for classes with equal customizers, so these share the server.
 *
 * @param properties in the order of their names
 */
record EchoServerCustomizer(List<UrlProperty> properties) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
        ContextServer server = ContextServer.of(config.getParentApplicationContext())
                .orElseGet(() -> ContextServer.register(properties, context));
        context.getEnvironment().getPropertySources().addFirst(new UrlPropertySource(properties, server));
    }
}
