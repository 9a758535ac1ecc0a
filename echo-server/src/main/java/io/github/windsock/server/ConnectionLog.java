package io.github.windsock.server;

import io.github.windsock.ReadyState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Remembers who came to a server, the latest of each kind, so that a server that runs for days stays small. */
final class ConnectionLog {
    private static final int KEPT_STRAYS = 20;

    private final int kept;

    // All guarded by this.
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private final Deque<ServerConnection> connections = new ArrayDeque<>();
    private final Deque<ServerConnection> unclaimed = new ArrayDeque<>();
    private final Deque<Attempt> unclaimedAttempts = new ArrayDeque<>();
    private final Deque<String> strays = new ArrayDeque<>();
    private int forgotten;

    ConnectionLog(int kept) {
        this.kept = kept;
    }

    synchronized void add(Attempt attempt) {
        add(attempts, attempt, kept);
        add(unclaimedAttempts, attempt, kept);
    }

    synchronized void add(ServerConnection connection) {
        if (add(connections, connection, kept)) {
            forgotten++;
        }
        add(unclaimed, connection, kept);
    }

    synchronized void addStray(String what) {
        add(strays, what, KEPT_STRAYS);
    }

    private static <T> boolean add(Deque<T> to, T one, int limit) {
        boolean full = to.size() == limit;
        if (full) {
            to.removeFirst();
        }
        to.addLast(one);
        return full;
    }

    /** Forgets what is over; connections that are still open can be had again. */
    synchronized void beginWindow() {
        attempts.clear();
        unclaimedAttempts.clear();
        strays.clear();
        connections.removeIf(connection -> connection.readyState() == ReadyState.CLOSED);
        unclaimed.clear();
        unclaimed.addAll(connections);
        forgotten = 0;
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized List<ServerConnection> connections() {
        return List.copyOf(connections);
    }

    synchronized Optional<ServerConnection> connection(int n) {
        return connections.stream()
                .skip(Math.max(0, n - 1L - forgotten))
                .findFirst()
                .filter(found -> n > forgotten);
    }

    /** Returns the oldest connection that was not returned before, when its behavior has done what it does first. */
    synchronized Optional<ServerConnection> claimConnection() {
        ServerConnection oldest = unclaimed.peekFirst();
        boolean isReady = oldest != null && oldest.session().hasBegun();
        return isReady ? Optional.ofNullable(unclaimed.pollFirst()) : Optional.empty();
    }

    /** Returns the oldest attempt that was not returned before. */
    synchronized Optional<Attempt> claimAttempt() {
        return Optional.ofNullable(unclaimedAttempts.pollFirst());
    }

    synchronized List<String> strays() {
        return List.copyOf(strays);
    }
}
