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
 * Sends the frames of the behavior and of the test, and records each before it is sent. A message of the test is held
 * back until a message that the behavior sends in fragments is complete (RFC 6455, section 5.4).
 */
final class MessageSender {
    private final SessionState state;
    private final StallGate gate;
    private final Runnable moved;
    private final Runnable betweenMessages;

    // Guarded by the session's lock.
    private final MessageParts outgoing = new MessageParts();
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean isLosing; // a message of which more is to come
    private long heldBytes;

    // Read without the lock.
    private volatile int waiting; // as many as are held
    private volatile boolean withinMessage;

    /** What waits for the end of the behavior's message. */
    private record Held(String shown, long cost, Runnable action) {}

    /**
     * Makes a sender.
     *
     * @param state the session's
     * @param gate tells whether what is sent gets lost
     * @param moved runs when a frame is sent, and no fence
     * @param betweenMessages runs under the session's lock when a frame was sent and no message is half sent
     */
    MessageSender(SessionState state, StallGate gate, Runnable moved, Runnable betweenMessages) {
        this.state = state;
        this.gate = gate;
        this.moved = moved;
        this.betweenMessages = betweenMessages;
    }

    /** Sends a frame of the behavior's, see {@link FrameOutput#send}. */
    void send(Frame frame, Runnable written) {
        synchronized (state) {
            boolean pong = frame.opcode() == Opcode.PONG;
            if (state.isOver()
                    || !(pong ? state.closing().maySendPong() : state.closing().maySendData())) {
                written.run();
            } else if (isLost(frame)) {
                gate.lostToClient();
                state.link().execute(written); // which may ask for the next one to be lost
            } else if (frame.isControl()) {
                Event.Kind kind = pong ? Event.Kind.PONG_SENT : Event.Kind.PING_SENT;
                state.log().record(Events.control(kind, Payload.of(frame.payload())));
                transmit(frame, written);
            } else {
                sendData(frame, written);
            }
        }
    }

    /** A black hole takes messages whole, and not the rest of one. */
    private boolean isLost(Frame frame) {
        if (frame.isControl()) {
            return gate.isBlackHole();
        }
        boolean isLost = isLosing || gate.isBlackHole() && !outgoing.isWithin();
        isLosing = isLost && !frame.fin();
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

    /** Drops the recorded part of a fragmented message, once no more of it can be sent. */
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

    /** Sends a whole message of the test's, after the message of which the behavior is sending the fragments. */
    void send(Message message, long maxQueued) {
        synchronized (state) {
            requireOpen("send");
            requireRoom(message.payload(), maxQueued);
            afterMessage(message.toString(), costOf(message.payload()), () -> sendNow(message));
        }
    }

    /**
     * Does what has to come after the message of which the behavior is sending the fragments: at once if there is none. Under
     * the session's lock.
     *
     * @param shown what it is, for the journal if it never comes to it
     * @param cost the bytes that it keeps
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

    /** Refuses what can only be done while messages may be sent. */
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

    /** Returns how many bytes wait: for TCP to take them, or for the end of the behavior's message. */
    long queued() {
        synchronized (state) {
            return state.link().queued() + heldBytes;
        }
    }

    /** Returns the size of the frame: what is empty costs something too. */
    private static long costOf(Payload payload) {
        long size = payload.size();
        return size + (size < 126 ? 2 : size < 65_536 ? 4 : 10);
    }

    /** Sends a fence, which stands in no journal. */
    void sendFence(Payload fence) {
        synchronized (state) {
            if (state.maySendData() && !gate.isBlackHole()) {
                state.link().send(Frame.control(Opcode.PING, fence.asByteBuffer()), () -> {});
            }
        }
    }

    /** Sends the Close frame, behind which nothing goes: what is held back never will. */
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

    /** Notes what is held back and will never be sent. */
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

    /** Notes what was lost, at the end. */
    void noteLost() {
        gate.noteLost();
    }

    /** Returns whether the behavior has sent a part of a message. */
    boolean isWithinMessage() {
        return withinMessage;
    }

    /** Returns whether messages of the test's are held back. */
    boolean isHolding() {
        return waiting > 0;
    }
}
