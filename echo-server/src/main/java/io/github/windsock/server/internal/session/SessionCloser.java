package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.engine.Link;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the closing handshake (RFC 6455, section 7.1): it sends and answers Close frames, waits with a
 * timeout, and determines the outcome.
 */
final class SessionCloser {
    /** The maximum wait for a client that goes on reading or writing. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    /** How many messages of maximum size a client may send before it answers the Close frame that refused one. */
    private static final int REFUSED_MESSAGES = 4;

    private final SessionState state;
    private final MessageSender sender;
    private final Duration timeout;
    private final LimitNames limits;

    // Guarded by the session's lock.
    private long maxBytes = Long.MAX_VALUE; // that the client may send before the wait ends
    private @Nullable Runnable timer;

    SessionCloser(SessionState state, MessageSender sender, Duration timeout, LimitNames limits) {
        this.state = state;
        this.sender = sender;
        this.timeout = timeout;
        this.limits = limits;
    }

    /** Starts the closing handshake, or answers it. Does nothing if a Close frame was already sent. */
    void close(CloseStatus status) {
        synchronized (state) {
            if (state.isOver() || !state.closing().send()) {
                return;
            }
            sender.sendClose(status);
            if (state.closing().received() != null) {
                state.link().end();
            }
            if (!state.isOver() && !endsByItself()) {
                await(() -> "Close " + status, Duration.ZERO);
            }
        }
    }

    /** Tells whether both Close frames have been written. The transport then ends the connection without a timer. */
    private boolean endsByItself() {
        return state.closing().received() != null && state.link().queued() == 0;
    }

    /**
     * Starts the closing handshake with a faulty Close frame. Called under the session's lock, on an open connection.
     */
    void closeBy(FaultOrder order, Runnable transmission) {
        if (state.closing().send()) {
            state.log().record(order.event(), ReadyState.CLOSING);
            transmission.run();
            if (state.closing().received() != null) {
                state.link().end();
            }
            if (!state.isOver()) {
                await(order::fault, Duration.ZERO);
            }
        }
    }

    /** Waits for the client's Close frame. While the client goes on reading or sending, the wait is prolonged. */
    private void await(Supplier<String> sent, Duration waited) {
        Link link = state.link();
        long queued = link.queued();
        long received = link.received();
        timer = link.schedule(timeout, () -> {
            synchronized (state) {
                boolean moves = link.queued() < queued || link.received() > received;
                Duration all = waited.plus(timeout);
                boolean mayGoOn = all.compareTo(MAX_WAIT) < 0 && link.received() <= maxBytes;
                if (!state.isOver() && moves && mayGoOn) {
                    await(sent, all);
                } else {
                    giveUp(sent.get());
                }
            }
        });
    }

    private void giveUp(String sent) {
        if (state.isOver()) {
            return;
        }
        boolean stuck = state.link().queued() > 0;
        boolean unanswered = state.closing().received() == null;
        if (unanswered || stuck) {
            state.closing()
                    .timeOut("the client did not " + (unanswered ? "answer" : "take") + " " + sent + " within "
                            + timeout.toMillis() + " ms");
        }
        if (stuck) {
            state.link().reset(); // FIN would wait for bytes that the client does not read
        } else {
            state.link().end();
        }
    }

    /**
     * Records the client's Close frame. If it is an answer, or the server may not answer it, the server ends TCP
     * (section 7.1.1).
     *
     * @return whether the server need not answer it
     */
    boolean isAnswered(CloseFrame close) {
        synchronized (state) {
            state.closing().receive(close);
            state.log().record(Events.closeReceived(status(close)), ReadyState.CLOSING);
            if (!state.closing().isSent() && !state.closing().isAbandoned()) {
                return false;
            }
        }
        state.link().end();
        return true;
    }

    /** Fails the connection because of a violation (section 7.1.7). */
    void violated(ProtocolViolation violation) {
        if (violation.isRefusal()) {
            refuse(violation, limits.of(violation));
            return;
        }
        String reason = violation.reason();
        state.log().record(Events.note("the client broke RFC 6455", reason));
        because("the client broke RFC 6455: " + reason);
        close(new CloseStatus(violation.code(), reason));
        state.link().end();
    }

    /** Refuses a message over the limit of a behavior. */
    void refuse(long limit) {
        refuse(ProtocolViolation.tooBig(limit), limits.behavior());
    }

    /**
     * Closes the connection because a message is refused. No rule is broken, so the client's Close frame is awaited.
     */
    private void refuse(ProtocolViolation refusal, String remedy) {
        String words = refusal.reason() + "; " + remedy + " raises it";
        state.log().record(Events.note("refused a message", words));
        synchronized (state) {
            maxBytes = state.link().received() + REFUSED_MESSAGES * refusal.limit();
            state.closing().because(words);
        }
        close(new CloseStatus(refusal.code(), refusal.reason()));
    }

    void because(String reason) {
        synchronized (state) {
            state.closing().because(reason);
        }
    }

    /** Ends the state: nothing is sent from now on. */
    void over() {
        synchronized (state) {
            state.end();
            if (timer != null) {
                timer.run();
            }
        }
    }

    /** Records the end of the connection, after everything else. */
    void ended(Link.End end) {
        synchronized (state) {
            sender.noteHeld();
            sender.noteLost();
            ClosingHandshake.ClosingResult outcome = state.closing().outcome();
            String why = outcome.clean() ? "" : explain(end, outcome);
            state.log().record(Events.closed(status(outcome.status()), outcome.clean(), why), ReadyState.CLOSED);
        }
    }

    private String explain(Link.End end, ClosingHandshake.ClosingResult outcome) {
        if (!outcome.why().isEmpty()) {
            return outcome.why();
        }
        boolean unanswered = state.closing().received() == null;
        return (unanswered ? "no Close frame arrived: " : "no Close frame was sent: ")
                + switch (end) {
                    case CLOSED_BY_PEER -> "the client closed the connection";
                    case RESET_BY_PEER -> "the client reset the connection";
                    case RESET -> "the server reset the connection";
                    case ENDED -> "the server closed the connection";
                    case FAILED -> "the server failed";
                };
    }

    static CloseStatus status(CloseFrame close) {
        return new CloseStatus(close.code(), close.reason());
    }
}
