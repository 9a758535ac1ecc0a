package io.github.windsock.journal.internal;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.text.TextDifference;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Prints an expected and an actual value: whole, for tools that compare them, and on one line, where long values are
 * cut to the text around the first difference.
 */
final class Comparison {

    /** The maximum length of a value for a tool. */
    private static final int WHOLE = 1 << 20;

    private static final int LINE = 300;

    /** Up to this length of a message the eye finds the difference; in a list it finds the element. */
    private static final int EASY = 60;

    private static final int BEFORE = 20;
    private static final int BEHIND = 100;

    private final String expected;
    private final String actual;
    private final int difference;
    private final String place;
    private final int easy;

    Comparison(Object expected, @Nullable Object actual) {
        this.expected = whole(expected);
        this.actual = whole(actual);
        this.difference = commonPrefix(this.expected, this.actual);
        this.place = place(expected, actual);
        this.easy = expected instanceof Message ? EASY : LINE;
    }

    String expected() {
        return expected;
    }

    String actual() {
        return actual;
    }

    /** Returns where two values differ if they are so long that it is hard to see; may be empty. */
    String place() {
        return Math.max(expected.length(), actual.length()) > easy ? place : "";
    }

    String line() {
        return "expected: <" + part(expected) + ">  but was: <" + part(actual) + ">";
    }

    private String part(String value) {
        if (value.length() <= LINE) {
            return value;
        }
        int from = start(value);
        int to = Math.min(value.length(), Math.max(LINE, difference + BEHIND));
        to = to < value.length() && Character.isHighSurrogate(value.charAt(to - 1)) ? to - 1 : to;
        String head = from > 0 ? "…" : "";
        String tail = to < value.length() ? "…" : "";
        return head + value.substring(from, to) + tail;
    }

    /** Returns where to start, so that most of a long common beginning is left out. */
    private int start(String value) {
        int end = Math.max(LINE, difference + BEHIND);
        int from = difference + BEHIND <= LINE ? 0 : Math.max(0, Math.min(value.length(), end) - LINE);
        from = Math.min(from, Math.max(0, difference - BEFORE));
        return from > 0 && Character.isLowSurrogate(value.charAt(from)) ? from - 1 : from;
    }

    private static String place(Object expected, @Nullable Object actual) {
        if (expected instanceof Message one && actual instanceof Message other) {
            return place(one, other);
        }
        if (expected instanceof List<?> ones && actual instanceof List<?> others) {
            int i = 0;
            while (i < Math.min(ones.size(), others.size()) && ones.get(i).equals(others.get(i))) {
                i++;
            }
            boolean isOfBoth = i < Math.min(ones.size(), others.size());
            String within = isOfBoth ? place(ones.get(i), others.get(i)) : "";
            return "they differ from element " + (i + 1) + " on"
                    + (within.isEmpty() ? "" : ", there " + within.replace("they differ ", ""));
        }
        return "";
    }

    private static String place(Message expected, Message actual) {
        boolean isKnown = expected.payload().isComplete() && actual.payload().isComplete();
        if (expected.isText() != actual.isText() || !isKnown) {
            return "";
        }
        return expected.isText()
                ? "they differ " + TextDifference.place(expected.text(), actual.text())
                : "they differ from byte "
                        + (expected.payload()
                                        .asByteBuffer()
                                        .mismatch(actual.payload().asByteBuffer())
                                + 1)
                        + " on";
    }

    private static int commonPrefix(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int i = 0;
        while (i < length && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static String whole(@Nullable Object value) {
        if (value instanceof Message message) {
            return whole(message);
        }
        if (value instanceof List<?> list) {
            return whole(list);
        }
        return Text.upTo(String.valueOf(value), WHOLE);
    }

    private static String whole(List<?> list) {
        StringJoiner all = new StringJoiner(", ", "[", "]");
        int shown = 0;
        for (Object each : list) {
            if (all.length() > WHOLE) {
                return all.add(String.format(Locale.ROOT, "… and %,d more", list.size() - shown))
                        .toString();
            }
            all.add(whole(each));
            shown++;
        }
        return all.toString();
    }

    private static String whole(Message message) {
        Payload payload = message.payload();
        if (!payload.isComplete() || payload.size() > WHOLE) {
            return message + " of " + Text.bytes(payload.size());
        }
        String content = message.isText()
                ? Text.content(message.text())
                : HexFormat.ofDelimiter(" ").formatHex(message.bytes());
        return Text.upTo(((message.isText() ? "text " : "binary ") + content).stripTrailing(), WHOLE);
    }
}
