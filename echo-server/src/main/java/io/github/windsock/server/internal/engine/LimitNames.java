package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.ProtocolViolation;

/**
 * The names of a server's limits, so that a message about an exceeded limit names the setting to change.
 *
 * @param message the name of the maximum size of a message
 * @param buffered the name of the maximum memory of all messages
 * @param behavior the name of the maximum size of a message of a behavior
 */
public record LimitNames(String message, String buffered, String behavior) {
    /** The names in Java. */
    public static final LimitNames METHODS = new LimitNames(
            "EchoServer.builder().maxMessageBytes(..)",
            "EchoServer.builder().maxBufferedBytes(..)",
            "maxMessageBytes(..) of the behavior");

    /** Returns the name of the limit that a refused message exceeded. */
    public String of(ProtocolViolation refusal) {
        return refusal.isTooBig() ? message : buffered;
    }
}
