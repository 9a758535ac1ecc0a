package io.github.windsock.spring;

import io.github.windsock.junit.internal.SharedServerBy;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds the server of a test in its Spring context. */
final class ContextServerResolver implements SharedServerBy.ServerLookup {

    @Override
    public Optional<String> resolve(ExtensionContext context) {
        return ContextServer.of(context).map(server -> {
            server.server(); // starts it with the settings of its properties, not those of the test that asks first
            return server.name();
        });
    }
}
