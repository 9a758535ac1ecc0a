package io.github.windsock.server.internal.handshake;

import io.github.windsock.ReadyState;
import io.github.windsock.server.internal.session.ServerSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps a limited number of the latest connections and attempts of a server, so that the memory of a server that runs
 * for days stays bounded.
 */
public final class ConnectionLog {
    private static final int KEPT_WITHOUT_ATTEMPT = 20;
    private static final int KEPT_BEFORE = 3;

    private final int kept;

    // All guarded by this.
    private final Deque<AttemptState> attempts = new ArrayDeque<>();
    private final Deque<ServerSession> connections = new ArrayDeque<>();
    private final Deque<ServerSession> unclaimed = new ArrayDeque<>();
    private final Deque<AttemptState> unclaimedAttempts = new ArrayDeque<>();
    private final Deque<String> withoutAttempt = new ArrayDeque<>();
    private final Deque<String> before = new ArrayDeque<>();
    private int forgotten;
    private int forgottenAttempts;
    private int asked; // the number of attempts that the test has asked for, from the first on

    public ConnectionLog(int kept) {
        this.kept = kept;
    }

    public synchronized void add(AttemptState attempt) {
        if (add(attempts, attempt, kept)) {
            forgottenAttempts++;
        }
        add(unclaimedAttempts, attempt, kept);
    }

    public synchronized void add(ServerSession connection) {
        if (add(connections, connection, kept)) {
            forgotten++;
        }
        add(unclaimed, connection, kept);
    }

    synchronized void addWithoutAttempt(String what) {
        add(withoutAttempt, what, KEPT_WITHOUT_ATTEMPT);
    }

    private static <T> boolean add(Deque<T> to, T one, int limit) {
        boolean full = to.size() == limit;
        if (full) {
            to.removeFirst();
        }
        to.addLast(one);
        return full;
    }

    /** Returns the latest connections from before the current window. */
    synchronized List<String> before() {
        return List.copyOf(before);
    }

    /** Starts a window: removes ended connections and all attempts, and makes open connections unclaimed again. */
    public synchronized void beginWindow() {
        before.clear();
        attempts.stream().skip(Math.max(0, attempts.size() - KEPT_BEFORE)).forEach(each -> before.add(each.toString()));
        attempts.clear();
        forgottenAttempts = 0;
        asked = 0;
        unclaimedAttempts.clear();
        withoutAttempt.clear();
        connections.removeIf(connection -> connection.log().readyState() == ReadyState.CLOSED);
        unclaimed.clear();
        unclaimed.addAll(connections);
        connections.forEach(connection -> connection.log().note(null)); // of a behavior of the last window
        forgotten = 0;
    }

    public synchronized List<AttemptState> attempts() {
        return List.copyOf(attempts);
    }

    public synchronized List<ServerSession> connections() {
        return List.copyOf(connections);
    }

    public synchronized Optional<ServerSession> connection(int n) {
        return connections.stream()
                .skip(Math.max(0, n - 1L - forgotten))
                .findFirst()
                .filter(found -> n > forgotten);
    }

    synchronized List<ServerSession> unclaimed() {
        return List.copyOf(unclaimed);
    }

    /** Claims the oldest unclaimed connection that is wanted, if its behavior has performed its first actions. */
    synchronized Optional<ServerSession> claimConnection(Predicate<ServerSession> isWanted) {
        Optional<ServerSession> oldest =
                unclaimed.stream().filter(isWanted).findFirst().filter(ServerSession::hasBegun);
        oldest.ifPresent(this::claim);
        return oldest;
    }

    private void claim(ServerSession connection) {
        int place = 0;
        for (AttemptState attempt : attempts) {
            place++;
            if (attempt.session().orElse(null) == connection) {
                askFor(place);
            }
        }
        unclaimed.remove(connection);
    }

    /** Counts the attempt at an index, and all before it, as asked for. */
    private void askFor(int place) {
        asked = Math.max(asked, forgottenAttempts + place);
    }

    private int placeOf(AttemptState wanted) {
        int place = 0;
        for (AttemptState attempt : attempts) {
            place++;
            if (attempt == wanted) {
                return place;
            }
        }
        return 0;
    }

    /** Claims and returns all attempts if there are at least {@code n}. */
    synchronized Optional<List<AttemptState>> claimAttempts(int n) {
        if (attempts.size() < n) {
            return Optional.empty();
        }
        asked = forgottenAttempts + attempts.size();
        return Optional.of(List.copyOf(attempts));
    }

    /** Claims and returns all attempts if there are exactly {@code n}. */
    public synchronized Optional<List<AttemptState>> claimExactly(int n) {
        return attempts.size() == n ? claimAttempts(n) : Optional.empty();
    }

    /** Returns the attempts that the test has not asked for. */
    public synchronized List<AttemptState> unclaimedAttempts() {
        return attempts.stream().skip(Math.max(0, asked - forgottenAttempts)).toList();
    }

    /** Claims the oldest unclaimed attempt. */
    synchronized Optional<AttemptState> claimAttempt() {
        AttemptState oldest = unclaimedAttempts.pollFirst();
        if (oldest == null) {
            return Optional.empty();
        }
        askFor(placeOf(oldest));
        return Optional.of(oldest);
    }

    synchronized List<String> withoutAttempt() {
        return List.copyOf(withoutAttempt);
    }
}
