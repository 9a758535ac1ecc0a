package io.github.windsock.server.internal.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does something when a session has been idle for some time; without an order it costs a look at a field. */
final class IdleTimer {
    private final SessionState state;
    private volatile @Nullable Runnable whenIdle;
    private Duration time = Duration.ZERO; // guarded by the session's lock
    private Runnable timer = () -> {}; // guarded by the session's lock

    IdleTimer(SessionState state) {
        this.state = state;
    }

    void start(Duration longest, Runnable then) {
        synchronized (state) {
            time = longest;
            whenIdle = then;
            restart();
        }
    }

    void restart() {
        Runnable then = whenIdle;
        if (then != null) {
            synchronized (state) {
                timer.run();
                timer = state.link().schedule(time, then);
            }
        }
    }
}
