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

/**
 * The server's side of the closing handshake (RFC 6455, section 7.1): who begins it, how long the server waits, and
 * what the end means.
 */
final class SessionCloser {
    /** As long as a client that goes on writing, or reading, is waited for. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    /** How much a client may send, in messages of the greatest length, without looking at the Close frame that refused one. */
    private static final int REFUSED_MESSAGES = 4;

    private final SessionState state;
    private final MessageSender sender;
    private final Duration timeout;
    private final LimitNames limits;

    // Guarded by the session's lock.
    private long mostBytes = Long.MAX_VALUE; // that the client may have sent before the wait for its Close frame ends
    private Runnable timer = () -> {};

    SessionCloser(SessionState state, MessageSender sender, Duration timeout, LimitNames limits) {
        this.state = state;
        this.sender = sender;
        this.timeout = timeout;
        this.limits = limits;
    }

    /** Begins the closing handshake, or answers it. Does nothing if a Close frame was sent before. */
    void close(CloseStatus status) {
        synchronized (state) {
            if (state.isOver() || !state.closing().send()) {
                return;
            }
            sender.sendClose(status);
            if (state.closing().received() != null) {
                state.link().end();
            }
            if (!state.isOver()) {
                await(() -> "Close " + status, Duration.ZERO);
            }
        }
    }

    /** Begins the closing handshake with a Close frame that breaks a rule. Under the session's lock, while it is open. */
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

    /** Waits for the client's Close frame, as long as it takes what was sent before, or sends what it had begun. */
    private void await(Supplier<String> sent, Duration waited) {
        Link link = state.link();
        long queued = link.queued();
        long received = link.received();
        timer = link.schedule(timeout, () -> {
            synchronized (state) {
                boolean moves = link.queued() < queued || link.received() > received;
                Duration all = waited.plus(timeout);
                boolean mayGoOn = all.compareTo(LONGEST_CLOSE) < 0 && link.received() <= mostBytes;
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
            state.link().reset(); // FIN would wait behind what the client does not read
        } else {
            state.link().end();
        }
    }

    /**
     * The client's Close frame has come. If it is the answer, both have passed, and the server closes TCP (section 7.1.1); so it
     * does where nothing may be sent any more.
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

    /** Fails the connection for what the client sent (section 7.1.7). */
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

    /** A behavior takes no longer message. */
    void refuse(long limit) {
        refuse(ProtocolViolation.tooBig(limit), limits.behavior());
    }

    /** No rule is broken: the handshake is a closing one, and the link skips what still comes. */
    private void refuse(ProtocolViolation refusal, String remedy) {
        String words = refusal.reason() + "; " + remedy + " raises it";
        state.log().record(Events.note("refused a message", words));
        synchronized (state) {
            mostBytes = state.link().received() + REFUSED_MESSAGES * refusal.limit();
            state.closing().because(words);
        }
        close(new CloseStatus(refusal.code(), refusal.reason()));
    }

    void because(String reason) {
        synchronized (state) {
            state.closing().because(reason);
        }
    }

    /** The connection is over. */
    void ended(Link.End end) {
        synchronized (state) {
            state.end();
            timer.run();
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
