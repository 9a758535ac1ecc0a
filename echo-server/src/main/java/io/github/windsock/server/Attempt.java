package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.behavior.HandshakeDecision;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.handshake.AttemptState;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A client's attempt to connect, as the server sees it: an HTTP request that asks for a WebSocket.
 *
 * <p>All methods may be called from any thread, and none of them waits.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Attempt implements Recorded {
    private final AttemptState inside;

    private Attempt(AttemptState inside) {
        this.inside = inside;
    }

    /** Returns the attempt that users see. */
    static Attempt of(AttemptState inside) {
        return (Attempt) inside.view().get(() -> new Attempt(inside));
    }

    /**
     * Returns the name that the journal gives the attempt, and the connection that it becomes.
     *
     * @return such as {@code server#1}
     */
    public String name() {
        return inside.log().name();
    }

    /**
     * Returns the number of the attempt, and of the connection that it becomes: in the timeline both ends bear it.
     *
     * @return the number, from 1
     */
    public int number() {
        return inside.log().number();
    }

    PartyLog log() {
        return inside.log();
    }

    @Override
    public Journal journal() {
        return inside.log().journal();
    }

    /**
     * Returns what the client asked for and, once there is one, the server's answer.
     *
     * @return the handshake so far
     */
    public Handshake handshake() {
        return inside.handshake();
    }

    /**
     * Returns when the server saw the attempt.
     *
     * @return the time since the start of the journal
     */
    public Duration time() {
        return inside.entry().time();
    }

    /**
     * Returns the connection that the attempt became.
     *
     * @return the connection, empty if the attempt was refused or is not answered yet
     */
    public Optional<ServerConnection> connection() {
        return inside.session().map(ServerConnection::of);
    }

    /**
     * Returns when the attempt failed or its connection ended, whatever ended it. An attempt without an answer ends when its
     * client leaves, or the server does.
     *
     * @return the time since the start of the journal, empty while it is open or waits for its answer
     */
    public Optional<Duration> end() {
        return inside.log().closedBy().map(Entry::time);
    }

    /**
     * Opens the connection, for an attempt that {@link Behaviors#ask()} left to the test. It stays silent: the test speaks.
     *
     * @return the connection
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has left
     */
    public ServerConnection accept() {
        return accept(Behaviors.silent());
    }

    /**
     * Opens the connection, for an attempt that {@link Behaviors#ask()} left to the test.
     *
     * @param behavior what happens on it
     * @return the connection
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has left
     * @throws IllegalArgumentException if the behavior does not open a connection at once
     */
    public ServerConnection accept(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        Plan plan = behavior.plan();
        boolean opens = plan.talks()
                && plan.receive() instanceof HandshakeDecision.Accepted accepted
                && accepted.options().delay().isZero();
        if (!opens) {
            throw new IllegalArgumentException(
                    behavior + " does not open a connection at once; use answer(" + behavior + ")");
        }
        answer(behavior);
        return connection().orElseThrow(() -> new IllegalStateException(name() + " was not accepted"));
    }

    /**
     * Refuses the attempt, if {@link Behaviors#ask()} left it to the test.
     *
     * @param status the HTTP status, 200 to 599
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has left
     * @throws IllegalArgumentException if the status is out of its limits
     */
    public void refuse(int status) {
        answer(Behaviors.refuse(status));
    }

    /**
     * Answers the attempt, if {@link Behaviors#ask()} left it to the test.
     *
     * @param behavior the answer
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has left
     * @throws IllegalArgumentException if the behavior is {@code ask()} or takes turns
     */
    public void answer(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        inside.answer(behavior.plan());
    }

    /**
     * Ends an attempt that waits for its answer, from the test or from a behavior, by RST. Does nothing if it has
     * been answered, or if its client has left.
     */
    public void reset() {
        inside.reset();
    }

    /** Returns the request and the status of the answer, such as {@code GET /chat 101}. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
