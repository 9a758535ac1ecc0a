package io.github.windsock.standalone.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a page in the user's browser. AWT could too, at the price of a window system in every start. */
public final class Opener {
    private Opener() {}

    /**
     * Starts what opens a page; does not wait for it.
     *
     * @param url of the page
     * @param environment in which {@code BROWSER} names a command that is tried first
     * @return what was started, empty if there is nothing that could be
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
            return Optional.empty(); // there is no such command; the caller says so
        }
    }
}
