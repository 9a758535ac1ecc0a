package io.github.windsock.internal.text;

/** Describes where the texts of two messages begin to differ, without what they have in common before and behind. */
public final class TextDifference {
    private static final int SHOWN = 60;
    private static final String CUT = "…";

    private final String text;
    private final int at;
    private final boolean areBare;

    private TextDifference(String text, int at, boolean areBare) {
        this.text = text;
        this.at = at;
        this.areBare = areBare;
    }

    /**
     * Describes the first difference.
     *
     * @param wanted the text that was wanted
     * @param actual another text
     * @return the description, such as {@code differs after "subsc": wanted "ribe", was "ibe"}
     */
    public static String between(String wanted, String actual) {
        TextDifference one = of(wanted, actual);
        TextDifference other = new TextDifference(actual, one.at, one.areBare);
        String where = one.at == 0 ? "from the beginning" : "after " + one.before();
        return "differs " + where + ": wanted " + one.rest() + ", was " + other.rest();
    }

    /**
     * Describes only where two texts begin to differ.
     *
     * @param wanted the text that was wanted
     * @param actual another text
     * @return the description, such as {@code from character 6 on, after "subsc"}
     */
    public static String place(String wanted, String actual) {
        TextDifference one = of(wanted, actual);
        return "from character " + (one.at + 1) + " on" + (one.at == 0 ? "" : ", after " + one.before());
    }

    private static TextDifference of(String wanted, String actual) {
        int at = 0;
        while (at < Math.min(wanted.length(), actual.length()) && wanted.charAt(at) == actual.charAt(at)) {
            at++;
        }
        if (at > 0 && Character.isHighSurrogate(wanted.charAt(at - 1))) {
            at--; // so that no character is cut in two
        }
        return new TextDifference(wanted, at, Text.isBare(wanted) && Text.isBare(actual));
    }

    /** Returns the end of what both texts begin with. */
    private String before() {
        int from = Math.max(0, at - SHOWN);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        String part = text.substring(from, at);
        return (from > 0 ? CUT : "") + (areBare ? part + CUT : Text.quote(part));
    }

    private String rest() {
        if (at == text.length()) {
            return "nothing";
        }
        String part = text.substring(at);
        if (at == 0) {
            return Text.content(part, part, SHOWN);
        }
        return areBare ? CUT + Text.bare(part, SHOWN) : Text.preview(part);
    }
}
