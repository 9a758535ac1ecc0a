package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.session.ServerSession;
import java.nio.ByteBuffer;
import org.apiguardian.api.API;

/**
 * The server's end of an accepted attempt. The test can speak on it beside the server's behavior, and assertions hold on it
 * as on a client's socket.
 *
 * <p>All methods may be called from any thread, and none of them waits.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class ServerConnection extends Party {
    private static final int MAX_CONTROL_BYTES = 125;

    private final ServerSession session;

    private ServerConnection(ServerSession session) {
        super(session.log());
        this.session = session;
    }

    /** Returns the connection that users see. */
    static ServerConnection of(ServerSession session) {
        return (ServerConnection) session.view().get(() -> new ServerConnection(session));
    }

    PartyLog log() {
        return session.log();
    }

    /**
     * Returns the opening handshake, with the server's answer.
     *
     * @return what the client asked for and what it got
     */
    public Handshake handshake() {
        return session.handshake();
    }

    /**
     * Returns the number of the connection: in the timeline both ends bear it.
     *
     * @return the number, from 1
     */
    public int number() {
        return session.log().number();
    }

    /**
     * Returns the state of this end.
     *
     * @return {@code OPEN}, {@code CLOSING} from the first Close frame on, {@code CLOSED} at the end
     */
    @Override
    public ReadyState readyState() {
        return super.readyState();
    }

    /**
     * Sends a text message. What is sent unasked goes compressed from 1,024 bytes on, where the client offers that; see {@link
     * Behaviors#compress}.
     *
     * @param text the text; a lone surrogate is sent as U+FFFD
     * @throws IllegalStateException if the connection is closing or closed, or too much waits for a client that does not
     *     read
     */
    public void send(String text) {
        requireNonNull(text, "text must not be null");
        session.send(Message.text(text));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes are copied
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void send(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        session.send(Message.binary(bytes));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes what remains in it is copied; its position stays
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
     * @param payload at most 125 bytes
     * @throws IllegalArgumentException if it is longer
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void ping(Payload payload) {
        session.sendPing(controlPayload(payload, "ping"));
    }

    /**
     * Sends a pong that no ping asked for, as a heartbeat in one direction (RFC 6455, section 5.5.3).
     *
     * @param payload at most 125 bytes
     * @throws IllegalArgumentException if it is longer
     * @throws IllegalStateException as for {@link #send(String)}
     */
    public void pong(Payload payload) {
        session.sendPong(controlPayload(payload, "pong"));
    }

    static Payload controlPayload(Payload payload, String frame) {
        requireNonNull(payload, "payload must not be null");
        if (payload.size() > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("payload is " + payload.size() + " bytes; a " + frame + " holds at most "
                    + MAX_CONTROL_BYTES + " (RFC 6455, section 5.5)");
        }
        return payload;
    }

    /**
     * Begins the closing handshake with an empty Close frame, for which a browser reports 1005. Does nothing if this end
     * has sent a Close frame before.
     */
    public void close() {
        session.require(Ability.EVERY_CLOSE_CODE, "an empty Close frame");
        session.close(CloseStatus.NO_STATUS);
    }

    /**
     * Begins the closing handshake. Does nothing if this end has sent a Close frame before. The client's answer is what
     * assertions about this end's status see; if there is none within the server's timeout, the connection is ended.
     *
     * @param code 1000-1003, 1007-1014 or 3000-4999
     * @param reason at most 123 bytes in UTF-8
     * @throws IllegalArgumentException if RFC 6455 does not let an endpoint send the code, or the reason is too long
     */
    public void close(int code, String reason) {
        session.close(CloseStatus.sendable(code, requireNonNull(reason, "reason must not be null")));
    }

    /**
     * Ends the connection without a Close frame, by FIN after what was sent: a browser reports 1006. FIN would wait behind
     * what a client does not read; one that takes nothing for a second, or for the server's timeout if that is shorter, is
     * reset, and the journal tells how much was never sent. Does nothing if the connection is over.
     */
    public void drop() {
        session.drop("ServerConnection.drop()");
    }

    /** Ends the connection at once by RST; what was not yet sent is lost. Does nothing if it is over. */
    public void reset() {
        session.require(Ability.RESET, "ServerConnection.reset()");
        session.reset("ServerConnection.reset()");
    }

    /**
     * Breaks a rule of RFC 6455 on purpose, beside what the server's behavior does. The bytes go behind a message of which a
     * part has been sent. The journal names the fault.
     *
     * @param fault such as {@link Faults#invalidUtf8()}
     * @throws IllegalStateException if the connection is closing or closed
     * @throws UnsupportedOperationException if the server's engine cannot play it
     */
    public void fault(FrameFault fault) {
        session.fault(requireNonNull(fault, "fault must not be null").call());
    }

    /**
     * Breaks the TCP connection on purpose. The journal names the fault.
     *
     * @param fault such as {@link Behaviors#resetConnection()}
     * @throws IllegalStateException if the connection is closing or closed
     * @throws UnsupportedOperationException if the server's engine cannot play it
     */
    public void fault(TransportFault fault) {
        session.fault(requireNonNull(fault, "fault must not be null").call());
    }

    /**
     * Stops reading: what the client sends waits in its own buffers and those of TCP, and is seen after {@link #resume()}.
     * Does nothing if it has stopped before. Sending goes on.
     */
    public void stall() {
        session.stall();
    }

    /** Reads again, first what has come meanwhile. Does nothing if reading was not stopped. */
    public void resume() {
        session.resume();
    }

    /**
     * Lets another behavior take over on this connection, as if it began now. What the behavior before was still going to
     * do is not done, but a message of which a part has been sent or received is left to it to its end. What the client
     * sends after this call is for the other behavior.
     *
     * @param behavior a conversation
     * @throws IllegalArgumentException if the behavior answers attempts, or says how a connection is opened
     */
    public void behave(Behavior behavior) {
        Plan plan = requireNonNull(behavior, "behavior must not be null").plan();
        if (plan.talks() && plan.opens()) {
            throw new IllegalArgumentException(behavior + " has a part that the opening handshake decides, but " + log()
                    + " is open already; give that part to server.behave(..), for attempts to come");
        }
        if (!plan.talks() || plan.isChosenByAttempt()) {
            throw new IllegalArgumentException(behavior + " says how an attempt is answered, but " + log()
                    + " is open already; use server.behave(..) for attempts to come");
        }
        session.behave(plan);
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
