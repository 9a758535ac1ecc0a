package io.github.windsock.junit;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.journal.Settings;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of all settings, to detect misspelled ones. */
final class SettingNames {

    private static final List<String> ALL = List.of(
            Settings.TIMEOUT,
            Settings.TIMEOUT_MODE,
            Settings.SEED,
            Settings.JOURNAL_ENTRIES,
            Settings.JOURNAL_BYTES,
            "windsock.conversations",
            "windsock.engine",
            WebSocketExtension.LEFTOVERS,
            WebSocketExtension.TIMELINE,
            WebSocketExtension.COLOR);

    /** A name that differs in more letters is not a misspelling. */
    private static final int SLIP = 2;

    private SettingNames() {}

    /** Checks only system properties, since JUnit's configuration parameters cannot be listed. */
    static void warnOfMisspelled(Collection<String> properties) {
        Set<String> unknown = new TreeSet<>();
        for (String name : properties) {
            if (name.startsWith("windsock.") && !ALL.contains(name)) {
                unknown.add(name);
            }
        }
        for (String name : unknown) {
            warn(name);
        }
    }

    private static void warn(String name) {
        meant(name)
                .ifPresent(meant -> System.getLogger("io.github.windsock")
                        .log(
                                Level.WARNING,
                                "The system property " + name + " is not known; did you mean " + meant + "?"));
    }

    private static Optional<String> meant(String name) {
        return ALL.stream()
                .filter(known -> EditDistance.between(known, name) <= SLIP)
                .min(Comparator.comparingInt(known -> EditDistance.between(known, name)));
    }
}
