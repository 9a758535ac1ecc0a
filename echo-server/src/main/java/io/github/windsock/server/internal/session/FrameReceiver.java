package io.github.windsock.server.internal.session;

import io.github.windsock.Payload;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.PendingDecisions;
import io.github.windsock.server.internal.conversation.MessageParts;

/** Records the client's frames in the journal, and then gives them to the behavior. On the session's thread. */
final class FrameReceiver {
    private final SessionState state;
    private final StallGate gate;
    private final SessionCloser closer;
    private final CurrentConversation current;
    private final PendingDecisions undecided;
    private final MessageParts incoming = new MessageParts();
    private boolean isLosing; // a message of which more is to come

    FrameReceiver(
            SessionState state,
            StallGate gate,
            SessionCloser closer,
            CurrentConversation current,
            PendingDecisions undecided) {
        this.state = state;
        this.gate = gate;
        this.closer = closer;
        this.current = current;
        this.undecided = undecided;
    }

    /** Returns whether a part of a message has come. */
    boolean isWithinMessage() {
        return incoming.isWithin();
    }

    /** No frame of a message is going to come any more. */
    void forget() {
        incoming.forget();
    }

    /** Returns whether a frame is lost in a black hole: there messages get lost whole, and not the rest of one. */
    boolean isLost(Frame frame) {
        boolean isLost =
                frame.isControl() ? gate.isBlackHole() : isLosing || gate.isBlackHole() && !incoming.isWithin();
        if (isLost) {
            isLosing = frame.isControl() ? isLosing : !frame.fin();
            gate.lostFromClient();
        }
        return isLost;
    }

    /**
     * Takes a frame.
     *
     * @param frame what the client sent, no fence
     * @param taken runs when the behavior has been given a frame of a message
     */
    void take(Frame frame, Runnable taken) {
        switch (frame.opcode()) {
            case PING -> {
                state.log().record(Events.control(Event.Kind.PING_RECEIVED, Payload.of(frame.payload())));
                current.get().ping(frame);
            }
            case PONG -> {
                state.log().record(Events.control(Event.Kind.PONG_RECEIVED, Payload.of(frame.payload())));
                current.get().pong(frame);
            }
            case CLOSE -> {
                CloseFrame close = CloseFrame.read(frame.payload());
                if (!closer.isAnswered(close)) {
                    current.get().closing(SessionCloser.status(close));
                }
            }
            case CONTINUATION, TEXT, BINARY -> {
                undecided.begin(); // before the journal tells of the message
                try {
                    incoming.add(frame).ifPresent(message -> state.log().record(Events.received(message)));
                    current.get().data(frame);
                    taken.run();
                } finally {
                    undecided.end();
                }
            }
        }
    }

    /** Returns whether a frame belongs to a fence, which is hidden from all but the fence itself. */
    static boolean isFence(Frame frame) {
        if (frame.opcode() != Opcode.PING && frame.opcode() != Opcode.PONG) {
            return false;
        }
        return Fence.isOne(Payload.of(frame.payload()));
    }

    /** All that came before a fence has been read. */
    static void readFence(Frame fence) {
        Fence.read(Payload.of(fence.payload()));
    }
}
