package io.github.windsock.benchmarks.program;

import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.benchmarks.echo.EchoServers;
import io.github.windsock.benchmarks.echo.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures programs in interleaved rounds: the time until they listen, their resident memory, and messages per second.
 */
public final class ProgramFigures {

    /** The base of the comparison. */
    public static final String BASE = "Windsock";

    private static final int BYTES = 1024;
    private static final int LOADED = 100;

    private ProgramFigures() {}

    /**
     * Starts each program twice in a round: on all cores, for its start and memory, and on one core, for its echo.
     *
     * @param folder the folder for the raw results, as {@code program.csv}
     * @param rounds the number of rounds
     * @param idle the number of idle connections for the memory
     * @param time how long the load lasts, after a warm-up of the same length
     * @throws IOException if a program or the results fail
     * @throws InterruptedException if interrupted while the launcher prepares itself
     */
    public static void run(Path folder, int rounds, int idle, Duration time) throws IOException, InterruptedException {
        Path standalone = Path.of(System.getProperty("figures.program", ""));
        if (Files.notExists(standalone.resolve("target/windsock-standalone.jar"))) {
            System.err.println(
                    "program: left out, since -Dfigures.program=FOLDER names no folder with the built program");
            return;
        }
        Csv results = Csv.create(
                folder.resolve("program.csv"),
                "round",
                "server",
                "start_ms",
                "start_cpu_ms",
                "started_mib",
                "idle",
                "idle_mib",
                "messages_per_s",
                "cpu_us_per_message");
        Programs programs =
                new Programs(standalone.toAbsolutePath().normalize(), Files.createTempDirectory("windsock-figures"));
        programs.prepare();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> program : programs.commands().entrySet()) {
                System.err.printf("program: round %d, %s%n", round, program.getKey());
                measure(results, round, program.getKey(), program.getValue(), idle, time);
            }
        }
    }

    private static void measure(Csv results, int round, String name, List<String> command, int idle, Duration time)
            throws IOException {
        double startMillis;
        long startCpuMillis;
        double startedMib;
        double idleMib;
        int resting;
        try (Started free = new Started(command)) {
            startMillis = free.start().toNanos() / 1e6;
            startCpuMillis = free.startCpu().toMillis();
            startedMib = free.resident() / 1024.0;
            try (Load rest = new Load(free.port(), idle)) {
                resting = rest.connections();
                idleMib = free.resident() / 1024.0;
            }
        }
        try (Started pinned = new Started(EchoServers.pinned(command))) {
            load(pinned, time);
            Duration before = pinned.cpu();
            long messages = Math.max(1, load(pinned, time));
            double cpu = pinned.cpu().minus(before).toNanos() / 1e3 / messages;
            double rate = messages * 1e9 / time.toNanos();
            results.add(round, name, startMillis, startCpuMillis, startedMib, resting, idleMib, rate, cpu);
        }
    }

    private static long load(Started program, Duration time) throws IOException {
        try (Load load = new Load(program.port(), LOADED)) {
            return load.run(BYTES, time.toNanos());
        }
    }
}
