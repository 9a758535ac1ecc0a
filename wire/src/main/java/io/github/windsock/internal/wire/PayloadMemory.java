package io.github.windsock.internal.wire;

/** Grants memory to a reader before it stores what its peer sends, compressed or not. */
@FunctionalInterface
public interface PayloadMemory {

    /** There is always enough. */
    PayloadMemory UNBOUNDED = bytes -> {};

    /**
     * Asks for memory for the frame that is being read.
     *
     * @param bytes all that the reader is about to hold for it
     * @throws ProtocolViolation if there is not enough: then the reader drops the frame, and skips all later messages
     */
    void hold(long bytes) throws ProtocolViolation;
}
