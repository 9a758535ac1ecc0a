package io.github.windsock.benchmarks;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Records the machine on which the figures were measured. */
final class Machine {

    private Machine() {}

    static void describe(Path folder, boolean isQuick) throws IOException {
        Csv machine = Csv.create(folder.resolve("machine.csv"), "what", "value");
        machine.add("mode", isQuick ? "quick: a smoke test; the figures mean nothing" : "full");
        machine.add("date", LocalDate.now(ZoneOffset.UTC));
        machine.add("processor", plain(first(Path.of("/proc/cpuinfo"), "model name")));
        machine.add("processors", Runtime.getRuntime().availableProcessors());
        machine.add("memory", plain(first(Path.of("/proc/meminfo"), "MemTotal")));
        machine.add("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.add("java", plain(System.getProperty("java.vm.name") + " " + Runtime.version()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.matches(
                    "(junit-jupiter-engine|jetty-server|Java-WebSocket|okhttp-jvm|mockwebserver3|vertx-core|awaitility|jmh-core)-[\\d.].*")) {
                machine.add("library", name.replace(".jar", ""));
            }
        }
    }

    private static String first(Path file, String key) throws IOException {
        if (Files.notExists(file)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String plain(String text) {
        return text.replace(',', ';');
    }
}
