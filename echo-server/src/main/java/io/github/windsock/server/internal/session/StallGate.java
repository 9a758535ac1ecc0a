package io.github.windsock.server.internal.session;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a session reads and sends. A stalled session keeps back what it would read; in a black hole it reads, and
 * drops what it reads and what it is to send.
 */
final class StallGate {
    private final SessionState state;
    private final List<Runnable> keptBack = new ArrayList<>(); // guarded by the session's lock
    private volatile boolean stalled;
    private volatile boolean isBlackHole;
    private volatile String since = ""; // what shut it
    private int lostFromClient; // guarded by the session's lock
    private int lostToClient; // guarded by the session's lock

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

    /** Returns whether nothing passes that the client could answer. */
    boolean isShut() {
        return stalled || isBlackHole;
    }

    boolean isBlackHole() {
        return isBlackHole;
    }

    /** Returns why it is unknown what the client still sends, if the gate is shut. */
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

    /** Loses from now on what comes and what goes. */
    void swallow(Event fault, String order) {
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

    /** Ends it; returns what was kept back meanwhile. */
    List<Runnable> resume() {
        synchronized (state) {
            if (!isShut()) {
                return List.of();
            }
            stalled = false;
            isBlackHole = false;
            noteLost();
            state.log().record(Events.note("resume", "ServerConnection.resume()"));
            List<Runnable> tasks = List.copyOf(keptBack);
            keptBack.clear();
            return tasks;
        }
    }

    /** Tells what was lost, once that is all. */
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
