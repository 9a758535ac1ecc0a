package io.github.windsock.internal.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether a stream of the process leads to a terminal that shows colors. */
public final class TerminalColor {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private TerminalColor() {}

    /**
     * Tells whether a stream is to have colors: a terminal has them unless the environment says no, and anything else if it
     * asks for them ({@code CLICOLOR_FORCE}). {@code NO_COLOR} wins.
     *
     * @param descriptor the stream, 1 for the output and 2 for errors
     * @param environment the variables
     * @return whether to print them
     */
    public static boolean isOn(int descriptor, Map<String, String> environment) {
        return isForced(environment) || (isAllowed(environment) && isTerminal(descriptor));
    }

    static boolean isForced(Map<String, String> environment) {
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        return !force.isEmpty() && !force.equals("0") && !isRefused(environment);
    }

    static boolean isAllowed(Map<String, String> environment) {
        return !isRefused(environment)
                && !environment.getOrDefault("TERM", "").equals("dumb")
                && !environment.getOrDefault("CLICOLOR", "").equals("0");
    }

    private static boolean isRefused(Map<String, String> environment) {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Where the system says what a descriptor is, that decides; elsewhere, whether the JVM has a console. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 22 it says yes too often there, which costs no more than colors
    private static boolean isTerminal(int descriptor) {
        try {
            String what = Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor)))
                    .toString();
            return what.startsWith("/dev/pts/") || what.startsWith("/dev/tty") || what.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
