package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
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
 * fragmented message, messages of the test wait for its end (RFC 6455, section 5.4).
 */
final class MessageSender {
    private final SessionState state;
    private final StallGate gate;
    private final Runnable moved;
    private final Runnable betweenMessages;

    // Guarded by the session's lock.
    private final MessageParts outgoing = new MessageParts();
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean isDropping; // the rest of a message
    private long heldBytes;

    // Read without the lock.
    private volatile int waiting; // the size of held
    private volatile boolean withinMessage;

    /** An action that waits for the end of the behavior's message. */
    private record Held(String shown, long cost, Runnable action) {}

    /**
     * Creates a sender.
     *
     * @param state the state of the session
     * @param gate tells whether messages are lost
     * @param moved runs when a frame is sent that is no fence
     * @param betweenMessages runs under the session's lock after each frame that ends a message
     */
    MessageSender(SessionState state, StallGate gate, Runnable moved, Runnable betweenMessages) {
        this.state = state;
        this.gate = gate;
        this.moved = moved;
        this.betweenMessages = betweenMessages;
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
        outgoing.add(frame).ifPresent(message -> state.log().record(Events.sent(message)));
        withinMessage = outgoing.isWithin();
        transmit(frame, written);
        if (!withinMessage) {
            sendHeld();
            betweenMessages.run();
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

    private void sendHeld() {
        while (!held.isEmpty()) {
            Held oldest = held.remove();
            heldBytes -= oldest.cost();
            waiting = held.size();
            oldest.action().run();
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
        moved.run();
        state.link().send(frame, written);
    }

    /** Sends a message of the test, after the end of a fragmented message of the behavior. */
    void send(Message message, long maxQueued) {
        synchronized (state) {
            requireOpen("send");
            requireRoom(message.payload(), maxQueued);
            afterMessage(message.toString(), costOf(message.payload()), () -> sendNow(message));
        }
    }

    /**
     * Runs an action after the end of a fragmented message of the behavior: at once if there is none. Called under the
     * session's lock.
     *
     * @param shown a description for the journal, if it never runs
     * @param cost the memory that it keeps, in bytes
     */
    void afterMessage(String shown, long cost, Runnable action) {
        if (outgoing.isWithin()) {
            held.add(new Held(shown, cost, action));
            heldBytes += cost;
            waiting = held.size();
        } else {
            action.run();
        }
    }

    void sendPing(Payload payload, long maxQueued) {
        sendControl(Opcode.PING, "ping", payload, maxQueued);
    }

    /** Sends an unsolicited pong. */
    void sendPong(Payload payload, long maxQueued) {
        sendControl(Opcode.PONG, "pong", payload, maxQueued);
    }

    private void sendControl(Opcode opcode, String verb, Payload payload, long maxQueued) {
        synchronized (state) {
            requireOpen(verb);
            requireRoom(payload, maxQueued);
            send(Frame.control(opcode, payload.asByteBuffer()), () -> {});
        }
    }

    /** Throws unless messages may be sent. */
    void requireOpen(String verb) {
        if (!state.maySendData()) {
            CloseFrame received = state.closing().received();
            throw new IllegalStateException("cannot " + verb + ": " + state.log() + " is "
                    + state.log().readyState()
                    + (received == null
                            ? ""
                            : ", it received Close " + new CloseStatus(received.code(), received.reason()))
                    + "; look at its timeline, or " + verb + " before it is closed");
        }
    }

    private void requireRoom(Payload payload, long maxQueued) {
        long queued = queued();
        if (queued > maxQueued - costOf(payload)) {
            throw new IllegalStateException("cannot send " + payload.size() + " bytes: " + queued
                    + " bytes wait already because "
                    + (heldBytes > 0
                            ? "the behavior of " + state.log() + " has not ended its fragmented message"
                            : "the client of " + state.log() + " does not read"));
        }
    }

    /** Returns the number of bytes that wait for TCP or for the end of the behavior's message. */
    long queued() {
        synchronized (state) {
            return state.link().queued() + heldBytes;
        }
    }

    /** Returns the size of the frame, with its header, so that empty frames count too. */
    private static long costOf(Payload payload) {
        long size = payload.size();
        return size + (size < 126 ? 2 : size < 65_536 ? 4 : 10);
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
                String why = "the behavior's fragmented message before it had not ended";
                List<String> lost = held.stream().map(Held::shown).toList();
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
