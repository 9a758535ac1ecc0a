package io.github.windsock.internal.script;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The tokens of one line of a script file: words, and texts in quotes. A comment begins with {@code #}. */
final class ScriptLine {
    private final String file;
    private final int number;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** A word or a quoted text, and the column where it begins. */
    private record Token(int column, String text, boolean isQuoted) {}

    ScriptLine(String file, int number, String text) {
        this.file = file;
        this.number = number;
        this.text = text;
        split();
    }

    // Splitting.

    private void split() {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '#') {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (first == '"' || first == '\'') {
                at = addQuoted(at);
            } else {
                at = addWord(at);
            }
        }
    }

    private int addWord(int begin) {
        int end = begin;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        tokens.add(new Token(begin + 1, text.substring(begin, end), false));
        return end;
    }

    private static boolean isOfWord(char letter) {
        return !Character.isWhitespace(letter) && letter != '"' && letter != '\'' && letter != '#';
    }

    private int addQuoted(int begin) {
        char quote = text.charAt(begin);
        StringBuilder out = new StringBuilder();
        int at = begin + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at = text.charAt(at) == '\\' ? addEscaped(at, out) : add(at, out);
        }
        if (at >= text.length()) {
            throw problem(
                    begin + 1,
                    "the text that begins here has no end; it ends with " + quote
                            + ", and a line break within it is \\n");
        }
        tokens.add(new Token(begin + 1, out.toString(), true));
        if (at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1)) && text.charAt(at + 1) != '#') {
            throw problem(at + 2, "the text ends before this; a quote within it is \\" + quote);
        }
        return at + 1;
    }

    private int add(int at, StringBuilder out) {
        out.append(text.charAt(at));
        return at + 1;
    }

    private int addEscaped(int at, StringBuilder out) {
        char letter = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        switch (letter) {
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case '\\', '"', '\'' -> out.append(letter);
            case 'u' -> {
                return addUnit(at, out);
            }
            default ->
                throw problem(
                        at + 1,
                        "\\" + letter
                                + " is not an escape; use \\n"
                                + ", \\r"
                                + ", \\t, \\\\, \\\", \\' or \\u and four hexadecimal digits");
        }
        return at + 2;
    }

    private int addUnit(int at, StringBuilder out) {
        int end = at + 6;
        try {
            out.append((char) HexFormat.fromHexDigits(text, at + 2, end));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw problem(at + 1, "\\u needs four hexadecimal digits, such as \\u00e9");
        }
        return end;
    }

    // Reading.

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Returns the first word. */
    String keyword() {
        return tokens.get(0).isQuoted() ? "" : tokens.get(0).text();
    }

    /** Skips the next token if it is this word. */
    boolean skip(String word) {
        boolean isIt = hasMore()
                && !tokens.get(next).isQuoted()
                && tokens.get(next).text().equals(word);
        if (isIt) {
            next++;
        }
        return isIt;
    }

    boolean hasMore() {
        return next < tokens.size();
    }

    boolean isText() {
        return hasMore() && tokens.get(next).isQuoted();
    }

    String text(String example) {
        if (!isText()) {
            throw here(
                    hasMore()
                            ? "a text stands in quotes; an example is " + example
                            : "a text is missing; an example is " + example);
        }
        return tokens.get(next++).text();
    }

    /** Returns the next word; if there is none, throws a problem with the message {@code missing}. */
    String word(String missing) {
        if (!hasMore()) {
            throw here(missing);
        }
        return tokens.get(next++).text();
    }

    int number(String missing) {
        String word = word(missing);
        try {
            return Numbers.parseInt(word);
        } catch (NumberFormatException e) {
            throw last("\"" + word + "\" is not a number; " + missing);
        }
    }

    Duration duration() {
        String word = word("a duration is missing; write it as pause 20ms, 3s, 2m or 1h");
        return Durations.read(word)
                .orElseThrow(() -> last("\"" + word + "\" is not a duration; use 20ms, 3s, 2m or 1h"));
    }

    Payload bytes() {
        if (!hasMore()) {
            return Payload.EMPTY;
        }
        String word = tokens.get(next++).text();
        try {
            return Payload.of(HexFormat.of().parseHex(word));
        } catch (IllegalArgumentException e) {
            throw last("\"" + word + "\" is not in hexadecimal digits, two for each byte; an example is bytes 00ff10");
        }
    }

    void requireEnd() {
        if (hasMore()) {
            throw here("nothing can stand here: " + keyword()
                    + " has all it needs; put another step on a line of its own, and a" + " comment behind #");
        }
    }

    /** Returns the same line as {@link ScriptWriter} would write it, without a comment. */
    String canonical() {
        return tokens.stream()
                .map(token -> token.isQuoted() ? ScriptWriter.quote(token.text()) : token.text())
                .collect(Collectors.joining(" "));
    }

    // Problems.

    /** Returns a problem at the next token, or at the end of the line. */
    ScriptFileProblem here(String what) {
        return problem(
                hasMore() ? tokens.get(next).column() : text.stripTrailing().length() + 1, what);
    }

    /** Returns a problem at the token that was read last. */
    ScriptFileProblem last(String what) {
        return problem(tokens.get(Math.max(0, next - 1)).column(), what);
    }

    /** Returns a problem at the second token. */
    ScriptFileProblem second(String what) {
        return problem(tokens.get(1).column(), what);
    }

    /** Returns a problem of the whole line. */
    ScriptFileProblem whole(String what) {
        return problem(tokens.isEmpty() ? 1 : tokens.get(0).column(), what);
    }

    private ScriptFileProblem problem(int column, String what) {
        return new ScriptFileProblem(file, number, column, what, text);
    }
}
