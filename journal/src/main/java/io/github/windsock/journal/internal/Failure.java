package io.github.windsock.journal.internal;

import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Recorded;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the error of a failed wait or assertion: expected and actual values, the reason, and the timeline.
 *
 * @since 1.0
 */
public final class Failure {

    /** The maximum length of a message: nobody reads longer ones, and reports and consoles handle them badly. */
    private static final int LONGEST = 19_900;

    private static final int LONGEST_HEADLINE = 8_000;
    private static final int LONGEST_REASON = 3_000;

    private Failure() {}

    /**
     * Returns the error for a value that differs from the expected one. Its message has at most 20,000 characters; the
     * values for tools are cut only beyond 1 MiB.
     *
     * @param on the object whose timeline is printed
     * @param headline what is wrong
     * @param expected the expected value
     * @param actual the actual value
     * @param why an explanation of the difference, may be empty
     * @return the error to throw
     */
    public static AssertionError of(
            Recorded on, String headline, Object expected, @Nullable Object actual, String why) {
        Comparison values = new Comparison(expected, actual);
        String reasons = Stream.of(why, values.place(), late(values, why))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        String head = Text.upTo(headline, LONGEST_HEADLINE) + "\n" + values.line() + inBrackets("  ", reasons);
        return maker().make(head + timeline(on, head), values.expected(), values.actual());
    }

    /** Explains equal values: the actual one is read when the time is over, and may have come since. */
    private static String late(Comparison values, String why) {
        return values.expected().equals(values.actual()) && why.startsWith("after ")
                ? "it came later; allow more time, with windsock.timeout or waitingUpTo(..)"
                : "";
    }

    /**
     * Returns the error for an event that did not happen.
     *
     * @param on the object whose timeline is printed
     * @param headline what is wrong
     * @param why an explanation, may be empty
     * @return the error to throw
     */
    public static AssertionError of(Recorded on, String headline, String why) {
        String head = Text.upTo(headline, LONGEST_HEADLINE) + inBrackets(" ", why);
        return maker().make(head + timeline(on, head));
    }

    /**
     * Returns the exception that aborts a test that cannot run here, which is not a failure.
     *
     * @param why what is missing
     * @return the exception to throw
     */
    public static RuntimeException aborted(String why) {
        return maker().makeAborted(why);
    }

    private static String inBrackets(String before, String why) {
        return why.isEmpty() ? "" : before + "(" + Text.upTo(why, LONGEST_REASON) + ")";
    }

    private static String timeline(Recorded on, String head) {
        return "\n\n" + on.journal().timeline().upTo(LONGEST - head.length()) + "\n";
    }

    private static Maker maker() {
        return ServiceLoader.load(Maker.class, Maker.class.getClassLoader())
                .findFirst()
                .orElse(Holder.PLAIN);
    }

    /** Creates assertion errors. The extension provides an implementation whose errors tools show as a comparison. */
    public interface Maker {

        /**
         * Creates an error without values.
         *
         * @param message the whole message
         * @return the error
         */
        AssertionError make(String message);

        /**
         * Creates an error with two values for tools to compare.
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
         * Creates the exception that test tools take for an aborted test.
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
