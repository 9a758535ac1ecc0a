package io.github.windsock.server.internal.session;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FencePings;
import io.github.windsock.journal.internal.PendingDecisions;
import io.github.windsock.server.internal.conversation.MessageParts;

/** Records the client's frames in the journal and then passes them to the behavior. On the session's thread. */
final class FrameReceiver {
    private final SessionState state;
    private final StallGate gate;
    private final SessionCloser closer;
    private final CurrentConversation current;
    private final ServerSession session;
    private final PendingDecisions undecided;
    private final MessageParts incoming = new MessageParts();
    private boolean isDropping; // the rest of a message

    FrameReceiver(
            SessionState state,
            StallGate gate,
            SessionCloser closer,
            CurrentConversation current,
            ServerSession session,
            PendingDecisions undecided) {
        this.state = state;
        this.gate = gate;
        this.closer = closer;
        this.current = current;
        this.session = session;
        this.undecided = undecided;
    }

    /** Tells whether a message is incomplete. */
    boolean isWithinMessage() {
        return incoming.isWithin();
    }

    /** Drops an incomplete message. */
    void forget() {
        incoming.forget();
    }

    /** Tells whether a frame is lost in a black hole, which loses only whole messages. */
    boolean isLost(Frame frame) {
        boolean isLost =
                frame.isControl() ? gate.isBlackHole() : isDropping || gate.isBlackHole() && !incoming.isWithin();
        if (isLost) {
            isDropping = frame.isControl() ? isDropping : !frame.fin();
            gate.lostFromClient();
        }
        return isLost;
    }

    /**
     * Handles a frame.
     *
     * @param frame a frame of the client, not one of a fence
     */
    void take(Frame frame) {
        if (!frame.isControl()) {
            takeData(frame);
        } else if (frame.opcode() == Opcode.PING) {
            state.log().record(Events.control(Event.Kind.PING_RECEIVED, Payload.of(frame.payload())));
            current.get().ping(frame);
        } else if (frame.opcode() == Opcode.PONG) {
            state.log().record(Events.control(Event.Kind.PONG_RECEIVED, Payload.of(frame.payload())));
            current.get().pong(frame);
        } else {
            CloseFrame close = CloseFrame.read(frame.bytes());
            if (!closer.isAnswered(close)) {
                current.get().closing(SessionCloser.status(close));
            }
        }
    }

    private void takeData(Frame frame) {
        undecided.begin(); // before the message is recorded
        try {
            Message message = incoming.add(frame);
            if (message != null) {
                state.log().record(Events.received(message));
            }
            current.get().data(frame);
            session.change();
        } finally {
            undecided.end();
        }
    }

    /** Tells whether a frame belongs to a fence and must be hidden. */
    static boolean isFence(Frame frame) {
        if (frame.opcode() != Opcode.PING && frame.opcode() != Opcode.PONG) {
            return false;
        }
        return FencePings.isOne(Payload.of(frame.payload()));
    }

    /** Reports to a fence that everything before its ping or pong has been read. */
    static void readFence(Frame fence) {
        FencePings.read(Payload.of(fence.payload()));
    }
}
