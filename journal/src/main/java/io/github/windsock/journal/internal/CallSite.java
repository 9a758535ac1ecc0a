package io.github.windsock.journal.internal;

import org.jspecify.annotations.Nullable;

/**
 * The line of the user's code that called an assertion. Every wait records one and few print it, so it captures the
 * stack and searches it only when it is printed.
 */
final class CallSite {

    /** The package prefix of Windsock, whose frames are between the user's line and the journal. */
    private static final String OURS = "io.github.windsock.";

    private final Throwable stack = new Throwable();
    private @Nullable String line;

    CallSite() {}

    /** Returns the line as {@code PriceFeedTests.java:31}. */
    @Override
    public synchronized String toString() {
        if (line == null) {
            line = line();
        }
        return line;
    }

    private String line() {
        for (StackTraceElement frame : stack.getStackTrace()) {
            if (isUsers(frame.getClassName())) {
                return print(frame);
            }
        }
        return "an unknown place";
    }

    /** Prints a frame. Code that was compiled without debug information has no file and line. */
    private static String print(StackTraceElement frame) {
        return frame.getFileName() == null
                ? frame.getClassName() + "." + frame.getMethodName()
                : frame.getFileName() + ":" + frame.getLineNumber();
    }

    private static boolean isUsers(String name) {
        boolean isOurs = name.startsWith(OURS) && !name.contains("Tests");
        return !isOurs && !name.startsWith("java.") && !name.startsWith("org.awaitility.");
    }
}
