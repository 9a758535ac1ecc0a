package io.github.windsock.journal.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Marks the threads on which waiting would be a deadlock: page event loops and server engines.
 *
 * @since 1.0
 */
public final class LoopThread {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    /** Runs the main loop of a server's engine, or of a client's, which uses the same threads. */
    public static final Consumer<Runnable> ENGINE = loop -> run("a thread of the server's engine", loop);

    private LoopThread() {}

    /**
     * Runs a task during which the current thread must not wait on a journal.
     *
     * @param name the name of the thread for messages, such as {@code the event loop of page#1}
     * @param task the task
     */
    public static void run(String name, Runnable task) {
        String before = CURRENT.get();
        CURRENT.set(name);
        try {
            task.run();
        } finally {
            restore(before);
        }
    }

    /**
     * Throws if the current thread must not wait.
     *
     * @throws IllegalStateException while {@link #run} runs a task on this thread
     */
    public static void refuseToWait() {
        String name = CURRENT.get();
        if (name != null) {
            throw new IllegalStateException("cannot wait on " + name
                    + ": what is waited for could never happen; assert in the test's thread, or look without waiting");
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
