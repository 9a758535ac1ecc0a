package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connections of a server that are open, and how they end together. */
final class ServerSessions {
    private static final Duration FAREWELL = Duration.ofMillis(250);

    private final Set<ServerSession> open = ConcurrentHashMap.newKeySet(); // also the lock that is notified
    private volatile Consumer<ServerSession> welcome = session -> {};

    /** Says what happens to every session that is accepted from now on; one that comes in this moment may be in both. */
    void welcome(Consumer<ServerSession> how) {
        welcome = how;
    }

    void add(ServerSession session) {
        open.add(session);
        welcome.accept(session);
    }

    void ended(ServerSession session) {
        synchronized (open) {
            open.remove(session);
            open.notifyAll();
        }
    }

    Set<ServerSession> open() {
        return Set.copyOf(open);
    }

    /** Resets all that are open. */
    void reset(String order) {
        Set<ServerSession> sessions = open();
        sessions.forEach(session -> session.reset(order));
        awaitEnds(sessions);
    }

    /** Ends all, those who come too late among them. */
    void endAll(String reason) {
        welcome(session -> session.close(new CloseStatus(1001, reason)));
        end(open, reason);
    }

    /** Says 1001 to sessions, lets them answer for a moment, and ends them. */
    void end(Set<ServerSession> sessions, String reason) {
        CloseStatus status = new CloseStatus(1001, reason);
        sessions.forEach(session -> session.close(status));
        awaitEnds(sessions);
        sessions.forEach(ServerSession::abandon);
        awaitEnds(sessions);
    }

    private void awaitEnds(Set<ServerSession> sessions) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        synchronized (open) {
            long left = FAREWELL.toNanos();
            while (!Collections.disjoint(open, sessions) && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(open, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the rest is ended without a farewell
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }
}
