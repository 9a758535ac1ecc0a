package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** The output of one conversation. When another conversation has taken over, it drops everything. */
final class RevocableOutput implements FrameOutput {
    private final FrameOutput inner;
    private final Revocation revocation;

    RevocableOutput(FrameOutput inner, Revocation revocation) {
        this.inner = inner;
        this.revocation = revocation;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        if (!revocation.isRevoked()) {
            inner.send(frame, written);
        }
    }

    @Override
    public void end(OutputEnd end) {
        if (!revocation.isRevoked()) {
            inner.end(end);
        }
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        if (!revocation.isRevoked()) {
            inner.breakRule(bytes, order);
        }
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        if (!revocation.isRevoked()) {
            inner.disturb(what, order);
        }
    }
}
