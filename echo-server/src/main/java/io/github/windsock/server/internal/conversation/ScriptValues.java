package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values for the templates of a script. */
final class ScriptValues {
    private final Map<String, String> found = new HashMap<>();
    private @Nullable Message last;
    private int taken;

    /** Adds a message that a step matched, with the values that its matcher found. */
    void take(Message message, Map<String, String> inIt) {
        last = message;
        taken++;
        found.putAll(inIt);
    }

    /** Returns the value of a name; one that a matcher found comes before one of the same name that every script has. */
    String get(String name) {
        String value = found.get(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case "message" -> message();
            case "n" -> Integer.toString(taken);
            default -> "";
        };
    }

    private String message() {
        if (last == null) {
            return "";
        }
        return last.isText() ? last.text() : last.payload().hex();
    }
}
