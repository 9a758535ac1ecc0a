package io.github.windsock.server.internal.session;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.Disturbance;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.OutputEnd;

/** The innermost output: passes each call to the part of the session that carries it out. */
final class SessionOutput implements FrameOutput {
    private final SessionState state;
    private final StallGate gate;
    private final MessageSender sender;
    private final SessionCloser closer;
    private final AbruptEnd abruptEnd;
    private final Disturber disturber;

    SessionOutput(
            SessionState state,
            StallGate gate,
            MessageSender sender,
            SessionCloser closer,
            AbruptEnd abruptEnd,
            Disturber disturber) {
        this.state = state;
        this.gate = gate;
        this.sender = sender;
        this.closer = closer;
        this.abruptEnd = abruptEnd;
        this.disturber = disturber;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        sender.send(frame, written);
    }

    @Override
    public void end(OutputEnd end) {
        if (end instanceof OutputEnd.Close close) {
            closer.close(close.status());
        } else if (end instanceof OutputEnd.TooBig tooBig) {
            state.link().skipMessages();
            closer.refuse(tooBig.limit());
        } else if (end instanceof OutputEnd.Drop drop) {
            abruptEnd.drop(drop.why());
        } else if (end instanceof OutputEnd.Reset reset) {
            abruptEnd.reset(reset.why());
        }
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        new FaultPlayer(state, gate, sender, closer).play(bytes, order);
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        disturber.disturb(what, order);
    }
}
