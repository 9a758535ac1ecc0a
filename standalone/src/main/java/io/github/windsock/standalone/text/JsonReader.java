package io.github.windsock.standalone.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text (RFC 8259) into maps, lists, strings, doubles, booleans and null. */
public final class JsonReader {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private final Texts texts;
    private int at;

    private JsonReader(String text, Texts texts) {
        this.text = text;
        this.texts = texts;
    }

    /**
     * Reads an object.
     *
     * @param text the JSON text
     * @param texts the language of the messages
     * @return its members, in order
     * @throws IllegalArgumentException if it is not JSON, or not an object, or has a name twice; the message says where
     */
    public static Map<String, @Nullable Object> readObject(String text, Texts texts) {
        JsonReader reader = new JsonReader(text, texts);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong();
        }
        if (!(value instanceof Map<?, ?>)) {
            throw new IllegalArgumentException(texts.text("json.no-object"));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, member) -> object.put(String.valueOf(name), member));
        return object;
    }

    private @Nullable Object value(int depth) {
        blanks();
        if (at == text.length() || depth > MAX_DEPTH) {
            throw wrong();
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        blanks();
        if (taken('}')) {
            return members;
        }
        do {
            blanks();
            String name = string();
            blanks();
            take(':');
            if (members.containsKey(name)) {
                throw new IllegalArgumentException(texts.text("json.twice", name)); // RFC 8259 leaves open which counts
            }
            members.put(name, value(depth + 1));
            blanks();
        } while (taken(','));
        take('}');
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        blanks();
        if (taken(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            blanks();
        } while (taken(','));
        take(']');
        return items;
    }

    private String string() {
        take('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char unit = text.charAt(at++);
            if (unit < ' ') {
                throw wrong();
            }
            out.append(unit == '\\' ? escaped() : unit);
        }
        take('"');
        return out.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong();
        }
        char unit = text.charAt(at++);
        return switch (unit) {
            case '"', '\\', '/' -> unit;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw wrong();
        };
    }

    private char hexadecimal() {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong();
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Double number() {
        int begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(begin, at);
        if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw wrong();
        }
        return Double.valueOf(digits);
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean taken(char wanted) {
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void take(char wanted) {
        if (!taken(wanted)) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(texts.text("json.broken", at + 1));
    }
}
