package io.github.windsock.server.internal.session;

import io.github.windsock.journal.internal.Events;
import java.util.ArrayList;
import java.util.List;

/** Keeps back what a session would read while the test has stalled it. */
final class StallGate {
    private final SessionState state;
    private final List<Runnable> keptBack = new ArrayList<>(); // guarded by the session's lock
    private volatile boolean stalled;

    StallGate(SessionState state) {
        this.state = state;
    }

    /** While stalled, what was asked for before comes later; it is one frame at most, and one demand. */
    boolean isKeptBack(Runnable what) {
        synchronized (state) {
            if (stalled) {
                keptBack.add(what);
            }
            return stalled;
        }
    }

    boolean isStalled() {
        return stalled;
    }

    void stall() {
        synchronized (state) {
            if (!stalled && !state.isOver()) {
                stalled = true;
                state.log().record(Events.fault("stall", "ServerConnection.stall()"));
            }
        }
    }

    /** Ends it; returns what was kept back meanwhile. */
    List<Runnable> resume() {
        synchronized (state) {
            if (!stalled) {
                return List.of();
            }
            stalled = false;
            state.log().record(Events.note("resume", "ServerConnection.resume()"));
            List<Runnable> tasks = List.copyOf(keptBack);
            keptBack.clear();
            return tasks;
        }
    }
}
