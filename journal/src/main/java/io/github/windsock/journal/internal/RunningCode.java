package io.github.windsock.journal.internal;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says on which thread code of the user is still running, and where, for the failure of a wait. */
public final class RunningCode {
    private static final int SHOWN_FRAMES = 8;

    private RunningCode() {}

    /**
     * Calls code of the user. The waits of other threads that time out meanwhile say where it is.
     *
     * @param journal the journal of the waits
     * @param what which code it is, such as {@code code of server#1's behavior}
     * @param of what it is about
     * @return what the code returns
     */
    public static <T> T call(Recorder journal, String what, String of, Supplier<T> code) {
        Thread caller = Thread.currentThread();
        Supplier<String> hint = () -> Thread.currentThread() == caller ? "" : where(caller, what, of);
        journal.addHint(hint);
        try {
            return code.get();
        } finally {
            journal.removeHint(hint);
        }
    }

    /** Returns the thread and its stack, such as {@code a listener is still running on windsock-page-1, of: text "a"}. */
    static String where(Thread thread, String what, String of) {
        StringJoiner text = new StringJoiner("\n    at ");
        text.add(what + " is still running on " + thread.getName() + ", of: " + of);
        shown(thread.getStackTrace()).forEach(text::add);
        return text.toString();
    }

    /**
     * Returns the frame in which it blocks and then the frames from the user's code on, without those of the JDK
     * between.
     */
    private static Stream<String> shown(StackTraceElement[] stack) {
        Stream<StackTraceElement> below = Arrays.stream(stack).skip(1).dropWhile(RunningCode::isOfTheJdk);
        return Stream.concat(Arrays.stream(stack).limit(1), below)
                .limit(SHOWN_FRAMES)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")");
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        return "java.base".equals(frame.getModuleName());
    }
}
