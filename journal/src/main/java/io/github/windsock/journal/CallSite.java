package io.github.windsock.journal;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/** Finds the line of the user's code that called an assertion. */
final class CallSite {

    private static final StackWalker WALKER = StackWalker.getInstance();

    /** The rooms of the library, whose frames are between the user's line and the journal. */
    private static final Set<String> ROOMS = Set.of(
            "io.github.windsock.journal",
            "io.github.windsock.server",
            "io.github.windsock.client",
            "io.github.windsock.junit",
            "io.github.windsock.assertions");

    private CallSite() {}

    static String find() {
        return WALKER.walk(frames -> frames.filter(CallSite::isUsers).findFirst())
                .map(CallSite::print)
                .orElse("an unknown place");
    }

    /** Code that was compiled without debug information has no file and line. */
    private static String print(StackFrame frame) {
        return frame.getFileName() == null
                ? frame.getClassName() + "." + frame.getMethodName()
                : frame.getFileName() + ":" + frame.getLineNumber();
    }

    private static boolean isUsers(StackFrame frame) {
        String name = frame.getClassName();
        int end = name.lastIndexOf('.');
        boolean isOurs = end > 0 && ROOMS.contains(name.substring(0, end)) && !name.contains("Tests");
        return !isOurs && !name.startsWith("java.") && !name.startsWith("org.awaitility.");
    }
}
