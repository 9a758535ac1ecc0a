package io.github.windsock.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a page in the user's browser. Does not use AWT, which would load a window system at each start. */
public final class Opener {
    private Opener() {}

    /**
     * Starts a command that opens a page; does not wait for it.
     *
     * @param url the URL of the page
     * @param environment the environment variables; a command in {@code BROWSER} is tried first
     * @return the process, empty if no command could be started
     */
    static Optional<Process> open(String url, Map<String, String> environment) {
        String chosen = environment.getOrDefault("BROWSER", "");
        return Stream.of(chosen.isEmpty() ? List.<String>of() : List.of(chosen), ofSystem())
                .filter(command -> !command.isEmpty())
                .flatMap(command -> start(command, url).stream())
                .findFirst();
    }

    private static List<String> ofSystem() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open");
    }

    private static Optional<Process> start(List<String> command, String url) {
        try {
            return Optional.of(new ProcessBuilder(
                            Stream.concat(command.stream(), Stream.of(url)).toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return Optional.empty(); // no such command; the caller reports it
        }
    }
}
