package io.github.windsock.standalone.log;

/** The few colors of the log; they never carry meaning alone. */
public enum Style {
    PLAIN("0"),
    BOLD("1"),
    DIM("2"),
    GREEN("32"),
    RED("31"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    public String paint(String text, boolean color) {
        return color && this != PLAIN ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
