package io.github.windsock.standalone.console;

import io.github.windsock.standalone.text.Texts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a command, as a client of the API wrote them. What a command cannot use is refused, not ignored. */
final class CommandArguments {
    private final String command;
    private final Map<String, @Nullable Object> values;
    private final Texts texts;

    CommandArguments(String command, Map<String, @Nullable Object> values, Texts texts) {
        this.command = command;
        this.values = values;
        this.texts = texts;
    }

    /**
     * Refuses arguments with other names.
     *
     * @return these arguments
     */
    CommandArguments only(String... names) {
        List<String> known = List.of(names);
        for (String name : values.keySet()) {
            if (known.isEmpty()) {
                throw new IllegalArgumentException(texts.text("api.no-arguments", command, name));
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        texts.text("api.unknown-argument", command, name, String.join(", ", known)));
            }
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns a string; empty if it is not given. */
    String string(String name) {
        if (!has(name)) {
            return "";
        }
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(texts.text("api.not-text", command, name));
    }

    /** Returns a path, which has to be given. */
    String path(String name, String example) {
        String path = string(name);
        if (path.isEmpty()) {
            throw new IllegalArgumentException(texts.text("api.no-path", command, name, example));
        }
        return path;
    }

    /** Returns a number without a fraction, which has to be given. */
    int wholeNumber(String name) {
        if (values.get(name) instanceof Double number && number.intValue() == number) {
            return number.intValue();
        }
        throw new IllegalArgumentException(texts.text("api.not-code", command, name));
    }
}
