package io.github.windsock.spring;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives a context its server. Spring keeps one context for all classes whose customizers are equal, among others: so these
 * share a server.
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
