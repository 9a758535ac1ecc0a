package io.github.windsock.internal.text;

/** The styles of text on a terminal. A color is never the only carrier of a meaning. */
public enum Style {
    /** No style. */
    PLAIN("0"),
    /** A title. */
    BOLD("1"),
    /** Less important text. */
    DIM("2"),
    /** Success. */
    GREEN("32"),
    /** Failure. */
    RED("31"),
    /** Highlighted text. */
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /**
     * Puts a text between the escape sequences of the style.
     *
     * @param text the text
     * @param color whether colors are on; if not, the text is returned as it is
     * @return the text to print
     */
    public String paint(String text, boolean color) {
        return color && this != PLAIN ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
