package io.github.windsock.server.internal.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task when a session has been idle for a time. The pings of fences do not count as traffic.
 */
final class IdleTimer {
    private final SessionState state;
    private final ServerSession session;
    private volatile @Nullable Runnable whenIdle;
    private Duration time = Duration.ZERO; // guarded by the session's lock
    private String what = ""; // guarded by the session's lock
    private @Nullable Runnable timer; // guarded by the session's lock

    IdleTimer(SessionState state, ServerSession session) {
        this.state = state;
        this.session = session;
    }

    /**
     * Starts or restarts it.
     *
     * @param whose the behavior of the timer, as a Java expression
     */
    void start(String whose, Duration longest, Runnable then) {
        session.services().requirePongs();
        synchronized (state) {
            what = whose;
            time = longest;
            whenIdle = then;
            restart();
        }
    }

    void restart() {
        if (whenIdle == null) {
            return;
        }
        synchronized (state) {
            Runnable then = whenIdle;
            if (then != null) {
                cancel();
                timer = session.services().schedule(what, time, then);
            }
        }
    }

    void stop() {
        synchronized (state) {
            whenIdle = null;
            cancel();
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.run();
        }
    }
}
