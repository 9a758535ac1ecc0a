package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.session.ServerSession;
import java.nio.ByteBuffer;
import org.apiguardian.api.API;

/**
 * The server's end of a connection. The test can send messages on it in addition to the server's behavior. Assertions
 * take it like a client's socket.
 *
 * <p>All methods may be called from any thread. None of them waits. What one thread calls happens in the order of its
 * calls: after {@link #behave}, messages, faults and the end of the connection come after the first messages of the new
 * behavior. Only {@link #reset()} takes effect at once. What could not be sent any more is in the journal.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class ServerConnection extends Party {
    private final ServerSession session;

    private ServerConnection(ServerSession session) {
        super(session.log());
        this.session = session;
    }

    /** Returns the public view of a session. */
    static ServerConnection of(ServerSession session) {
        Object known = session.view().known();
        return (ServerConnection) (known == null ? session.view().keep(new ServerConnection(session)) : known);
    }

    PartyLog log() {
        return session.log();
    }

    /**
     * Returns the opening handshake.
     *
     * @return the client's request with the server's answer
     */
    public Handshake handshake() {
        return session.handshake();
    }

    /**
     * Returns the number of the connection, which is the same for both ends.
     *
     * @return the number, from 1
     */
    public int number() {
        return session.log().number();
    }

    /**
     * Returns the state of this end.
     *
     * @return {@code OPEN}; {@code CLOSING} after the first Close frame; {@code CLOSED} at the end
     */
    @Override
    public ReadyState readyState() {
        return super.readyState();
    }

    /**
     * Sends a text message. Messages of at least 1,024 bytes are compressed if the client offers that, see {@link
     * Behaviors#compress}.
     *
     * @param text the text; each lone surrogate is sent as U+FFFD
     * @throws IllegalStateException if the connection is closing or closed, or too many bytes are queued because the
     *     client does not read
     */
    public void send(String text) {
        requireNonNull(text, "text must not be null");
        session.send(Message.text(text));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes the content; it is copied
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void send(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        session.send(Message.binary(bytes));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes the content, from the buffer's position to its limit; it is copied, and the position does not change
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void send(ByteBuffer bytes) {
        requireNonNull(bytes, "bytes must not be null");
        session.send(Message.binary(bytes));
    }

    /**
     * Sends a ping without a payload (RFC 6455, section 5.5.2).
     *
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void ping() {
        session.sendPing(Payload.EMPTY);
    }

    /**
     * Sends a ping.
     *
     * @param payload the payload, at most 125 bytes
     * @throws IllegalArgumentException if the payload is longer
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void ping(Payload payload) {
        session.sendPing(controlPayload(payload, "ping"));
    }

    /**
     * Sends an unsolicited pong, as a unidirectional heartbeat (RFC 6455, section 5.5.3).
     *
     * @param payload the payload, at most 125 bytes
     * @throws IllegalArgumentException if the payload is longer
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void pong(Payload payload) {
        session.sendPong(controlPayload(payload, "pong"));
    }

    static Payload controlPayload(Payload payload, String frame) {
        requireNonNull(payload, "payload must not be null");
        if (payload.size() > Frame.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("payload is " + payload.size() + " bytes; a " + frame + " holds at most "
                    + Frame.MAX_CONTROL_BYTES + " (RFC 6455, section 5.5)");
        }
        return payload;
    }

    /**
     * Starts the closing handshake with a Close frame without a code. Browsers report 1005. Does nothing if this end
     * has already sent a Close frame.
     */
    public void close() {
        session.require(Ability.EVERY_CLOSE_CODE, "an empty Close frame");
        session.close(CloseStatus.NO_STATUS);
    }

    /**
     * Starts the closing handshake. Does nothing if this end has already sent a Close frame. The client's answer
     * becomes the status of this end; without an answer within the server's close timeout, the connection is ended.
     *
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999
     * @param reason the close reason, at most 123 bytes in UTF-8
     * @throws IllegalArgumentException if RFC 6455 does not allow an endpoint to send the code, or the reason is too
     *     long
     */
    public void close(int code, String reason) {
        session.close(CloseStatus.sendable(code, requireNonNull(reason, "reason must not be null")));
    }

    /**
     * Ends the connection with FIN, after everything that was sent, and without a Close frame. Browsers report 1006. If
     * the client reads nothing for a second, or for the server's timeout if that is shorter, the connection is reset
     * instead, and the journal tells how many bytes were not sent. Does nothing if the connection has ended.
     */
    public void drop() {
        session.drop("ServerConnection.drop()");
    }

    /**
     * Resets the connection (RST) at once. Bytes that were not sent are lost, like actions that have not begun, and so
     * is what the client has received and not read, which right after {@link EchoServer#awaitConnection()} may be the
     * answer to its handshake. If the client has to read that, wait for what it does then, or use {@link #drop()}. Does
     * nothing if the connection has ended.
     */
    public void reset() {
        session.require(Ability.RESET, "ServerConnection.reset()");
        session.reset("ServerConnection.reset()");
    }

    /**
     * Plays a fault of frames, in addition to the server's behavior. If a message has been sent in part, the fault
     * comes after its end. The journal names the fault.
     *
     * @param fault the fault, such as {@link Faults#invalidUtf8()}
     * @throws IllegalStateException if the connection is closing or closed
     * @throws UnsupportedOperationException if the server's engine cannot play it
     */
    public void fault(FrameFault fault) {
        session.fault(requireNonNull(fault, "fault must not be null").call());
    }

    /**
     * Plays a fault of TCP. The journal names the fault.
     *
     * @param fault the fault, such as {@link Behaviors#resetConnection()}
     * @throws IllegalStateException if the connection is closing or closed
     * @throws UnsupportedOperationException if the server's engine cannot play it
     */
    public void fault(TransportFault fault) {
        session.fault(requireNonNull(fault, "fault must not be null").call());
    }

    /**
     * Stops reading until {@link #resume()}. What the client sends waits in its own buffers and those of TCP. Sending
     * goes on. Does nothing if reading has stopped already.
     */
    public void stall() {
        session.stall();
    }

    /** Reads again after {@link #stall()}. Does nothing if reading has not stopped. */
    public void resume() {
        session.resume();
    }

    /**
     * Replaces the behavior of this connection; the new one starts from its beginning. The old one stops, but completes
     * a message that it has sent or received in part, and messages that the test sends meanwhile wait for that. The new
     * one gets messages that the client sends after this call.
     *
     * @param behavior a behavior for an open connection
     * @throws IllegalArgumentException if the behavior answers attempts, or changes how a connection is opened
     */
    public void behave(Behavior behavior) {
        Plan plan = requireNonNull(behavior, "behavior must not be null").plan();
        if (plan.hasConversation() && plan.opens()) {
            throw new IllegalArgumentException(behavior + " has a part that the opening handshake decides, but " + log()
                    + " is open already; give that part to server.behave(..), for attempts to come");
        }
        if (!plan.hasConversation() || plan.isChosenByAttempt()) {
            throw new IllegalArgumentException(behavior + " says how an attempt is answered, but " + log()
                    + " is open already; use server.behave(..) for attempts to come");
        }
        session.behave(plan);
        log().note(null);
    }

    ServerSession session() {
        return session;
    }

    /** Returns the party's name and state, such as {@code server#1 OPEN}. */
    @Override
    public String toString() {
        return log() + " " + readyState();
    }
}
