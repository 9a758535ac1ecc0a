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
 * Reports properties that nothing has read when a test begins: then nothing under test can know the server's URL.
 * Where another property has nearly that name, the application may well be connected to something that is not the
 * test's.
 */
final class UnreadProperties implements BeforeEachCallback {

    private static final int NEAR = 2;

    @Override
    public void beforeEach(ExtensionContext context) {
        ContextServer.of(context)
                .ifPresent(server -> server.unread().forEach(property -> tell(property, server, context)));
    }

    private static void tell(UrlProperty property, ContextServer server, ExtensionContext context) {
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

    /** Returns the name that may have been meant; a name that others give a value too is right. */
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
