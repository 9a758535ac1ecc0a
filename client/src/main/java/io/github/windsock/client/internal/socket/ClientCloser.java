package io.github.windsock.client.internal.socket;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.internal.Events;
import java.time.Duration;

/**
 * The client's part in the closing handshake (RFC 6455, section 7.1): which end begins, and how long the client waits.
 */
final class ClientCloser {
    private static final Duration SERVER_ENDS_TCP = Duration.ofSeconds(2);
    private static final CloseStatus GOING_AWAY = new CloseStatus(1001, "");

    private final ConnectionState state;
    private final SocketLimits limits;
    private final FrameSender sender;
    private final LeasedConnector connector;
    private final Runnable end;

    /**
     * Creates a closer.
     *
     * @param end ends the connection; called without the lock
     */
    ClientCloser(
            ConnectionState state, SocketLimits limits, FrameSender sender, LeasedConnector connector, Runnable end) {
        this.state = state;
        this.limits = limits;
        this.sender = sender;
        this.connector = connector;
        this.end = end;
    }

    // Called under the lock.

    /** Sends a Close frame, unless the server's was already answered, and sets the state to {@code CLOSING}. */
    void close(CloseStatus status) {
        if (!state.maySendData()) {
            state.log().become(ReadyState.CLOSING);
            return;
        }
        state.log().record(Events.closeSent(status), ReadyState.CLOSING);
        send(status);
        if (state.closing().isWritten()) {
            awaitAnswer();
        } else {
            awaitTaking(limits.taking());
        }
    }

    private void send(CloseStatus status) {
        if (state.closing().send()) {
            sender.send(new CloseFrame(status.code(), status.reason()).frame(), this::written);
        }
    }

    /**
     * May be called under a lock of the link, when the last bytes are written. To avoid a deadlock, this does not take
     * the socket's lock.
     */
    private void written() {
        state.closing().written();
        if (!Thread.holdsLock(state.lock())) {
            connector.execute(() -> {
                synchronized (state.lock()) {
                    awaitAnswer();
                }
            });
        }
    }

    private void awaitTaking(Duration time) {
        connector.startTimer(time, () -> giveUp("the server did not take the Close frame", time));
    }

    /** The page is left: a server that reads nothing is not waited for. */
    void waitNoLonger() {
        if (!state.isOver() && state.closing().isSent() && !state.closing().isWritten() && isUnanswered()) {
            awaitTaking(limits.closing());
        }
    }

    /** The timeout starts only when the Close frame is written, since the server cannot answer it before. */
    private void awaitAnswer() {
        if (!state.isOver() && isUnanswered()) {
            Duration time = limits.closing();
            connector.startTimer(time, () -> giveUp("the server did not answer the Close frame", time));
        }
    }

    private boolean isUnanswered() {
        return state.closing().received() == null;
    }

    /**
     * The page closed the socket before it was open. If the server had accepted, it gets a Close frame with 1001, as
     * from Chromium.
     */
    void goAway() {
        if (state.maySendData()) { // the server may have closed it before the page knew that it was open
            sendUnasked(GOING_AWAY);
        }
        connector.execute(end);
    }

    /** Sends a Close frame without a change of the state that the page sees; that follows at the end. */
    private void sendUnasked(CloseStatus status) {
        state.log().record(Events.closeSent(status));
        send(status);
    }

    // Called without it.

    /** Answers the server's Close frame with the same status. Returns false if the connection was over already. */
    boolean received(CloseFrame close) {
        CloseStatus status = new CloseStatus(close.code(), close.reason());
        synchronized (state.lock()) {
            if (state.isOver()) {
                return false;
            }
            state.log().record(Events.closeReceived(status));
            state.closing().receive(close);
            if (state.maySendData()) {
                sendUnasked(status);
            }
            connector.startTimer(SERVER_ENDS_TCP, end);
            return true;
        }
    }

    /** Sends the server a Close frame with the rule that it broke. */
    void violated(ProtocolViolation violation) {
        synchronized (state.lock()) {
            if (state.maySendData()) {
                sendUnasked(new CloseStatus(violation.code(), violation.reason()));
            }
        }
    }

    /** Ends the connection because the server has not done something in time. */
    void giveUp(String what, Duration after) {
        giveUp(what + " within " + Durations.format(after));
    }

    /** Ends the connection for a reason, which says that time is up. */
    void giveUp(String why) {
        synchronized (state.lock()) {
            state.closing().timeOut(why);
        }
        end.run();
    }
}
