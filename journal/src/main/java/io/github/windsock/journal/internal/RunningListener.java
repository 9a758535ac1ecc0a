package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Prints the stack of a listener that is still running. */
final class RunningListener {

    private static final int SHOWN_FRAMES = 8;

    private RunningListener() {}

    /** Returns the stack of one of the party if there is one, otherwise of any in its journal; empty if none runs. */
    static String of(PartyLog on) {
        return Stream.concat(on.entries().stream(), on.journal().entries().stream())
                .flatMap(entry -> stack(entry).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> stack(Entry entry) {
        Thread handler = ((RecordedEntry) entry).handler();
        if (handler == null) {
            return Optional.empty();
        }
        StringJoiner text = new StringJoiner("\n    at ");
        text.add("; a listener is still running on " + handler.getName() + ", of: "
                + entry.event().summary());
        shown(handler.getStackTrace()).forEach(text::add);
        return Optional.of(text.toString());
    }

    /**
     * Returns the frame in which it blocks and then the frames from the user's code on, without those of the JDK
     * between.
     */
    private static Stream<String> shown(StackTraceElement[] stack) {
        Stream<StackTraceElement> below = Arrays.stream(stack).skip(1).dropWhile(RunningListener::isOfTheJdk);
        return Stream.concat(Arrays.stream(stack).limit(1), below)
                .limit(SHOWN_FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")");
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        return "java.base".equals(frame.getModuleName());
    }
}
