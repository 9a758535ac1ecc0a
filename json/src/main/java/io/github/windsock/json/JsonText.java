package io.github.windsock.json;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.internal.text.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.JSONParser;
import org.jspecify.annotations.Nullable;

/**
 * A message as JSON. The result is cached as long as the message is reachable, so that each message is parsed once.
 *
 * @param value the parsed value: maps, lists, strings, numbers, booleans and null
 * @param missed why the message is not JSON, empty if it is
 */
record JsonText(@Nullable Object value, Optional<Match> missed) {
    static final JsonProvider STRICT = new JsonSmartJsonProvider(
            JSONParser.MODE_STRICTEST | JSONParser.ACCEPT_TAILLING_SPACE, JSONValue.defaultReader.DEFAULT_ORDERED);
    static final Configuration PATHS =
            Configuration.builder().jsonProvider(STRICT).build();

    private static final Map<Message, JsonText> PARSED = Collections.synchronizedMap(new WeakHashMap<>());
    private static final int FIRST = 40;

    static JsonText of(Message message) {
        JsonText known = PARSED.get(message);
        if (known == null) {
            known = parse(message);
            PARSED.put(message, known);
        }
        return known;
    }

    private static JsonText parse(Message message) {
        if (!message.isText()) {
            return none("the message is binary");
        }
        if (!message.payload().isComplete()) {
            return none("the message is " + Text.bytes(message.payload().size())
                    + " long, and the journal keeps only the ends of it");
        }
        String text = message.text();
        try {
            return new JsonText(parse(text), Optional.empty());
        } catch (InvalidJsonException e) {
            String start = text.isEmpty() ? "it is empty" : "it begins with " + Text.preview(start(text));
            return none("is not JSON: " + start);
        }
    }

    private static JsonText none(String why) {
        return new JsonText(null, Optional.of(Match.missed(1, why)));
    }

    private static String start(String text) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(FIRST, text.codePointCount(0, text.length()))));
    }

    /** Refuses an empty text, which the parser would read as null against the RFC. */
    static @Nullable Object parse(String text) {
        if (text.isBlank()) {
            throw new InvalidJsonException("an empty text is not JSON");
        }
        return STRICT.parse(text);
    }
}
