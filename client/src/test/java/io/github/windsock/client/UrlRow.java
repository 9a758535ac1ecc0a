package io.github.windsock.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/**
 * A row of {@code urls.txt}.
 *
 * @param base the page's base URL
 * @param argument as the file has it, in JSON
 * @param result the socket's url, or the name of the error
 * @param chromium what Chromium makes of it
 * @param because why that is not followed, {@code null} if it is
 */
record UrlRow(
        String base,
        String argument,
        String result,
        String chromium,
        @Nullable String because) {
    static List<UrlRow> all() {
        List<UrlRow> rows = new ArrayList<>();
        String base = "";
        for (String line : JavaScript.resource("urls.txt").lines().toList()) {
            if (line.startsWith("base ")) {
                base = line.substring("base ".length());
            } else if (line.startsWith("\"")) {
                int end = line.indexOf("\" | ") + 1;
                String[] rest = line.substring(end + " | ".length()).split(" \\| ", -1);
                boolean differs = rest.length == 3;
                rows.add(new UrlRow(
                        base, line.substring(0, end), rest[0], differs ? rest[1] : rest[0], differs ? rest[2] : null));
            }
        }
        return rows;
    }

    String url() {
        return new Json().toType(argument, String.class);
    }

    @Override
    public String toString() {
        return argument + " on " + base;
    }
}
