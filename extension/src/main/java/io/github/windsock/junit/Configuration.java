package io.github.windsock.junit;

import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The settings of a scope. Each comes from its declaration, else from a configuration parameter, else it is the
 * default.
 *
 * @param journal the settings of the journal
 * @param leftovers never {@link Leftovers#DEFAULT}
 * @param timeline when to show the timeline
 * @param color whether a printed timeline has colors
 */
record Configuration(Settings journal, Leftovers leftovers, TimelineMode timeline, ColorMode color) {

    static Configuration of(ExtensionContext context, Declaration declaration) {
        Options said = declaration.said();
        try {
            Configuration parameters = ofParameters(context.getRoot());
            return new Configuration(
                    said.timeout().isEmpty()
                            ? parameters.journal
                            : parameters.journal.withTimeout(said.timeout().get()),
                    said.leftovers() == Leftovers.DEFAULT ? parameters.leftovers : said.leftovers(),
                    parameters.timeline,
                    parameters.color);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }

    /** Cached, because they are the same for the whole run and each test needs them. */
    private static Configuration ofParameters(ExtensionContext root) {
        return Scopes.store(root)
                .getOrComputeIfAbsent(Configuration.class, key -> ofEachParameter(root), Configuration.class);
    }

    private static Configuration ofEachParameter(ExtensionContext root) {
        SettingNames.warnOfMisspelled(System.getProperties().stringPropertyNames());
        return new Configuration(
                Settings.of(root::getConfigurationParameter, "a configuration parameter"),
                leftovers(root),
                read(root, WebSocketExtension.TIMELINE, TimelineMode.FAILURE, List.of(TimelineMode.values())),
                read(root, WebSocketExtension.COLOR, ColorMode.AUTO, List.of(ColorMode.values())));
    }

    private static Leftovers leftovers(ExtensionContext context) {
        return read(
                context,
                WebSocketExtension.LEFTOVERS,
                Leftovers.WARN,
                List.of(Leftovers.IGNORE, Leftovers.WARN, Leftovers.FAIL));
    }

    private static <E> E read(ExtensionContext context, String key, E byDefault, List<E> allowed) {
        Optional<String> text = context.getConfigurationParameter(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        return allowed.stream()
                .filter(value -> value.toString().equals(text.get().strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " (a configuration parameter): "
                        + Text.quote(text.get()) + " is not one of " + enumerate(allowed)));
    }

    private static String enumerate(List<?> values) {
        List<String> words = new ArrayList<>();
        for (Object value : values) {
            words.add(value.toString());
        }
        String last = words.remove(words.size() - 1);
        return String.join(", ", words) + " and " + last;
    }
}
