package io.github.windsock.journal;

import java.util.Optional;
import java.util.StringJoiner;

/** Shows where the listener stands that keeps an entry from being handled. */
final class RunningListener {

    private static final int SHOWN_FRAMES = 8;

    private RunningListener() {}

    static Optional<String> of(Entry entry) {
        Thread handler = entry.handler();
        if (handler == null) {
            return Optional.empty();
        }
        StringJoiner text = new StringJoiner(System.lineSeparator() + "    at ");
        text.add("; a listener of \"" + entry.event().summary() + "\" is still running on " + handler.getName());
        StackTraceElement[] stack = handler.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, SHOWN_FRAMES); i++) {
            text.add(stack[i].toString());
        }
        return Optional.of(text.toString());
    }
}
