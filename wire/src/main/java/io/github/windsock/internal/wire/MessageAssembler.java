package io.github.windsock.internal.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the frames of a message. It keeps their payloads without copying them; only small pieces are joined. The
 * reader's limit bounds it. Not thread-safe.
 */
public final class MessageAssembler {
    private final List<Frame> frames = new ArrayList<>();

    /**
     * Adds a data frame.
     *
     * @param frame the next one of its message
     * @return the whole message as one frame, null while it goes on
     */
    public @Nullable Frame add(Frame frame) {
        if (frame.isFirst()) {
            frames.clear();
            if (frame.fin()) {
                return frame;
            }
        }
        frames.add(frame);
        return frame.fin() ? join() : null;
    }

    private Frame join() {
        Chunks all = Chunks.concatenated(frames.stream().map(Frame::content).toList());
        Frame first = frames.get(0);
        frames.clear();
        return new Frame(first.opcode(), true, first.compressed(), all);
    }
}
