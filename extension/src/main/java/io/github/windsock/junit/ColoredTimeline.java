package io.github.windsock.junit;

import io.github.windsock.internal.text.Style;
import io.github.windsock.journal.Timeline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A timeline with colors for a terminal: claimed events are green, faulty ones red. The text is unchanged. */
final class ColoredTimeline {
    private static final Pattern ROW = Pattern.compile("(?<time> [ ✓] +[0-9.]+ ms)  (?<rest>.*)");
    private static final Pattern WRONG = Pattern.compile("\\S+ +(✕|! |error$).*|.* wasClean=false\\b.*");

    private ColoredTimeline() {}

    static String of(Timeline timeline) {
        return timeline.toString().lines().map(ColoredTimeline::colored).collect(Collectors.joining("\n"));
    }

    private static String colored(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            return Style.BOLD.paint(line, true);
        }
        String rest = row.group("rest");
        Style style = WRONG.matcher(rest).matches() ? Style.RED : line.startsWith(" ✓") ? Style.GREEN : Style.PLAIN;
        return Style.DIM.paint(row.group("time"), true) + "  " + style.paint(rest, true);
    }
}
