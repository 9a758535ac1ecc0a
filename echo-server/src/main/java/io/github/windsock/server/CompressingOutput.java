package io.github.windsock.server;

import io.github.windsock.internal.wire.Frame;

/** Compresses every message, where the client agreed to that. */
final class CompressingOutput extends FilterOutput {
    CompressingOutput(FrameOutput wire) {
        super(wire);
    }

    @Override
    public void send(Frame frame, Runnable written) {
        super.send(frame.isControl() ? frame : new Frame(frame.opcode(), frame.fin(), true, frame.payload()), written);
    }
}
