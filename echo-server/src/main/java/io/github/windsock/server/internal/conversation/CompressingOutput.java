package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** Marks every message for compression. It is compressed if compression was negotiated. */
public final class CompressingOutput extends FilterOutput {
    public CompressingOutput(FrameOutput inner) {
        super(inner);
    }

    @Override
    public void send(Frame frame, Runnable written) {
        super.send(frame.isControl() ? frame : new Frame(frame.opcode(), frame.fin(), true, frame.content()), written);
    }
}
