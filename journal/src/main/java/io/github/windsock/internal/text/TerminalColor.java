package io.github.windsock.internal.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Decides whether an output stream of the process gets colors. */
public final class TerminalColor {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private TerminalColor() {}

    /**
     * Tells whether to print colors to a stream: to a terminal unless the environment forbids it, to anything else only
     * with {@code CLICOLOR_FORCE}. {@code NO_COLOR} takes precedence.
     *
     * @param descriptor the file descriptor: 1 for standard output, 2 for standard error
     * @param environment the environment variables
     * @return whether to print colors
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

    /** Tells whether a descriptor is a terminal, from {@code /proc} or else from whether the JVM has a console. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 22 it is rarely null; colors then do no harm
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
