package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Javadoc of each fault says which rule it breaks, what a browser shows, and when it happens. */
class FaultJavadocTests {
    private static final Path SOURCES = Path.of("src/main/java/io/github/windsock/server");
    private static final Pattern FACTORY = Pattern.compile("\\s+(?:@.*\\s+)*public static \\w+Fault (\\w+)\\(");

    private static Map<String, String> javadoc() throws IOException {
        Map<String, String> byName = new HashMap<>();
        for (String file : List.of("Faults.java", "Behaviors.java")) {
            String code = Files.readString(SOURCES.resolve(file));
            for (String part : code.split("/\\*\\*")) {
                int end = part.indexOf("*/");
                Matcher factory = FACTORY.matcher(part.substring(end < 0 ? 0 : end + 2));
                if (end >= 0 && factory.lookingAt()) {
                    byName.put(factory.group(1), part.substring(0, end).replaceAll("\\s*\n\\s*\\*", ""));
                }
            }
        }
        return byName;
    }

    @Test
    void says_which_rule_it_breaks_what_a_browser_shows_and_when_it_happens() throws IOException {
        Map<String, String> javadoc = javadoc();
        List<String> missing = new ArrayList<>();
        for (Fault fault : Fault.all(Fault.class)) {
            String name = fault.toString().replaceFirst("\\(.*", "");
            String said = javadoc.getOrDefault(name, "");
            for (String expected : List.of(citation(fault), "Chromium|browser", when(fault))) {
                if (!Pattern.compile(expected).matcher(said).find()) {
                    missing.add(name + ": " + expected);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Returns {@code RFC 6455, section 8.1} for {@code RFC 6455 8.1}. */
    private static String citation(Fault fault) {
        return Pattern.quote(fault.rule().replaceFirst(" (\\S+)$", ", section $1"));
    }

    private static String when(Fault fault) {
        return fault instanceof HandshakeFault
                ? "@return a fault of the answer to an attempt"
                : "as a whole behavior it (happens right after the connection opens|echoes until then)";
    }
}
