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
 * A regular expression of the user's with a bound on backtracking: matching is given up after a number of character
 * reads. Reads are counted, not time, so that the outcome is the same on every machine.
 */
final class BoundedPattern {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern GROUP_NAME = Pattern.compile("\\\\.|\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** The JDK needs the square of the length for the table of a literal. */
    private static final int MOST_CHARACTERS = 10_000;

    /** A tenth of a second, or so. A text of this length or more is read this many times. */
    private static final long MOST_READS = 20_000_000;

    private static final int READS_OF_EACH = 20;

    private final String java;
    private final Pattern pattern;
    private final Set<String> groups;

    /**
     * Compiles an expression.
     *
     * @param java the Java that makes the matcher, for failures
     * @throws IllegalArgumentException if it is not one, or too large
     */
    BoundedPattern(String java, String regex) {
        if (regex.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(Text.preview(regex) + " has " + regex.length()
                    + " characters; a regular expression may have " + MOST_CHARACTERS
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
     * @param what is matched, for the words of a miss
     * @throws IllegalStateException if that takes too many reads, or more stack than there is
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
                    gaveUp(text) + " for want of stack, which a repeated group takes for each character; use a class"
                            + " of characters, such as [ab]* for (a|b)*, or (?s).* for (.|\\n)*",
                    e);
        }
    }

    private String gaveUp(String text) {
        return java + " gave up on " + Text.preview(text) + " of " + text.length() + " characters";
    }

    /** A group that took no part has matched nothing. */
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

    /** Explains a miss; the most frequent cause is a dot that does not match a line break. */
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
            return false; // it matches or not: it does not say what went wrong
        }
    }

    /** A text that counts reads of its characters, and fails when there are too many. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final long most;
        private long reads;

        CountedText(String text) {
            this.text = text;
            most = Math.max(MOST_READS, (long) READS_OF_EACH * text.length());
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

    /** Without a stack, which would be the expression's. */
    private static final class TooManyReads extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long reads;

        TooManyReads(long reads) {
            super("more than " + reads + " reads", null, false, false);
            this.reads = reads;
        }
    }
}
