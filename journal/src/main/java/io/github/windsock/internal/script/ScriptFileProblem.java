package io.github.windsock.internal.script;

/** Something is wrong in a file that holds a conversation. The message has the place, what is wrong, and what would be right. */
public final class ScriptFileProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Makes it.
     *
     * @param file the file's name
     * @param line from 1
     * @param column from 1
     * @param what is wrong there
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
