package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** An output that wraps another one. Subclasses override what they change. */
abstract class FilterOutput implements FrameOutput {
    private final FrameOutput inner;

    FilterOutput(FrameOutput inner) {
        this.inner = inner;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        inner.send(frame, written);
    }

    @Override
    public void end(OutputEnd end) {
        inner.end(end);
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        inner.breakRule(bytes, order);
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        inner.disturb(what, order);
    }
}
