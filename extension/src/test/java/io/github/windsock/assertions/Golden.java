package io.github.windsock.assertions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A failure's message without what differs from run to run: times, ports and lines. */
final class Golden {
    private static final Pattern ROW =
            Pattern.compile("ms +(?<party>(?:client|server)#\\d+) +(?<arrow>[→←⇢⇠]?) *(?<what>.*?)(?:  +.*)?$");

    private Golden() {}

    static String of(Throwable failure) {
        return failure.getMessage()
                .replaceAll("(?m)^( [ ✓]) +[0-9]+\\.[0-9]{3} ms", "$1 T ms")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("\\.java:[0-9]+", ".java:LINE")
                .replaceAll("(?m) +$", "");
    }

    /**
     * Holds a failure's text to what is expected. Both ends record on threads of their own, so lines of one moment may change
     * places: each end's lines stay in order among themselves, and what came from the other end stands behind its cause.
     */
    static void assertSame(String expected, AssertionError failure) {
        assertSame(expected, of(failure));
    }

    /** The same of a text that has been made by {@link #of} before. */
    static void assertSame(String expected, String actual) {
        assertEquals(byParty(expected), byParty(actual));
        assertCausesFirst(actual);
    }

    private static String byParty(String text) {
        return text.replaceAll(" +", " ")
                .lines()
                .sorted(Comparator.comparing(Golden::party)) // which is stable
                .collect(Collectors.joining("\n"));
    }

    private static String party(String line) {
        Matcher row = ROW.matcher(line);
        return row.find() ? row.group("party") : "";
    }

    private static void assertCausesFirst(String text) {
        List<String> causes = new ArrayList<>();
        text.lines().map(ROW::matcher).filter(Matcher::find).forEach(row -> {
            String end = row.group("party");
            String number = end.substring(end.indexOf('#') + 1);
            String what = row.group("what").strip();
            switch (row.group("arrow")) {
                case "→" -> causes.add(end + what);
                case "←" -> {
                    String other = (end.startsWith("client") ? "server#" : "client#") + number;
                    boolean isForeign = !text.contains(other);
                    assertTrue(
                            isForeign || causes.remove(other + what), () -> row.group() + " stands before its cause");
                }
                case "⇢" -> causes.add("connect" + number);
                case "⇠" ->
                    assertTrue(
                            !text.contains("client#" + number) || causes.contains("connect" + number),
                            () -> row.group() + " stands before its cause");
                default -> {}
            }
        });
    }
}
