package io.github.windsock.server.internal.behavior;

/**
 * The rule that a fault breaks.
 *
 * @param level the part of a connection that the fault affects
 * @param citation the section of the standard, such as {@code RFC 6455 8.1}
 */
public record BrokenRule(Level level, String citation) {

    /** The part of a connection that a fault affects. */
    public enum Level {
        HANDSHAKE,
        FRAME,
        TRANSPORT
    }
}
