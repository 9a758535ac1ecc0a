package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Chunks;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import java.util.Iterator;

/** Fragments data frames (RFC 6455, section 5.4). */
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

    /** Sends all fragments at once, because frames of another message must not come between them. */
    private void cut(Frame frame, Runnable written) {
        Opcode opcode = frame.opcode();
        Iterator<Chunks> pieces = frame.content().cut(size).iterator();
        while (pieces.hasNext()) {
            Chunks piece = pieces.next();
            boolean isLast = !pieces.hasNext();
            super.send(
                    new Frame(opcode, isLast && frame.fin(), frame.compressed(), piece), isLast ? written : () -> {});
            opcode = Opcode.CONTINUATION;
        }
    }
}
