package io.github.windsock.server.internal.clock;

/** Detects the threads on which code of a behavior runs: waiting there for all behaviors would be a deadlock. */
public final class BehaviorCode {
    private static final ThreadLocal<Boolean> RUNS = new ThreadLocal<>();

    private BehaviorCode() {}

    /** Returns the task as one that runs code of a behavior. */
    public static Runnable of(Runnable task) {
        return () -> {
            RUNS.set(true);
            try {
                task.run();
            } finally {
                RUNS.remove();
            }
        };
    }

    static boolean isRunning() {
        return RUNS.get() != null;
    }
}
