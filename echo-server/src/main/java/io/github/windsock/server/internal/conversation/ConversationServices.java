package io.github.windsock.server.internal.conversation;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Event;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The services of a session for its conversations. Any thread may call them; none blocks. */
public interface ConversationServices {

    /** Asks for the next frame. Without a demand nothing is read, and TCP slows the client down. */
    void demand();

    /** Tells whether the next frame has been demanded, so that whatever the client sends is read. */
    default boolean awaitsFrame() {
        return true;
    }

    /**
     * Runs a task later, on the conversation's thread.
     *
     * @param what the behavior of the timer, as a Java expression
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Runnable schedule(String what, Duration delay, Runnable task);

    /** Runs a task later in real time, also with a test clock. For timeouts. */
    Runnable limit(Duration delay, Runnable task);

    /** Tells whether timers run only when the test advances the clock. */
    default boolean isDrivenByTest() {
        return false;
    }

    /** Declares that pongs restart a timer. Advancing a test clock then waits for pongs. */
    default void requirePongs() {}

    /**
     * Runs a task on the conversation's thread: at once if the current thread is that one.
     *
     * @param task must not block
     */
    void execute(Runnable task);

    /**
     * Runs code of the user on a worker thread, and then a task on the conversation's thread. If the code throws, the
     * exception is recorded, the connection is closed with 1011, and the task does not run.
     *
     * @param where the name of the code for the journal
     * @param code the user's code; may block
     * @param then receives the result
     * @param <T> the type of the result
     */
    <T> void ask(String where, Supplier<T> code, Consumer<T> then);

    /**
     * Records an event that is not a frame, such as a fault.
     *
     * @param event the event
     */
    void record(Event event);

    /**
     * Makes the next {@code verify()} of the server fail.
     *
     * @param what what went wrong; may have several lines
     */
    void fail(String what);

    /**
     * Sets a limit on the speed or the size of writes.
     *
     * @param what the limit
     * @param bytes its value; 0 for none
     */
    default void pace(Pace what, int bytes) {}

    /**
     * Delays what the client sends. On the conversation's thread.
     *
     * @param delay the delay
     */
    default void delayInput(VaryingDelay delay) {}

    /** Ends the delay of what the client sends; everything that is delayed arrives at once. On the conversation's thread. */
    default void endInputDelay() {}

    /** Reports that {@link Conversation#unfinished()} has changed. */
    void changed();

    /**
     * Counts bytes that a behavior keeps to send them later as memory of the connection.
     *
     * @param bytes the change in bytes, negative for less
     */
    default void keep(long bytes) {}

    /** Returns the name of the party, such as {@code server#1}. */
    String name();

    /** Returns the public view of the connection. */
    Object connection();

    /** Returns the opening handshake with its answer. */
    Handshake handshake();

    /** Tells whether the connection has ended. */
    boolean isOver();

    /** Reports that a rule has matched a message. */
    default void took(NumberedRule rule) {}

    /** Returns the running scripts of the server. */
    RunningScripts scripts();

    /** Returns the rooms of the server. */
    Rooms rooms();

    /** Returns the seed of random choices: that of the journal's settings, or else that of the JVM. */
    default long seed() {
        return SeededChance.SEED;
    }
}
