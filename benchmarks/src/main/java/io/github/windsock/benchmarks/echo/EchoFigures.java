package io.github.windsock.benchmarks.echo;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures messages per second and CPU per message under load, and the memory of idle connections, for each server. */
public final class EchoFigures {

    private static final int[] SIZES = {32, 1024, 65_536};

    private EchoFigures() {}

    /**
     * Loads each server with each message size on each number of connections.
     *
     * @param folder the folder for the raw results, as {@code echo.csv}
     * @param rounds the number of rounds
     * @param connections the numbers of connections
     * @param time how long each load lasts, after a warm-up of the same length
     * @throws IOException if a server or the results fail
     */
    public static void throughput(Path folder, int rounds, List<Integer> connections, Duration time)
            throws IOException {
        Csv results = Csv.create(
                folder.resolve("echo.csv"),
                "round",
                "server",
                "bytes",
                "connections",
                "messages_per_s",
                "cpu_us_per_message");
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> server : EchoServers.commands().entrySet()) {
                try (EchoServers.Running running = new EchoServers.Running(server.getValue())) {
                    for (int size : SIZES) {
                        for (int count : connections) {
                            System.err.printf("echo: %s, %d B, %d connections%n", server.getKey(), size, count);
                            load(running, size, count, time);
                            Duration before = running.cpu();
                            long messages = Math.max(1, load(running, size, count, time));
                            double cpu = running.cpu().minus(before).toNanos() / 1e3 / messages;
                            results.add(round, server.getKey(), size, count, messages * 1e9 / time.toNanos(), cpu);
                        }
                    }
                }
            }
        }
    }

    /**
     * Opens idle connections to each server, and measures its resident memory before and after.
     *
     * @param folder the folder for the raw results, as {@code idle.csv}
     * @param connections the number of connections
     * @throws IOException if a server or the results fail
     */
    public static void idle(Path folder, int connections) throws IOException {
        Csv results = Csv.create(folder.resolve("idle.csv"), "server", "connections", "kib_per_connection");
        for (Map.Entry<String, List<String>> server : EchoServers.commands().entrySet()) {
            System.err.printf("idle: %s, %d connections%n", server.getKey(), connections);
            try (EchoServers.Running running = new EchoServers.Running(server.getValue())) {
                long before = running.memory();
                try (Load idle = new Load(running.port, connections)) {
                    double each = (double) (running.memory() - before) / idle.connections();
                    results.add(server.getKey(), connections, each);
                }
            }
        }
    }

    private static long load(EchoServers.Running server, int size, int connections, Duration time) throws IOException {
        try (Load load = new Load(server.port, connections)) {
            return load.run(size, time.toNanos());
        }
    }
}
