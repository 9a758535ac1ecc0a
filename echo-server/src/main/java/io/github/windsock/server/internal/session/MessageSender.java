package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameEncoder;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.Role;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.MessageParts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sends the frames of the behavior and of the test, and records each before it is sent. While the behavior sends a
 * fragmented message, messages of the test wait for its end (RFC 6455, section 5.4). They also wait for another
 * behavior that takes over at the end of a fragmented message.
 */
final class MessageSender {
    private final SessionState state;
    private final StallGate gate;
    private final ServerSession session;

    // Guarded by the session's lock.
    private final MessageParts outgoing = new MessageParts();
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean isDropping; // the rest of a message
    private long heldBytes;

    // Read without the lock.
    private volatile int waiting; // the size of held
    private volatile boolean withinMessage;

    /** An action that waits for the end of a message. */
    private record Held(Object shown, long cost, Runnable action) {}

    MessageSender(SessionState state, StallGate gate, ServerSession session) {
        this.state = state;
        this.gate = gate;
        this.session = session;
    }

    /** Sends a frame of the behavior, see {@link FrameOutput#send}. */
    void send(Frame frame, Runnable written) {
        synchronized (state) {
            boolean pong = frame.opcode() == Opcode.PONG;
            if (state.isOver()
                    || !(pong ? state.closing().maySendPong() : state.closing().maySendData())) {
                written.run();
            } else if (isLost(frame)) {
                gate.lostToClient();
                state.link().execute(written); // later, since it may lead to the next lost frame
            } else if (frame.isControl()) {
                Event.Kind kind = pong ? Event.Kind.PONG_SENT : Event.Kind.PING_SENT;
                state.log().record(Events.control(kind, Payload.of(frame.payload())));
                transmit(frame, written);
            } else {
                sendData(frame, written);
            }
        }
    }

    /** Tells whether a frame is lost in a black hole, which loses only whole messages. */
    private boolean isLost(Frame frame) {
        if (frame.isControl()) {
            return gate.isBlackHole();
        }
        boolean isLost = isDropping || gate.isBlackHole() && !outgoing.isWithin();
        isDropping = isLost && !frame.fin();
        return isLost;
    }

    private void sendData(Frame frame, Runnable written) {
        Message message = outgoing.add(frame);
        if (message != null) {
            state.log().record(Events.sent(message));
        }
        withinMessage = outgoing.isWithin();
        transmit(frame, written);
        if (!withinMessage) {
            session.betweenMessages();
        }
    }

    /** Drops the recorded part of a fragmented message, if no more of it can be sent. */
    void forget() {
        synchronized (state) {
            if (!state.maySendData()) {
                outgoing.forget();
            }
        }
    }

    /** Sends what waits for the end of a message. */
    void sendHeld() {
        synchronized (state) {
            while (!held.isEmpty() && !outgoing.isWithin()) {
                Held oldest = held.remove();
                heldBytes -= oldest.cost();
                waiting = held.size();
                unlessClosing(oldest.shown(), oldest.action());
            }
        }
    }

    /** Runs an action of the test. If nothing may be sent any more, it records that instead. */
    void unlessClosing(Object shown, Runnable action) {
        synchronized (state) {
            if (state.maySendData()) {
                action.run();
            } else {
                state.log().record(Events.note("never sent: " + shown, "the connection was closing before its turn"));
            }
        }
    }

    private void sendNow(Message message) {
        if (gate.isBlackHole()) {
            gate.lostToClient();
            return;
        }
        state.log().record(Events.sent(PayloadInternals.shortened(message, Journal.WHOLE_PAYLOAD_BYTES)));
        transmit(MessageParts.frame(message), () -> {});
    }

    private void transmit(Frame frame, Runnable written) {
        session.moved();
        state.link().send(frame, written);
    }

    /** Sends a message of the test, after the end of a fragmented message of the behavior. */
    void send(Message message) {
        unlessClosing(message, () -> afterMessage(message, costOf(message.payload()), () -> sendNow(message)));
    }

    /**
     * Runs an action after the end of a fragmented message of the behavior, and after the begin of another one that
     * takes over at such an end: at once if there is none. Called under the session's lock.
     *
     * @param shown a description for the journal, if it never runs
     * @param cost the memory that it keeps, in bytes
     */
    void afterMessage(Object shown, long cost, Runnable action) {
        if (outgoing.isWithin() || !held.isEmpty() || session.isBeingReplaced()) {
            hold(shown, cost, action);
        } else {
            action.run();
        }
    }

