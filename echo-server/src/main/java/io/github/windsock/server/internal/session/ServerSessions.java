package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The connections of a server that are open, and how they end together. */
public final class ServerSessions {
    /** So long a client may take to answer. */
    private static final Duration CLOSE_ANSWER = Duration.ofMillis(250);

    /** So long the engine may take for the next of its own ends; on a starved machine that is long, and seldom reached. */
    private static final Duration OWN_END = Duration.ofSeconds(5);

    private final Set<ServerSession> open = ConcurrentHashMap.newKeySet(); // also the lock that is notified
    private volatile Consumer<ServerSession> whenAdded = session -> {};

    /** Says what happens to every session that is accepted from now on; one that comes in this moment may be in both. */
    public void whenAdded(Consumer<ServerSession> action) {
        whenAdded = action;
    }

    public void add(ServerSession session) {
        open.add(session);
        whenAdded.accept(session);
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

    /** Says whether what clients send is to come without the delay that behaviors give it. */
    public void hurry(boolean hurries) {
        open.forEach(session -> session.hurry(hurries));
    }

    /** Resets all that are open. */
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

    /** Says 1001 to sessions, lets them answer for a moment, and ends them. */
    public void end(Set<ServerSession> sessions, String reason) {
        if (sessions.isEmpty()) {
            return; // as at the end of most tests
        }
        CloseStatus status = new CloseStatus(1001, reason);
        sessions.forEach(session -> session.hurry(true));
        sessions.forEach(session -> session.close(status));
        awaitEnds(sessions.stream().filter(session -> !session.isShut()).collect(Collectors.toSet()), CLOSE_ANSWER);
        sessions.forEach(ServerSession::abandon);
        awaitEnds(sessions, OWN_END);
    }

    /** Waits while sessions end, for the next one no longer than is given. */
    private void awaitEnds(Set<ServerSession> sessions, Duration patience) {
        synchronized (open) {
            long before = Long.MAX_VALUE;
            long deadline = 0;
            for (long left = left(sessions); left > 0; left = left(sessions)) {
                if (left < before) {
                    before = left;
                    deadline = System.nanoTime() + patience.toNanos();
                }
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(open, nanos);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the rest is ended without a farewell
                    return;
                }
            }
        }
    }

    private long left(Set<ServerSession> sessions) {
        return sessions.stream().filter(open::contains).count();
    }
}
