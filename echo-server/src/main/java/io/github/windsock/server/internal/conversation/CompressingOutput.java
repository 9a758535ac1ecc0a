package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** Compresses every message, where the client agreed to that. */
public final class CompressingOutput extends FilterOutput {
    public CompressingOutput(FrameOutput inner) {
        super(inner);
    }

    @Override
    public void send(Frame frame, Runnable written) {
        super.send(frame.isControl() ? frame : new Frame(frame.opcode(), frame.fin(), true, frame.content()), written);
    }
}