    private void hold(Object shown, long cost, Runnable action) {
        held.add(new Held(shown, cost, action));
        heldBytes += cost;
        waiting = held.size();
    }

    /** Sends a ping or pong of the test, within a fragmented message too, but not before messages that wait. */
    void sendControl(Opcode opcode, Payload payload) {
        String shown = (opcode == Opcode.PING ? "ping " : "pong ") + payload.preview();
        unlessClosing(shown, () -> {
            Runnable action = () -> send(Frame.control(opcode, payload.asByteBuffer()), () -> {});
            if (held.isEmpty()) {
                action.run();
            } else {
                hold(shown, costOf(payload), action);
            }
        });
    }

    /** Throws unless messages may be sent. */
    void requireOpen(String verb) {
        if (!state.maySendData()) {
            CloseFrame received = state.closing().received();
            throw new IllegalStateException("cannot " + verb + ": " + state.log() + " is "
                    + (state.isOver() ? ReadyState.CLOSED : state.log().readyState())
                    + (received == null
                            ? ""
                            : ", it received Close " + new CloseStatus(received.code(), received.reason()))
                    + "; look at its timeline, or " + verb + " before it is closed");
        }
    }

    /**
     * Throws if too many bytes wait. Called under the session's lock.
     *
     * @param before the bytes of messages that wait for a behavior to begin
     */
    void requireRoom(Payload payload, long before, long maxQueued) {
        long queued = queued() + before;
        if (queued > maxQueued - costOf(payload)) {
            String why = before > 0 ? "another behavior of " + state.log() + " has not begun" : whyTheyWait();
            throw new IllegalStateException(
                    "cannot send " + payload.size() + " bytes: " + queued + " bytes wait already because " + why);
        }
    }

    /** Returns the number of bytes that wait for TCP or for the end of a fragmented message. */
    long queued() {
        synchronized (state) {
            return state.link().queued() + heldBytes;
        }
    }

    private String whyTheyWait() {
        if (heldBytes == 0) {
            return "the client of " + state.log() + " does not read";
        }
        return (outgoing.isWithin() ? "the behavior" : "the client") + " of " + state.log()
                + " has not ended its fragmented message";
    }

    /** Returns the size of the frame, with its header, so that empty frames count too. */
    static long costOf(Payload payload) {
        return payload.size() + FrameEncoder.headerSize(Role.SERVER, payload.size());
    }

    /** Sends the ping of a fence, which is not recorded. */
    void sendFence(Payload fence) {
        synchronized (state) {
            if (state.maySendData() && !gate.isBlackHole()) {
                state.link().send(Frame.control(Opcode.PING, fence.asByteBuffer()), () -> {});
            }
        }
    }

    /** Sends the Close frame. Messages that still wait are dropped, since nothing may follow it. */
    void sendClose(CloseStatus status) {
        synchronized (state) {
            noteHeld();
            if (gate.isBlackHole()) {
                state.log()
                        .record(Events.note("never sent: Close " + status, "it is a black hole"), ReadyState.CLOSING);
                return;
            }
            state.log().record(Events.closeSent(status), ReadyState.CLOSING);
            transmit(new CloseFrame(status.code(), status.reason()).frame(), state.closing()::written);
        }
    }

    /** Records and drops the messages that still wait. */
    void noteHeld() {
        synchronized (state) {
            if (!held.isEmpty()) {
                String why = outgoing.isWithin()
                        ? "the behavior's fragmented message before it had not ended"
                        : "the client's fragmented message, which the next behavior waits for, had not ended";
                List<Object> lost = held.stream().map(Held::shown).toList();
                state.log().record(Events.note("never sent: " + lost, why));
                held.clear();
                heldBytes = 0;
                waiting = 0;
            }
        }
    }

    /** Records what was lost. */
    void noteLost() {
        gate.noteLost();
    }

    /** Tells whether the behavior has sent a message in part. */
    boolean isWithinMessage() {
        return withinMessage;
    }

    /** Tells whether messages of the test wait. */
    boolean isHolding() {
        return waiting > 0;
    }
}
