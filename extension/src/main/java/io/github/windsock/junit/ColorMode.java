package io.github.windsock.junit;

import io.github.windsock.internal.text.TerminalColor;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Whether a printed timeline has colors: the values of {@value WebSocketExtension#COLOR}. */
enum ColorMode {
    AUTO,
    ALWAYS,
    NEVER;

    private static final int OUTPUT = 1;

    /**
     * Returns whether to print colors to a stream that stands for standard output. Build tools replace it by a stream
     * of another class and write its content to XML files, in which an escape character is an error.
     */
    boolean isOn(PrintStream out, Map<String, String> environment) {
        return this == ALWAYS
                || (this == AUTO && out.getClass() == PrintStream.class && TerminalColor.isOn(OUTPUT, environment));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
