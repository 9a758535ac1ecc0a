package io.github.windsock.internal.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the frames of a message. Payloads are not copied unless they are small. It has no limit of its own: the
 * reader limits the size of messages. Not thread-safe.
 */
public final class MessageAssembler {
    private final List<Frame> frames = new ArrayList<>();

    /**
     * Adds a data frame.
     *
     * @param frame the next frame of the message
     * @return the whole message as one frame; null if more frames follow
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
