package io.github.windsock.spring;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;

/**
 * Reports properties that nothing has read when a test begins: then the code under test does not know the server's URL.
 * If another property has a similar name, the test fails, since the application may be connected to another server.
 */
final class UnreadProperties implements BeforeEachCallback {

    private static final int NEAR = 2;

    @Override
    public void beforeEach(ExtensionContext context) {
        ContextServer.of(context)
                .ifPresent(server -> server.unread().forEach(property -> report(property, server, context)));
    }

    private static void report(UrlProperty property, ContextServer server, ExtensionContext context) {
        meant(property.name(), server.environment().getPropertySources()).ifPresent(other -> {
            throw property.refusal(
                    context.getRequiredTestClass(),
                    "is not read in the Spring context, but there is " + Text.quote(other) + ". Correct the name;"
                            + " or, if it is read later only, give it a value in the test's properties too.");
        });
        Recorder.of(server.server())
                .general()
                .record(Events.note(Text.quote(property.name()) + " is not read", "in the Spring context so far"));
    }

    /** Returns a similar name; empty if another source has the property too, since then the name is right. */
    private static Optional<String> meant(String name, PropertySources sources) {
        List<String> others = sources.stream()
                .filter(source -> !(source instanceof UrlPropertySource))
                .flatMap(UnreadProperties::names)
                .toList();
        return others.contains(name)
                ? Optional.empty()
                : others.stream()
                        .filter(other -> EditDistance.between(name, other) <= NEAR)
                        .min(Comparator.comparingInt((String other) -> EditDistance.between(name, other))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static Stream<String> names(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> known
                ? Arrays.stream(known.getPropertyNames())
                : Stream.of();
    }
}
