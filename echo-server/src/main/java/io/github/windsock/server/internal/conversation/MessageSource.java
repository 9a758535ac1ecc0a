package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import java.util.function.IntFunction;

/**
 * The source of the messages of a push.
 *
 * @param messages returns the message with a number, from 1
 * @param isCode whether it is code of the user, which may block
 */
public record MessageSource(IntFunction<Message> messages, boolean isCode) {

    public static MessageSource of(IntFunction<Message> messages) {
        return new MessageSource(messages, false);
    }

    public static MessageSource code(IntFunction<Message> messages) {
        return new MessageSource(messages, true);
    }
}
