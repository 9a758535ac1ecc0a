package io.github.windsock.server.internal.behavior;

/**
 * The rule that a fault breaks.
 *
 * @param kind at which level
 * @param citation the section of the standard, such as {@code RFC 6455 8.1}
 */
public record BrokenRule(Level kind, String citation) {

    /** Where a fault strikes. */
    public enum Level {
        HANDSHAKE,
        FRAME,
        TRANSPORT
    }
}
