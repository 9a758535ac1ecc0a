package io.github.windsock.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What a thread logs to {@code io.github.windsock}; without a library, Java's own logging is where that ends. It is printed
 * unless a test looks at it.
 */
final class Warnings extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.github.windsock"); // kept, or it may be collected

    private static final Set<Thread> LOOKING = ConcurrentHashMap.newKeySet();

    /** As each run in JUnit's test kit would say. */
    private static final String NO_FOLDER = "Writing outputs is disabled by default when using EngineTestKit";

    private static int filtering;

    private final Thread thread = Thread.currentThread();
    private final List<String> messages = new ArrayList<>();

    private Warnings() {}

    /** Returns what is logged while something is done, but not what tests on other threads log meanwhile. */
    static List<String> during(Runnable task) {
        Warnings warnings = new Warnings();
        LOGGER.addHandler(warnings);
        LOOKING.add(warnings.thread);
        try {
            return printingOnlyTheUnexpected(() -> {
                task.run();
                return warnings.messages;
            });
        } finally {
            LOOKING.remove(warnings.thread);
            LOGGER.removeHandler(warnings);
        }
    }

    /** Prints neither what a test looks at, nor that JUnit's test kit has no folder for reports, as each run there says. */
    static <T> T printingOnlyTheUnexpected(Supplier<T> task) {
        filter(1);
        try {
            return task.get();
        } finally {
            filter(-1);
        }
    }

    /** What prints is the JVM's, and must not keep this class: it may be in a loader that a test gets rid of. */
    private static synchronized void filter(int more) {
        filtering += more;
        for (Handler printer : Logger.getLogger("").getHandlers()) {
            printer.setFilter(filtering == 0 ? null : Warnings::isUnexpected);
        }
    }

    private static boolean isUnexpected(LogRecord warning) {
        return !LOOKING.contains(Thread.currentThread())
                && !String.valueOf(warning.getMessage()).contains(NO_FOLDER);
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
