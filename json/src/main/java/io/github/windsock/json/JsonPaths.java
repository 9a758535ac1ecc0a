package io.github.windsock.json;

import static java.util.Objects.requireNonNull;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import io.github.windsock.internal.text.Text;
import java.util.List;
import java.util.regex.Pattern;

/** Compiles a JSONPath, and refuses what the library would refuse later, when a message comes. */
final class JsonPaths {
    private static final Pattern LITERAL =
            Pattern.compile("'(\\\\.|[^'\\\\])*'|\"(\\\\.|[^\"\\\\])*\"|=~\\s*/(\\\\.|[^/\\\\])*/");
    private static final Pattern CALL = Pattern.compile("\\.([^.\\[\\]()\\s,]+)\\(");

    private JsonPaths() {}

    static JsonPath compiled(String path) {
        requireNonNull(path, "path must not be null");
        try {
            if (path.startsWith("$") && !path.endsWith("[")) { // which the library takes for the path before it
                JsonPath compiled = JsonPath.compile(path);
                CALL.matcher(LITERAL.matcher(path).replaceAll("''"))
                        .results()
                        .forEach(call -> requireKnown(call.group(1)));
                return compiled;
            }
        } catch (InvalidPathException e) {
            String why = String.valueOf(e.getMessage()).strip();
            boolean isOfTheJdk = why.startsWith("java."); // as when it reads behind the end
            throw new IllegalArgumentException(
                    "path " + Text.preview(path) + " is not a JSONPath" + (isOfTheJdk ? "; it breaks off" : ": " + why),
                    e);
        }
        if (path.startsWith("$")) {
            throw new IllegalArgumentException("path " + Text.preview(path) + " is not a JSONPath; it breaks off");
        }
        throw new IllegalArgumentException(
                "path " + Text.preview(path) + " is not a JSONPath; it begins with $, as in $.type or $.items[0].id");
    }

    /** Calls a function once, since the library looks it up only then. */
    private static void requireKnown(String function) {
        try {
            var unused = JsonPath.compile("$." + function + "()").<Object>read(List.of(), JsonText.PATHS);
        } catch (InvalidPathException e) {
            throw e; // there is no such function
        } catch (JsonPathException | IndexOutOfBoundsException e) {
            // It exists, and wants an argument or a number.
        }
    }
}
