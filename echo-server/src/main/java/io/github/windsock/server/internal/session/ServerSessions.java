package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The open connections of a server, and how to end them together. */
public final class ServerSessions {
    /** How long a client may take to answer a Close frame. */
    private static final Duration CLOSE_ANSWER = Duration.ofMillis(250);

    /** How long the engine may take to end the next connection. Long, for overloaded machines; it is rarely reached. */
    private static final Duration OWN_END = Duration.ofSeconds(5);

    private final Set<ServerSession> open = ConcurrentHashMap.newKeySet(); // also the lock that is notified
    private volatile @Nullable Consumer<ServerSession> whenAdded;

    /**
     * Sets an action for sessions that are added from now on. A session that is being added may get it although it is
     * open.
     */
    public void whenAdded(Consumer<ServerSession> action) {
        whenAdded = action;
    }

    public void add(ServerSession session) {
        open.add(session);
        Consumer<ServerSession> action = whenAdded;
        if (action != null) {
            action.accept(session);
        }
    }

    public void ended(ServerSession session) {
        synchronized (open) {
            open.remove(session);
            open.notifyAll();
        }
    }

    public Set<ServerSession> open() {
        return Set.copyOf(open);
    }

    /** Suspends the delay of what clients send, or resumes it. */
    public void suspendDelays(boolean suspends) {
        if (!open.isEmpty()) {
            open.forEach(session -> session.suspendDelay(suspends));
        }
    }

    /** Resets all open sessions. */
    public void reset(String order) {
        Set<ServerSession> sessions = open();
        sessions.forEach(session -> session.reset(order));
        awaitEnds(sessions, OWN_END);
    }

    /** Ends all sessions, and those that are added later. */
    public void endAll(String reason) {
        whenAdded(session -> session.close(new CloseStatus(1001, reason)));
        end(open, reason);
    }

    /** Closes sessions with 1001, waits for their answers for a moment, and ends them. */
    public void end(Set<ServerSession> sessions, String reason) {
        if (sessions.isEmpty()) {
            return; // as at the end of most tests
        }
        CloseStatus status = new CloseStatus(1001, reason);
        sessions.forEach(session -> session.suspendDelay(true));
        sessions.forEach(session -> session.close(status));
        awaitEnds(sessions.stream().filter(session -> !session.isShut()).collect(Collectors.toSet()), CLOSE_ANSWER);
        sessions.forEach(ServerSession::abandon);
        awaitEnds(sessions, OWN_END);
    }

    /** Waits until sessions have ended; the timeout starts again each time that one ends. */
    private void awaitEnds(Set<ServerSession> sessions, Duration timeout) {
        synchronized (open) {
            long before = Long.MAX_VALUE;
            long deadline = 0;
            for (long left = left(sessions); left > 0; left = left(sessions)) {
                if (left < before) {
                    before = left;
                    deadline = System.nanoTime() + timeout.toNanos();
                }
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(open, nanos);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the others end without the closing handshake
                    return;
                }
            }
        }
    }

    private long left(Set<ServerSession> sessions) {
        return sessions.stream().filter(open::contains).count();
    }
}
