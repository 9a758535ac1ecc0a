package io.github.windsock.internal.text;

/** The few colors of what is printed on a terminal; they never carry meaning alone. */
public enum Style {
    /** As it is. */
    PLAIN("0"),
    /** A title. */
    BOLD("1"),
    /** What matters less. */
    DIM("2"),
    /** What went well. */
    GREEN("32"),
    /** What went wrong. */
    RED("31"),
    /** What stands out. */
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /**
     * Returns a text between the escape sequences of the style.
     *
     * @param text the text
     * @param color whether they are wanted; if not, the text stays as it is
     * @return the text to print
     */
    public String paint(String text, boolean color) {
        return color && this != PLAIN ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
