package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import java.util.function.IntFunction;

/**
 * Where the messages of a push come from.
 *
 * @param messages is given 1 for the first message, and so on
 * @param isCode whether it is code of the user's, which may block
 */
public record MessageSource(IntFunction<Message> messages, boolean isCode) {

    public static MessageSource of(IntFunction<Message> messages) {
        return new MessageSource(messages, false);
    }

    public static MessageSource code(IntFunction<Message> messages) {
        return new MessageSource(messages, true);
    }
}
