package io.github.windsock.server.internal.conversation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records whether a conversation still runs, and cancels what it has planned when it ends. */
final class Revocation {
    private final @Nullable Revocation outer;
    private final Set<Runnable> timers = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** Makes one that ends with another one, if not before. */
    Revocation(@Nullable Revocation outer) {
        this.outer = outer;
    }

    /** To be called on the conversation's thread. */
    void revoke() {
        revoked = true;
        timers.forEach(Runnable::run);
        timers.clear();
    }

    boolean isRevoked() {
        return revoked || (outer != null && outer.isRevoked());
    }

    void unlessRevoked(Runnable task) {
        if (!isRevoked()) {
            task.run();
        }
    }

    /**
     * Starts a timer that is stopped when this is revoked.
     *
     * @param start is given what to run when the time has come, and returns what stops it
     * @return stops it
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

    /** Running it stops it. */
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
