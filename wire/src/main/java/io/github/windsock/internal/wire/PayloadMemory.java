package io.github.windsock.internal.wire;

/** Grants memory to a reader before it stores the payload of a frame. */
@FunctionalInterface
public interface PayloadMemory {

    /**
     * Asks for memory for the frame that is being read.
     *
     * @param bytes all memory that the reader will hold for this frame, including what was granted before
     * @throws ProtocolViolation if there is not enough; the reader then drops the frame and skips all later messages
     */
    void hold(long bytes) throws ProtocolViolation;
}
