package io.github.windsock.server.internal.conversation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells whether a conversation still runs, and cancels its timers when it ends. */
final class Revocation {
    private final @Nullable Revocation outer;
    private final Set<Runnable> timers = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;
    private volatile boolean failed;

    /** Creates a revocation that is also revoked with the outer one, if there is one. */
    Revocation(@Nullable Revocation outer) {
        this.outer = outer;
    }

    /** Called on the conversation's thread. */
    void revoke() {
        revoked = true;
        if (!timers.isEmpty()) {
            timers.forEach(Runnable::run);
            timers.clear();
        }
    }

    boolean isRevoked() {
        return revoked || (outer != null && outer.isRevoked());
    }

    /** Says that the conversation has thrown. */
    void fails() {
        failed = true;
    }

    boolean hasFailed() {
        return failed || (outer != null && outer.hasFailed());
    }

    void unlessRevoked(Runnable task) {
        if (!isRevoked()) {
            task.run();
        }
    }

    /**
     * Starts a timer that is cancelled when this is revoked.
     *
     * @param start starts the timer with the task that it gets; returns what cancels it
     * @return cancels the timer
     */
    Runnable start(Runnable task, Function<Runnable, Runnable> start) {
        Timer timer = new Timer(task);
        add(timer);
        timer.stopper = start.apply(timer::elapse);
        return timer;
    }

    private void add(Timer timer) {
        timers.add(timer);
        if (outer != null) {
            outer.add(timer);
        }
    }

    private void remove(Timer timer) {
        timers.remove(timer);
        if (outer != null) {
            outer.remove(timer);
        }
    }

    /** A timer. Running it cancels it. */
    private final class Timer implements Runnable {
        private final Runnable task;
        private volatile Runnable stopper = () -> {};

        Timer(Runnable task) {
            this.task = task;
        }

        void elapse() {
            remove(this);
            unlessRevoked(task);
        }

        @Override
        public void run() {
            remove(this);
            stopper.run();
        }
    }
}
