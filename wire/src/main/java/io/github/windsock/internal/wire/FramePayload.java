package io.github.windsock.internal.wire;

import java.nio.ByteBuffer;

/** The payload of the frame that is being read. It asks for its memory before it grows. Not thread-safe. */
final class FramePayload {
    private final PayloadMemory memory;
    private final ByteSink sink = new ByteSink();

    FramePayload(PayloadMemory memory) {
        this.memory = memory;
    }

    /** See {@link ByteSink#begin}. */
    void begin(int start, long expected) {
        sink.begin(start, expected);
    }

    void add(byte[] source, int from, int length) throws ProtocolViolation {
        makeRoom(length);
        sink.add(source, from, length);
    }

    /** Returns where the bytes stand in the array. */
    int add(ByteBuffer source, int length) throws ProtocolViolation {
        makeRoom(length);
        return sink.add(source, length);
    }

    private void makeRoom(int length) throws ProtocolViolation {
        int now = sink.array().length;
        int then = sink.capacityFor(length);
        if (then > now) {
            memory.hold((long) now + then);
        }
    }

    int size() {
        return sink.size();
    }

    byte[] array() {
        return sink.array();
    }

    byte[] take() {
        return sink.take();
    }

    void drop() {
        sink.begin(0, 0);
    }
}
