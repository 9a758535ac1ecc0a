package io.github.windsock.server.internal.clock;

/** Marks the threads that run a behavior's code, where waiting for all behaviors would be a deadlock. */
public final class BehaviorCode {
    private static final ThreadLocal<Boolean> RUNS = new ThreadLocal<>();

    private BehaviorCode() {}

    /** Marks the thread while it runs the task. */
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
