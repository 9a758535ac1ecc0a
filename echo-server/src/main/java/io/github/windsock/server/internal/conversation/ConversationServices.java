package io.github.windsock.server.internal.conversation;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Event;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services that a session offers its conversations. May be used from any thread; never blocks. */
public interface ConversationServices {

    /** Asks for the next frame; without it the client is slowed down by TCP. */
    void demand();

    /**
     * Runs a task later, on the conversation's thread.
     *
     * @param what whose timer it is, as Java
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(String what, Duration delay, Runnable task);

    /** Runs a task later as {@link #schedule} does, but in real time whatever the timers run on: for limits. */
    Runnable limit(Duration delay, Runnable task);

    /** Returns whether timers run only when the test says that time has passed: until then nothing comes of them. */
    default boolean isDrivenByTest() {
        return false;
    }

    /** Tells that a pong changes what is planned: where the test lets time pass, it is waited for. */
    default void mindPongs() {}

    /**
     * Runs a task on the conversation's thread, at once if that is the current one.
     *
     * @param task must not block
     */
    void execute(Runnable task);

    /**
     * Runs code of the user's where it may block, and then a task on the conversation's thread. If the code throws, that is
     * recorded, the connection is closed with 1011, and the task never runs.
     *
     * @param where what the code is, for the journal
     * @param code the user's
     * @param then is given the result
     * @param <T> the type of the result
     */
    <T> void ask(String where, Supplier<T> code, Consumer<T> then);

    /**
     * Records what is not a frame, such as a fault.
     *
     * @param event the event
     */
    void record(Event event);

    /**
     * Fails the test at the next strict check.
     *
     * @param what what went wrong, in words of several lines
     */
    void fail(String what);

    /**
     * Sets the pace of the connection's bytes, from now on.
     *
     * @param what which one
     * @param bytes its value, 0 for none
     */
    default void pace(Pace what, int bytes) {}

    /**
     * Delays what the client sends, from now on, on the conversation's thread.
     *
     * @param delay how late it comes; null to end that, and to have come what is late
     */
    default void delayInput(@Nullable VaryingDelay delay) {}

    /** Tells that {@link Conversation#unfinished()} has changed. */
    void changed();

    /**
     * Counts what a behavior keeps to send it later among the memory that the connection takes.
     *
     * @param bytes how many more, negative for less
     */
    default void keep(long bytes) {}

    /** Returns the name of the party, such as {@code server#1}. */
    String name();

    /** Returns what users see of the connection. */
    Object connection();

    /** Returns the opening handshake with its answer. */
    Handshake handshake();

    /** Returns whether the connection has ended. */
    boolean isOver();

    /** Tells that a rule has taken a message. */
    default void took(NumberedRule rule) {}

    /** Returns the scripts of the server that have begun. */
    RunningScripts scripts();

    /** Returns the rooms of the server. */
    Rooms rooms();

    /** Returns the seed of what happens by chance: the journal's, where that has one. */
    default long seed() {
        return SeededChance.SEED;
    }
}
