package io.github.windsock.server.internal.session;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a session reads and sends. A stalled session postpones what it would read. A black hole drops what
 * is read and what should be sent.
 */
final class StallGate {
    private final SessionState state;
    private final List<Runnable> postponed = new ArrayList<>(); // guarded by the session's lock
    private volatile boolean stalled;
    private volatile boolean isBlackHole;
    private volatile String since = ""; // the cause
    private int lostFromClient; // guarded by the session's lock
    private int lostToClient; // guarded by the session's lock

    StallGate(SessionState state) {
        this.state = state;
    }

    /** Postpones a task while stalled, and returns whether it did. There are at most one frame and one demand. */
    boolean postpone(Runnable what) {
        synchronized (state) {
            if (stalled) {
                postponed.add(what);
            }
            return stalled;
        }
    }

    /** Tells whether tasks have to be postponed. */
    boolean isStalled() {
        return stalled;
    }

    /** Tells whether it is stalled or a black hole, so that no answer of the client is seen. */
    boolean isShut() {
        return stalled || isBlackHole;
    }

    boolean isBlackHole() {
        return isBlackHole;
    }

    /** Returns why the client's input is unknown, if the gate is shut. */
    Optional<String> obstacle() {
        return isShut()
                ? Optional.of((stalled ? "does not read since " : "is a black hole since ") + since)
                : Optional.empty();
    }

    /** Stops reading. */
    void stall(Event fault, String order) {
        synchronized (state) {
            if (!stalled && !state.isOver()) {
                stalled = true;
                since = order;
                state.log().record(fault);
            }
        }
    }

    /** Becomes a black hole. */
    void becomeBlackHole(Event fault, String order) {
        synchronized (state) {
            if (!isBlackHole && !state.isOver()) {
                isBlackHole = true;
                since = order;
                state.log().record(fault);
            }
        }
    }

    void lostFromClient() {
        synchronized (state) {
            lostFromClient++;
        }
    }

    void lostToClient() {
        synchronized (state) {
            lostToClient++;
        }
    }

    /** Opens the gate; returns the tasks that were postponed. */
    List<Runnable> resume() {
        synchronized (state) {
            if (!isShut() || state.isOver()) {
                return List.of();
            }
            stalled = false;
            isBlackHole = false;
            noteLost();
            state.log().record(Events.note("resume", "ServerConnection.resume()"));
            List<Runnable> tasks = List.copyOf(postponed);
            postponed.clear();
            return tasks;
        }
    }

    /** Records what was lost so far. */
    void noteLost() {
        synchronized (state) {
            if (lostFromClient + lostToClient > 0) {
                String frames = "frames from the client: " + lostFromClient + ", to it: " + lostToClient;
                state.log().record(Events.note("lost in a black hole", frames));
                lostFromClient = 0;
                lostToClient = 0;
            }
        }
    }
}
