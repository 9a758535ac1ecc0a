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
 * A client's attempt to connect: an HTTP request with an opening handshake.
 *
 * <p>All methods may be called from any thread. None of them waits.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Attempt implements Recorded {
    private final AttemptState inside;

    private Attempt(AttemptState inside) {
        this.inside = inside;
    }

    /** Returns the public view of an attempt. */
    static Attempt of(AttemptState inside) {
        Object known = inside.view().known();
        return (Attempt) (known == null ? inside.view().keep(new Attempt(inside)) : known);
    }

    /**
     * Returns the name of the attempt in the journal. The connection that it becomes has the same name.
     *
     * @return the name, such as {@code server#1}
     */
    public String name() {
        return inside.log().name();
    }

    /**
     * Returns the number of the attempt. The connection that it becomes has the same number, at both ends.
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
     * Returns the client's request and, if there is one, the server's answer.
     *
     * @return the handshake so far
     */
    public Handshake handshake() {
        return inside.handshake();
    }

    /**
     * Returns when the server received the attempt.
     *
     * @return the time since the start of the journal
     */
    public Duration time() {
        return inside.entry().time();
    }

    /**
     * Returns the connection that the attempt became. Does not wait for the answer, which may come later than the
     * attempt; {@link EchoServer#awaitConnection()} waits for a connection.
     *
     * @return the connection; empty if the attempt was refused or is not answered yet
     */
    public Optional<ServerConnection> connection() {
        return inside.session().map(ServerConnection::of);
    }

    /**
     * Returns when the attempt failed or its connection ended. An attempt without an answer ends when its client
     * disconnects or the server is closed.
     *
     * @return the time since the start of the journal; empty while the connection is open or the attempt waits for its
     *     answer
     */
    public Optional<Duration> end() {
        return inside.log().closedBy().map(Entry::time);
    }

    /**
     * Accepts an attempt that {@link Behaviors#ask()} left to the test. The server then sends nothing by itself.
     *
     * @return the connection
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has
     *     disconnected
     */
    public ServerConnection accept() {
        return accept(Behaviors.silent());
    }

    /**
     * Accepts an attempt that {@link Behaviors#ask()} left to the test, with a behavior.
     *
     * @param behavior the behavior of the connection
     * @return the connection
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has
     *     disconnected
     * @throws IllegalArgumentException if the behavior does not open a connection at once; see {@link #answer}
     */
    public ServerConnection accept(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        Plan plan = behavior.plan();
        boolean opens = plan.hasConversation()
                && plan.decision() instanceof HandshakeDecision.Accepted accepted
                && accepted.options().delay().isZero();
        if (!opens) {
            throw new IllegalArgumentException(
                    behavior + " does not open a connection at once; use answer(" + behavior + ")");
        }
        answer(behavior);
        return connection().orElseThrow(() -> new IllegalStateException(name() + " was not accepted"));
    }

    /**
     * Refuses an attempt that {@link Behaviors#ask()} left to the test.
     *
     * @param status the HTTP status, 200 to 599
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has
     *     disconnected
     * @throws IllegalArgumentException if the status is out of range
     */
    public void refuse(int status) {
        answer(Behaviors.refuse(status));
    }

    /**
     * Answers an attempt that {@link Behaviors#ask()} left to the test.
     *
     * @param behavior the behavior that answers it
     * @throws IllegalStateException if the attempt has been answered, was not left to the test, or its client has
     *     disconnected
     * @throws IllegalArgumentException if the behavior is {@code ask()} or takes turns
     */
    public void answer(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        inside.answer(behavior.plan());
    }

    /**
     * Resets the TCP connection (RST) of an attempt that is not answered yet. Does nothing if it has been answered or
     * its client has disconnected.
     */
    public void reset() {
        inside.reset();
    }

    /** Returns the request and the answer's status, such as {@code GET /chat 101}. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
