package io.github.windsock.internal.script;

/** An error in a script file. The message has the place, the error, and what to write instead. */
public final class ScriptFileProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param file the name of the file
     * @param line the number of the line, from 1
     * @param column the number of the column, from 1
     * @param what what is wrong and what to write instead
     * @param text the whole line
     */
    ScriptFileProblem(String file, int line, int column, String what, String text) {
        super(file + ":" + line + ":" + column + ": " + what + show(line, column, text));
    }

    private static String show(int line, int column, String text) {
        String margin = "  " + line + " | ";
        return "\n" + margin + text.replace('\t', ' ') + "\n" + " ".repeat(margin.length() + column - 1) + "^";
    }
}
