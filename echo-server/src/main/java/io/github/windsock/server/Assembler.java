package io.github.windsock.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a message together into one. The door's limit on messages bounds it. */
final class Assembler {
    private @Nullable Frame first;
    private @Nullable ByteArrayOutputStream parts;

    /** Adds a data frame; returns the whole message as one frame, or null while it goes on. */
    @Nullable
    Frame add(Frame frame) {
        if (frame.isFirst()) {
            first = frame;
            parts = null;
            if (frame.fin()) {
                return frame;
            }
        }
        ByteArrayOutputStream all = parts == null ? new ByteArrayOutputStream() : parts;
        parts = all;
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(bytes);
        all.writeBytes(bytes);
        Frame begin = first;
        if (!frame.fin() || begin == null) {
            return null;
        }
        parts = null;
        return new Frame(begin.opcode(), true, begin.compressed(), ByteBuffer.wrap(all.toByteArray()));
    }
}
