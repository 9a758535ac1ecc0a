package io.github.windsock.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/** The URLs of a server as properties. The first read starts the server. */
final class UrlPropertySource extends EnumerablePropertySource<ContextServer> {

    private final List<UrlProperty> properties;

    UrlPropertySource(List<UrlProperty> properties, ContextServer server) {
        super("windsock", server);
        this.properties = properties;
    }

    @Override
    public String[] getPropertyNames() {
        return properties.stream().map(UrlProperty::name).toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        for (UrlProperty property : properties) {
            if (property.name().equals(name)) {
                return source.read(property);
            }
        }
        return null;
    }
}
