package io.github.windsock.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a thread logs to {@code io.github.windsock}; without a library, Java's own logging is where that ends. */
final class Warnings extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.github.windsock"); // kept, or it may be collected

    private final Thread thread = Thread.currentThread();
    private final List<String> messages = new ArrayList<>();

    private Warnings() {}

    /** Returns what is logged while something is done, but not what tests on other threads log meanwhile. */
    static List<String> during(Runnable task) {
        Warnings warnings = new Warnings();
        LOGGER.addHandler(warnings);
        try {
            task.run();
        } finally {
            LOGGER.removeHandler(warnings);
        }
        return warnings.messages;
    }

    @Override
    public void publish(LogRecord warning) {
        if (Thread.currentThread() == thread) {
            messages.add(warning.getLevel() + " " + warning.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
