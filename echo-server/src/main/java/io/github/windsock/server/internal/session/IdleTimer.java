package io.github.windsock.server.internal.session;

import io.github.windsock.server.internal.conversation.ConversationServices;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task when a session has been idle for a time. If it is not used, it costs one field access. The pings of
 * fences do not count as traffic.
 */
final class IdleTimer {
    private final SessionState state;
    private final Supplier<ConversationServices> services;
    private volatile @Nullable Runnable whenIdle;
    private Duration time = Duration.ZERO; // guarded by the session's lock
    private String what = ""; // guarded by the session's lock
    private Runnable timer = () -> {}; // guarded by the session's lock

    IdleTimer(SessionState state, Supplier<ConversationServices> services) {
        this.state = state;
        this.services = services;
    }

    /**
     * Starts or restarts it.
     *
     * @param whose the behavior of the timer, as a Java expression
     */
    void start(String whose, Duration longest, Runnable then) {
        services.get().requirePongs();
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
                timer.run();
                timer = services.get().schedule(what, time, then);
            }
        }
    }

    void stop() {
        synchronized (state) {
            whenIdle = null;
            timer.run();
        }
    }
}
