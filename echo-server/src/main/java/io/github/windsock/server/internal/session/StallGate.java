package io.github.windsock.server.internal.session;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a session reads and sends. A stalled session postpones what it would read, and later reads it in
 * order. A black hole drops what is read and what should be sent.
 */
final class StallGate {
    private final SessionState state;
    private final Queue<Runnable> postponed = new ArrayDeque<>(); // guarded by the session's lock
    private volatile boolean stalled;
    private volatile boolean postpones; // it is stalled, or what was postponed has not run yet
    private volatile boolean isBlackHole;
    private volatile String since = ""; // the cause
    private boolean endComes; // guarded by the session's lock
    private int lostFromClient; // guarded by the session's lock
    private int lostToClient; // guarded by the session's lock

    StallGate(SessionState state) {
        this.state = state;
    }

    /**
     * Postpones a task while stalled, and then behind what was postponed; returns whether it did. Usually that is one
     * frame or one demand. When writing has failed, frames arrive without a demand.
     */
    boolean postpone(Runnable what) {
        synchronized (state) {
            if (postpones) {
                postponed.add(what);
            }
            return postpones;
        }
    }

    /** Postpones a task behind tasks that were postponed, if there are any; returns whether it did. */
    boolean postponeBehind(Runnable what) {
        synchronized (state) {
            boolean hasSome = !postponed.isEmpty();
            if (hasSome) {
                postponed.add(what);
            }
            return hasSome;
        }
    }

    /**
     * Postpones the end of the connection behind what was postponed and is about to be read; returns whether it did. A
     * stalled session reads nothing before the end. From then on it cannot stall.
     */
    boolean postponeEnd(Runnable end) {
        synchronized (state) {
            endComes = !stalled && postponeBehind(end);
            return endComes;
        }
    }

    /** Tells whether tasks have to be postponed. Takes no lock, unlike {@link #postpone}. */
    boolean postpones() {
        return postpones;
    }

    /** Tells whether it does not read. */
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
            if (!stalled && !endComes && !state.isOver()) {
                stalled = true;
                postpones = true;
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

    /** Opens the gate; returns whether {@linkplain #next postponed tasks} are to be run now. */
    boolean resume() {
        synchronized (state) {
            if (!isShut() || state.isOver()) {
                return false;
            }
            stalled = false;
            isBlackHole = false;
            postpones = !postponed.isEmpty();
            noteLost();
            state.log().record(Events.note("resume", "ServerConnection.resume()"));
            return postpones;
        }
    }

    /** Returns the next task that was postponed, to be run; null if there is none, or if it is stalled again. */
    @Nullable
    Runnable next() {
        synchronized (state) {
            Runnable next = stalled ? null : postponed.poll();
            postpones = stalled || !postponed.isEmpty();
            return next;
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
