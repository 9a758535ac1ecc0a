package io.github.windsock.server.internal.engine;

import io.github.windsock.internal.wire.ProtocolViolation;

/**
 * The names of a server's limits as its owner sets them, so that a message about an exceeded limit names the setting.
 *
 * @param message for the longest message
 * @param buffered for the memory of all messages
 * @param behavior for the longest message of a behavior
 */
public record LimitNames(String message, String buffered, String behavior) {
    /** Those of Java. */
    public static final LimitNames METHODS = new LimitNames(
            "EchoServer.builder().maxMessageBytes(..)",
            "EchoServer.builder().maxBufferedBytes(..)",
            "maxMessageBytes(..) of the behavior");

    /** Returns that of the limit for which a message was refused. */
    public String of(ProtocolViolation refusal) {
        return refusal.isTooBig() ? message : buffered;
    }
}
