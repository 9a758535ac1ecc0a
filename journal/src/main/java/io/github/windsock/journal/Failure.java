package io.github.windsock.journal;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the error with which a wait or an assertion fails: what was expected, what was there, why, and the timeline.
 *
 * @since 1.0
 */
public final class Failure {

    private Failure() {}

    /**
     * Returns the error for an expectation about a value.
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
        String values =
                "expected: <" + expected + ">  but was: <" + actual + ">" + (why.isEmpty() ? "" : "  (" + why + ")");
        return maker().make(headline + "\n" + values + story(on), expected, actual);
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
        return maker().make(headline + (why.isEmpty() ? "" : " (" + why + ")") + story(on));
    }

    /**
     * Returns what ends a test that cannot be run here, and is no failure.
     *
     * @param why what is missing, in words
     * @return the exception to throw
     */
    public static RuntimeException aborted(String why) {
        return maker().makeAborted(why);
    }

    private static String story(Recorded on) {
        return "\n\n" + on.journal().timeline() + "\n";
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
