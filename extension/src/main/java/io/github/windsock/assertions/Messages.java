package io.github.windsock.assertions;

import io.github.windsock.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of texts, bytes and messages. */
final class Messages {

    private Messages() {}

    static List<Message> of(List<?> values) {
        List<Message> messages = new ArrayList<>();
        for (Object value : values) {
            messages.add(of(value, messages.size()));
        }
        return messages;
    }

    private static Message of(@Nullable Object value, int index) {
        if (value instanceof String text) {
            return Message.text(text);
        }
        if (value instanceof byte[] bytes) {
            return Message.binary(bytes);
        }
        if (value instanceof Message message) {
            return message;
        }
        String type = value == null ? "null" : "a " + value.getClass().getName();
        throw new IllegalArgumentException(
                "expected element " + index + " is " + type + "; a message is a String, a byte[] or a Message");
    }
}
