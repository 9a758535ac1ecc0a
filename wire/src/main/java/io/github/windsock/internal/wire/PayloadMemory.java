package io.github.windsock.internal.wire;

/** Is asked for memory before a reader takes it for what its peer sends, compressed or not. */
@FunctionalInterface
public interface PayloadMemory {

    /** There is always enough. */
    PayloadMemory UNBOUNDED = bytes -> {};

    /**
     * Asks for memory for the frame that is being read.
     *
     * @param bytes all that the reader is about to hold for it
     * @throws ProtocolViolation if there is not enough: then the reader lets go of the frame, and skips messages from then on
     */
    void hold(long bytes) throws ProtocolViolation;
}
