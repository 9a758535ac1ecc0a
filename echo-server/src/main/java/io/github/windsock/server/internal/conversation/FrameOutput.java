package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Event;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All that a behavior can do to a connection. It records each deed in the journal before the client can see its effect.
 * May be used from any thread; never blocks.
 */
public interface FrameOutput {

    /**
     * Sends a data frame, a ping or a pong. Does nothing but run {@code written} once the connection is closing.
     *
     * @param frame the frame
     * @param written runs when TCP has taken it, on any thread; waiting for that is what keeps memory bounded
     */
    void send(Frame frame, Runnable written);

    /**
     * Begins the closing handshake, or answers it. Does nothing if a Close frame was sent before.
     *
     * @param status the status, {@link CloseStatus#NO_STATUS} for an empty Close frame
     */
    void close(CloseStatus status);

    /**
     * Begins the closing handshake because of a message that is too long, and takes none any more: what still comes of
     * messages is skipped, and the client has the time to end what it is sending.
     *
     * @param limit the bytes of the longest message
     * @param remedy what raises the limit, for the journal
     */
    void refuse(long limit, String remedy);

    /**
     * Counts what a behavior keeps to send it later among the memory that the connection takes.
     *
     * @param bytes how many more, negative for less
     */
    default void keep(long bytes) {}

    /**
     * Ends the connection without a Close frame, by FIN after what was sent; by RST if the client does not take that.
     *
     * @param why what ordered it, for the journal
     */
    void drop(String why);

    /**
     * Ends the connection at once by RST.
     *
     * @param why what ordered it, for the journal
     */
    void reset(String why);

    /** Asks for the next frame; without it the client is slowed down by TCP. */
    void demand();

    /**
     * Runs a task later, on the conversation's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);

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

    /** Returns the name of the party, such as {@code server#1}. */
    String name();

    /** Returns the opening handshake with its answer. */
    Handshake handshake();

    /**
     * Records what is no frame, such as a fault.
     *
     * @param event the event
     */
    void record(Event event);

    /** Tells that {@link Conversation#unfinished()} has changed. */
    void changed();

    /** Returns the rooms of the server. */
    Rooms rooms();

    /** Returns the seed of what happens by chance: the journal's, where that has one. */
    default long seed() {
        return SeededChance.SEED;
    }

    /**
     * Fails the test at the next strict check.
     *
     * @param what what went wrong, in words of several lines
     */
    void complain(String what);
}
