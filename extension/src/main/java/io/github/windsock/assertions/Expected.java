package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.text.Elements;
import java.util.ArrayList;
import java.util.List;

/**
 * An expected message.
 *
 * @param shown what a failure shows: the message itself, so that tools can compare it, or a {@link MessageMatcher}
 */
record Expected(Object shown) {

    static Expected of(Message message) {
        return new Expected(message);
    }

    static Expected of(MessageMatcher matcher) {
        return new Expected(matcher);
    }

    static List<Expected> allOf(List<?> values) {
        List<Expected> all = new ArrayList<>();
        for (Object value : Elements.copyOf(values, "expected")) {
            all.add(of(value, all.size()));
        }
        return all;
    }

    private static Expected of(Object value, int index) {
        if (value instanceof String text) {
            return of(Message.text(text));
        }
        if (value instanceof byte[] bytes) {
            return of(Message.binary(bytes));
        }
        if (value instanceof Message message) {
            return of(message);
        }
        if (value instanceof MessageMatcher matcher) {
            return of(matcher);
        }
        throw new IllegalArgumentException("expected element " + index + " is a "
                + value.getClass().getName() + "; a message is a String, a byte[], a Message or a MessageMatcher");
    }

    boolean isLiteral() {
        return shown instanceof Message;
    }

    /** Tells whether comparing with it runs no code of the user. */
    boolean isPure() {
        return isLiteral() || matcher().isPure();
    }

    /** Returns what decides whether a message is the expected one. A literal message is compared without it. */
    MessageMatcher matcher() {
        return shown instanceof Message message ? MessageMatcher.equalTo(message) : (MessageMatcher) shown;
    }

    static List<Object> shown(List<Expected> all) {
        return all.stream().map(Expected::shown).toList();
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
