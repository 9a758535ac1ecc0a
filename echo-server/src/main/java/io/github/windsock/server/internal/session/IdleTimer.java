package io.github.windsock.server.internal.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task when a session has been idle for a time. The pings of fences do not count as traffic. While the session
 * does not read, nobody knows whether the client sends, so the time begins again.
 */
final class IdleTimer {
    private final SessionState state;
    private final ServerSession session;
    private volatile @Nullable Runnable whenIdle;
    private Duration time = Duration.ZERO; // guarded by the session's lock
    private String what = ""; // guarded by the session's lock
    private long starts; // guarded by the session's lock
    private @Nullable Runnable timer; // guarded by the session's lock

    IdleTimer(SessionState state, ServerSession session) {
        this.state = state;
        this.session = session;
    }

    /**
     * Starts or restarts it.
     *
     * @param whose the behavior of the timer, as a Java expression
     * @param then runs under the session's lock
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
            if (whenIdle != null) {
                cancel();
                long number = ++starts;
                timer = session.services().schedule(what, time, () -> elapse(number));
            }
        }
    }

    /** Runs the task, unless a frame was sent on another thread since the time was over. */
    private void elapse(long number) {
        synchronized (state) {
            Runnable then = whenIdle;
            if (then == null || number != starts) {
                return;
            }
            if (session.services().awaitsFrame()) {
                then.run();
            } else {
                restart();
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
