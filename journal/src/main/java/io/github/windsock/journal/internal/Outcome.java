package io.github.windsock.journal.internal;

/**
 * How a wait ended.
 *
 * @param <T> the type of the value that was waited for
 * @since 1.0
 */
public sealed interface Outcome<T> {

    /** Why a wait of an interrupted thread misses what it waits for. */
    String INTERRUPTED = "interrupted while waiting";

    /**
     * The value was found, and its entries are claimed.
     *
     * @param value the value
     * @param <T> the type of the value
     */
    record Met<T>(T value) implements Outcome<T> {}

    /**
     * The value was not found, and nothing is claimed.
     *
     * @param why the reason, such as {@code after 5 s}
     * @param isInterrupted whether the thread was interrupted before the time was over
     * @param <T> the type of the value
     */
    record Missed<T>(String why, boolean isInterrupted) implements Outcome<T> {

        /** Creates the outcome of a wait that was not interrupted. */
        public Missed(String why) {
            this(why, false);
        }
    }

    /**
     * Returns the outcome of a wait whose thread was interrupted.
     *
     * @param <T> the type of the value
     * @return the outcome
     */
    static <T> Outcome<T> interrupted() {
        return new Missed<>(INTERRUPTED, true);
    }
}
