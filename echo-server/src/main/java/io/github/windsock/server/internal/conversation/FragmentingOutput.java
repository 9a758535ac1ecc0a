package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import java.nio.ByteBuffer;

/** Cuts data frames into smaller ones (RFC 6455, section 5.4). */
public final class FragmentingOutput extends FilterOutput {
    private final int size;

    public FragmentingOutput(FrameOutput inner, int size) {
        super(inner);
        this.size = size;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        if (frame.isControl()) {
            super.send(frame, written);
        } else {
            cut(frame, written);
        }
    }

    /** All at once: the frames of another message must not come between. */
    private void cut(Frame frame, Runnable written) {
        ByteBuffer payload = frame.payload();
        int length = payload.remaining();
        int from = 0;
        while (length - from > size) {
            super.send(part(frame, from, size, false), () -> {});
            from += size;
        }
        super.send(part(frame, from, length - from, frame.fin()), written);
    }

    private static Frame part(Frame frame, int from, int count, boolean fin) {
        ByteBuffer part = frame.payload().slice(frame.payload().position() + from, count);
        return new Frame(from == 0 ? frame.opcode() : Opcode.CONTINUATION, fin, frame.compressed(), part);
    }
}
