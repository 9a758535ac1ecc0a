package io.github.windsock.journal.internal;

import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Recorded;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the error with which a wait or an assertion fails: what was expected, what was there, why, and the timeline.
 *
 * @since 1.0
 */
public final class Failure {

    /** Longer messages are not read, and reports and consoles handle them badly. */
    private static final int LONGEST = 19_900;

    private static final int LONGEST_HEADLINE = 8_000;
    private static final int LONGEST_REASON = 3_000;

    private Failure() {}

    /**
     * Returns the error for an expectation about a value. Its message has at most 20,000 characters; the values that it
     * carries for tools are whole up to 1 MiB.
     *
     * @param on what the timeline is taken of
     * @param headline what is wrong, in words
     * @param expected the expected value
     * @param actual the actual value
     * @param why what explains the difference, may be empty
     * @return the error to throw
     */
    public static AssertionError of(
            Recorded on, String headline, Object expected, @Nullable Object actual, String why) {
        Comparison values = new Comparison(expected, actual);
        String reasons =
                Stream.of(why, values.place()).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
        String head = Text.upTo(headline, LONGEST_HEADLINE) + "\n" + values.line() + inBrackets("  ", reasons);
        return maker().make(head + story(on, head), values.expected(), values.actual());
    }

    /**
     * Returns the error for something that did not happen.
     *
     * @param on what the timeline is taken of
     * @param headline what is wrong, in words
     * @param why what explains it, may be empty
     * @return the error to throw
     */
    public static AssertionError of(Recorded on, String headline, String why) {
        String head = Text.upTo(headline, LONGEST_HEADLINE) + inBrackets(" ", why);
        return maker().make(head + story(on, head));
    }

    /**
     * Returns what ends a test that cannot be run here, and is not a failure.
     *
     * @param why what is missing, in words
     * @return the exception to throw
     */
    public static RuntimeException aborted(String why) {
        return maker().makeAborted(why);
    }

    private static String inBrackets(String before, String why) {
        return why.isEmpty() ? "" : before + "(" + Text.upTo(why, LONGEST_REASON) + ")";
    }

    private static String story(Recorded on, String head) {
        return "\n\n" + on.journal().timeline().upTo(LONGEST - head.length()) + "\n";
    }

    private static Maker maker() {
        return ServiceLoader.load(Maker.class, Maker.class.getClassLoader())
                .findFirst()
                .orElse(Holder.PLAIN);
    }

    /** Makes assertion errors; the extension provides one whose errors test tools show as a comparison. */
    public interface Maker {

        /**
         * Makes an error without values.
         *
         * @param message the whole message
         * @return the error
         */
        AssertionError make(String message);

        /**
         * Makes an error with two values that a tool may compare.
         *
         * @param message the whole message
         * @param expected the expected value
         * @param actual the actual value
         * @return the error
         */
        default AssertionError make(String message, Object expected, @Nullable Object actual) {
            return make(message);
        }

        /**
         * Makes the exception that a test tool takes for a test that could not be run.
         *
         * @param message the whole message
         * @return the exception
         */
        default RuntimeException makeAborted(String message) {
            return new UnsupportedOperationException(message);
        }
    }

    private static final class Holder {

        static final Maker PLAIN = AssertionError::new;
    }
}
