package io.github.windsock.server.internal.session;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath;
import java.nio.ByteBuffer;

/** Sends the bytes of a fault, and restricts what may be sent after them. */
final class FaultPlayer {
    private final SessionState state;
    private final StallGate gate;
    private final MessageSender sender;
    private final SessionCloser closer;

    FaultPlayer(SessionState state, StallGate gate, MessageSender sender, SessionCloser closer) {
        this.state = state;
        this.gate = gate;
        this.sender = sender;
        this.closer = closer;
    }

    /** Plays a fault, after the end of a message that has been sent in part, see {@link MessageSender#afterMessage}. */
    void play(FaultyBytes bytes, FaultOrder order) {
        synchronized (state) {
            if (state.maySendData()) {
                sender.afterMessage(order.fault(), bytes.bytes().size(), () -> playNow(bytes, order));
            }
        }
    }

    private void playNow(FaultyBytes bytes, FaultOrder order) {
        Aftermath after = bytes.after();
        if (gate.isBlackHole()) {
            state.log().record(Events.note("never sent: " + order.fault(), "it is a black hole"));
            return;
        }
        if (after != Aftermath.LEGAL) {
            state.brokenFrame(order.fault());
        }
        if (after == Aftermath.OPEN || after == Aftermath.LEGAL) {
            state.log().record(order.event());
            transmit(bytes, () -> {});
        } else if (after == Aftermath.CLOSING) {
            closer.closeBy(order, () -> transmit(bytes, state.closing()::written));
        } else {
            state.log().record(order.event(), ReadyState.CLOSING);
            state.closing().abandon("nothing is sent after the fault " + order.fault());
            transmit(bytes, () -> {});
        }
    }

    private void transmit(FaultyBytes bytes, Runnable written) {
        state.link().sendRaw(ByteBuffer.wrap(bytes.bytes().toByteArray()), written);
    }
}
