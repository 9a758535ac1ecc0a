package io.github.windsock.server.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the test does to a connection, in the order of its calls. An action runs at once on the calling
 * thread. But while the behavior has not started, or an earlier action waits for the session's thread, it waits too and
 * runs there.
 */
final class OrderedActions {
    private final SessionState state;
    private final ServerSession session;

    // Guarded by the session's lock.
    private final Deque<WaitingAction> waiting = new ArrayDeque<>(); // the first one may be running
    private long bytes;
    private boolean begun;

    private volatile @Nullable WaitingAction first; // read without the lock
    private boolean isRunning; // only the session's thread uses it

    /** An action that waits: what it still is for a fence, the memory that it keeps, and what it does. */
    private record WaitingAction(String unfinished, long cost, Runnable action) {}

    OrderedActions(SessionState state, ServerSession session) {
        this.state = state;
        this.session = session;
    }

    /**
     * Runs an action that any thread may run.
     *
     * @param cost the memory that it keeps, in bytes
     */
    void run(long cost, Runnable action) {
        synchronized (state) {
            if (!begun || !waiting.isEmpty()) {
                add(new WaitingAction("what the test has done since", cost, action));
                return;
            }
        }
        action.run();
    }

    /**
     * Runs an action on the session's thread.
     *
     * @param unfinished what it is, for a fence that waits for it
     */
    void runOnThread(String unfinished, Runnable action) {
        boolean isNext;
        synchronized (state) {
            add(new WaitingAction(unfinished, 0, action));
            isNext = begun && waiting.size() == 1;
        }
        if (isNext) {
            state.link().execute(this::runWaiting);
        }
    }

    private void add(WaitingAction action) {
        waiting.add(action);
        bytes += action.cost();
        first = waiting.element();
    }

    /** Runs what waits, since the behavior has started. On the session's thread, like the next one. */
    void begin() {
        synchronized (state) {
            begun = true;
        }
        runWaiting();
    }

    /** Runs what waits. The first one is removed when it has run, so that no other overtakes it. */
    void runWaiting() {
        if (first == null || isRunning || !hasBegun()) {
            return;
        }
        isRunning = true;
        try {
            for (WaitingAction next = first; next != null; next = first) {
                run(next);
            }
        } finally {
            isRunning = false;
        }
        state.changed();
    }

    /**
     * Runs what waits, since the connection has ended: each action finds that, and records that it came too late. If an
     * action has ended the connection, the ones after it run before it returns.
     */
    void end() {
        synchronized (state) {
            begun = true;
        }
        WaitingAction next = nextAfterRunning();
        if (next == null) {
            return; // as on nearly all connections
        }
        for (; next != null; next = nextAfterRunning()) { // the test may add one meanwhile
            run(next);
        }
        state.changed();
    }

    private @Nullable WaitingAction nextAfterRunning() {
        synchronized (state) {
            Iterator<WaitingAction> left = waiting.iterator();
            if (isRunning && left.hasNext()) {
                left.next();
            }
            return left.hasNext() ? left.next() : null;
        }
    }

    private void run(WaitingAction next) {
        try {
            session.guarded(next.action());
        } finally {
            remove(next);
        }
    }

    private boolean hasBegun() {
        synchronized (state) {
            return begun;
        }
    }

    private void remove(WaitingAction done) {
        synchronized (state) {
            waiting.remove(done);
            bytes -= done.cost();
            first = waiting.peek();
        }
    }

    /** Returns the memory that waiting actions keep. */
    long bytes() {
        synchronized (state) {
            return bytes;
        }
    }

    /** Returns what waits, for a fence. Takes no lock. */
    Optional<String> unfinished() {
        return Optional.ofNullable(first).map(WaitingAction::unfinished);
    }
}
