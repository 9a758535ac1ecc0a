package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** The output of one conversation. When another conversation has taken over, it drops everything. */
final class RevocableOutput extends FilterOutput {
    private final Revocation revocation;

    RevocableOutput(FrameOutput inner, Revocation revocation) {
        super(inner);
        this.revocation = revocation;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        revocation.unlessRevoked(() -> super.send(frame, written));
    }

    @Override
    public void end(OutputEnd end) {
        revocation.unlessRevoked(() -> super.end(end));
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        revocation.unlessRevoked(() -> super.breakRule(bytes, order));
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        revocation.unlessRevoked(() -> super.disturb(what, order));
    }
}
