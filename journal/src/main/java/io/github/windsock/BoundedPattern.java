package io.github.windsock;

import io.github.windsock.internal.text.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's regular expression with a limit on backtracking: matching stops with an exception after a number of
 * character reads. It counts reads, not time, so that the result is the same on every machine.
 */
final class BoundedPattern {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern GROUP_NAME = Pattern.compile("\\\\.|\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** The maximum length of an expression. To compile a literal, the JDK takes time quadratic in its length. */
    private static final int MAX_CHARACTERS = 10_000;

    /** The maximum number of reads for a match, which take about a tenth of a second. */
    private static final long MAX_READS = 20_000_000;

    /** The maximum number of reads of each character on average, for texts so long that this allows more reads. */
    private static final int MAX_READS_PER_CHARACTER = 20;

    private final String java;
    private final Pattern pattern;
    private final Set<String> groups;

    /**
     * Compiles an expression.
     *
     * @param java the Java expression that creates the matcher, for messages
     * @throws IllegalArgumentException if it is not a regular expression or it is too long
     */
    BoundedPattern(String java, String regex) {
        if (regex.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(Text.preview(regex) + " has " + regex.length()
                    + " characters; a regular expression may have " + MAX_CHARACTERS
                    + ", a longer text is for text(..) or textContaining(..)");
        }
        this.java = java;
        pattern = Pattern.compile(regex);
        groups = groupsOf(regex);
    }

    private static Set<String> groupsOf(String regex) {
        Set<String> names = new TreeSet<>();
        GROUP_NAME
                .matcher(regex)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    /** Returns the names and the numbers of all groups. */
    Set<String> names() {
        Set<String> all = new TreeSet<>(groups);
        for (int i = 0; i <= pattern.matcher("").groupCount(); i++) {
            all.add(Integer.toString(i));
        }
        return all;
    }

    /**
     * Matches a text as a whole.
     *
     * @param what what is matched, for the explanation of a mismatch; may be empty
     * @throws IllegalStateException if it takes too many reads, or the stack overflows
     */
    Match match(String what, String text) {
        Matcher matcher = pattern.matcher(new CountedText(text));
        if (matches(matcher, text)) {
            return Match.found(values(matcher));
        }
        boolean isBegun = matcher.hitEnd();
        return Match.missed(() -> missed(what, text, isBegun));
    }

    private boolean matches(Matcher matcher, String text) {
        try {
            return matcher.matches();
        } catch (TooManyReads e) {
            throw new IllegalStateException(
                    gaveUp(text) + " after " + e.reads
                            + " reads of a character: it tries the same ones again and again;"
                            + " say what may come, such as [^,]* for .*, or repeat once, such as a+ for (a+)+",
                    e);
        } catch (StackOverflowError e) {
            throw new IllegalStateException(
                    gaveUp(text) + " because the stack is full: a repeated group takes stack for each character;"
                            + " use a class of characters, such as [ab]* for (a|b)*, or (?s).* for (.|\\n)*",
                    e);
        }
    }

    private String gaveUp(String text) {
        return java + " gave up on " + Text.preview(text) + " of " + text.length() + " characters";
    }

    /** Returns the values of all groups. A group that took no part in the match has the empty value. */
    private Map<String, String> values(Matcher matcher) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            values.put(
                    Integer.toString(i), Optional.ofNullable(matcher.group(i)).orElse(""));
        }
        for (String name : groups) {
            values.put(name, Optional.ofNullable(matcher.group(name)).orElse(""));
        }
        return values;
    }

    /** Explains a mismatch. The most frequent cause is a dot that does not match a line break. */
    private Match missed(String what, String text, boolean isBegun) {
        Matcher lineBreak = LINE_BREAK.matcher(text);
        return lineBreak.find() && matchesAcrossLines(text)
                ? Match.missed(
                        0.1,
                        what + "does not match, because . does not match the line break at character "
                                + (lineBreak.start() + 1) + "; begin the expression with (?s)")
                : Match.missed(0.5, what + "does not match" + (isBegun ? ", but its beginning does" : ""));
    }

    private boolean matchesAcrossLines(String text) {
        try {
            return matches(
                    Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.DOTALL)
                            .matcher(new CountedText(text)),
                    text);
        } catch (IllegalStateException e) {
            return false; // unknown, so there is nothing to explain
        }
    }

    /** Counts reads of a text's characters and throws when there are too many. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final long most;
        private long reads;

        CountedText(String text) {
            this.text = text;
            most = Math.max(MAX_READS, (long) MAX_READS_PER_CHARACTER * text.length());
        }

        @Override
        public char charAt(int index) {
            if (++reads > most) {
                throw new TooManyReads(most);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Has no stack trace, which would show only the inside of the JDK's matcher. */
    private static final class TooManyReads extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long reads;

        TooManyReads(long reads) {
            super("more than " + reads + " reads", null, false, false);
            this.reads = reads;
        }
    }
}
