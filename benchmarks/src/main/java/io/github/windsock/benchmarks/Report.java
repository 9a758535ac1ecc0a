package io.github.windsock.benchmarks;

import io.github.windsock.benchmarks.cost.TlsFigures;
import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.benchmarks.echo.NeighborFigures;
import io.github.windsock.benchmarks.program.PageFigures;
import io.github.windsock.benchmarks.program.ProgramFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates the page of figures from the raw results only. */
final class Report {

    private static final String FLOOR = "RawSocketTests";
    private static final String BEST_PEER = "MockWebServerSharedTests";
    private static final String WINDSOCK = "WindsockTests";
    private static final String ON_JETTY = "WindsockOnJettyTests";
    private static final String EMPTY = "EmptyTests";

    private final Path folder;
    private final StringBuilder page = new StringBuilder();

    private Report(Path folder) {
        this.folder = folder;
    }

    static void write(Path folder, Path file) throws IOException {
        Report report = new Report(folder);
        report.machine();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path cost : files.filter(path -> path.getFileName().toString().matches("cost-\\d+\\.csv"))
                    .sorted((a, b) -> number(a) - number(b))
                    .toList()) {
                report.cost(cost);
            }
        }
        report.waiting();
        report.recording();
        report.echo();
        report.idle();
        report.neighbors();
        report.ports();
        report.program();
        report.page();
        report.faults();
        report.tls();
        Files.writeString(file, report.page);
    }

    private void machine() throws IOException {
        line("# Figures");
        line("");
        line(
                "Written by `mvn -B -Pfigures -pl benchmarks -am verify` from the raw results in `"
                        + folder.getFileName()
                        + "`; nothing in it is typed by hand. `-Dfigures=quick` is a smoke test, `-Dfigures=report` only writes this page.");
        line("");
        line("| what | |");
        line("|---|---|");
        for (Map<String, String> row : Csv.read(folder.resolve("machine.csv"))) {
            line("| " + row.get("what") + " | " + row.get("value") + " |");
        }
    }

    private void cost(Path file) throws IOException {
        Map<String, List<Map<String, String>>> variants = by("variant", Csv.read(file));
        List<Map<String, String>> floor = variants.getOrDefault(FLOOR, List.of());
        List<Map<String, String>> best = variants.getOrDefault(BEST_PEER, List.of());
        double emptyStarted = median(variants.getOrDefault(EMPTY, List.of()), "threads_started");
        double emptyLeft = median(variants.getOrDefault(EMPTY, List.of()), "threads_left");
        line("");
        line("## What a test costs: " + number(file) + " tests in 10 classes, in a fresh JVM");
        line("");
        line(
                "A server at hand, a new connection, \"hello WebSocket\", its echo, close 3005 \"done\" seen by both ends. Medians of"
                        + " interleaved rounds; a floor is a pair of raw sockets, written by hand; spread is the least and the most of"
                        + " CPU in floors. A variant with fewer tests is compared by the test.");
        line("");
        line("| variant | rounds | CPU/floor | spread | CPU/" + BEST_PEER + " | wall/floor | wall/" + BEST_PEER
                + " | p50 µs | p99 µs | first green ms | threads started / left | tests | failed |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        variants.forEach((name, rows) -> {
            double floorCpu = perTest(floor, "cpu_ms");
            List<Double> cpus = values(rows, "cpu_ms").stream()
                    .map(cpu -> cpu / median(rows, "tests") / floorCpu)
                    .toList();
            line(format(
                    "| %s | %d | %.2f | %.2f-%.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f / %.0f | %.0f | %.0f |",
                    name,
                    rows.size(),
                    perTest(rows, "cpu_ms") / floorCpu,
                    cpus.stream().mapToDouble(cpu -> cpu).min().orElse(0),
                    cpus.stream().mapToDouble(cpu -> cpu).max().orElse(0),
                    perTest(rows, "cpu_ms") / perTest(best, "cpu_ms"),
                    perTest(rows, "wall_ms") / perTest(floor, "wall_ms"),
                    perTest(rows, "wall_ms") / perTest(best, "wall_ms"),
                    median(rows, "p50_us"),
                    median(rows, "p99_us"),
                    median(rows, "first_green_ms"),
                    median(rows, "threads_started") - emptyStarted,
                    median(rows, "threads_left") - emptyLeft,
                    median(rows, "tests"),
                    values(rows, "failed").stream()
                            .mapToDouble(failed -> failed)
                            .sum()));
        });
        engine(variants);
    }

    private void engine(Map<String, List<Map<String, String>>> variants) {
        List<Map<String, String>> own = variants.getOrDefault(WINDSOCK, List.of());
        List<Map<String, String>> jettys = variants.getOrDefault(ON_JETTY, List.of());
        if (!own.isEmpty() && !jettys.isEmpty()) {
            line("");
            line(format(
                    "A test on Jetty's engine takes %.2f of the CPU of one on Windsock's own.",
                    perTest(jettys, "cpu_ms") / perTest(own, "cpu_ms")));
        }
    }

    private void waiting() throws IOException {
        Map<String, List<Map<String, String>>> ways = by("way", Csv.read(folder.resolve("waiting.csv")));
        if (ways.isEmpty()) {
            return;
        }
        line("");
        line("## Waiting: from a change to the return of the wait for it, µs");
        line("");
        line("| way | samples | p10 | median | p90 | p99 |");
        line("|---|--:|--:|--:|--:|--:|");
        ways.forEach((name, rows) -> line(format(
                "| %s | %d | %.0f | %.0f | %.0f | %.0f |",
                name,
                rows.size(),
                percentile(values(rows, "wake_up_us"), 10),
                percentile(values(rows, "wake_up_us"), 50),
                percentile(values(rows, "wake_up_us"), 90),
                percentile(values(rows, "wake_up_us"), 99))));
    }

    private void recording() throws IOException {
        List<Map<String, String>> rows = Csv.read(folder.resolve("recording.csv"));
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("## Recording: ns for an entry of the journal (JMH)");
        line("");
        line("| benchmark | threads | ns | error (99.9 %) |");
        line("|---|--:|--:|--:|");
        for (Map<String, String> row : rows) {
            String name = unquoted(row, "Benchmark");
            line(format(
                    "| %s | %s | %.0f | %.0f |",
                    name.substring(name.lastIndexOf('.') + 1).replace('_', ' '),
                    unquoted(row, "Threads"),
                    Double.parseDouble(unquoted(row, "Score")),
                    Double.parseDouble(unquoted(row, "Score Error (99.9%)"))));
        }
    }

    private void echo() throws IOException {
        Map<String, List<Map<String, String>>> loads = new LinkedHashMap<>();
        for (Map<String, String> row : Csv.read(folder.resolve("echo.csv"))) {
            String load = Stream.of("server", "bytes", "connections")
                    .map(column -> row.getOrDefault(column, ""))
                    .collect(Collectors.joining(" | "));
            loads.computeIfAbsent(load, key -> new ArrayList<>()).add(row);
        }
        if (loads.isEmpty()) {
            return;
        }
        line("");
        line("## Echo: one core for the server; each connection sends its next message when the last is back");
        line("");
        line("| server | bytes | connections | messages/s | least-most | CPU µs/message |");
        line("|---|--:|--:|--:|--:|--:|");
        loads.forEach((load, rows) -> line(format(
                "| %s | %.0f | %.0f-%.0f | %.1f |",
                load,
                median(rows, "messages_per_s"),
                percentile(values(rows, "messages_per_s"), 0),
                percentile(values(rows, "messages_per_s"), 100),
                median(rows, "cpu_us_per_message"))));
    }

    private void idle() throws IOException {
        List<Map<String, String>> rows = Csv.read(folder.resolve("idle.csv"));
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("## Idle connections: resident memory of the server");
        line("");
        line("| server | connections | KiB each |");
        line("|---|--:|--:|");
        for (Map<String, String> row : rows) {
            line(format(
                    "| %s | %s | %.1f |",
                    row.getOrDefault("server", ""),
                    row.getOrDefault("connections", ""),
                    Double.parseDouble(row.getOrDefault("kib_per_connection", "NaN"))));
        }
    }

    private void neighbors() throws IOException {
        Map<String, List<Map<String, String>>> servers = by("server", Csv.read(folder.resolve("neighbors.csv")));
        if (servers.isEmpty()) {
            return;
        }
        line("");
        line("## Neighbors: how long an echo takes while others are greedy, µs");
        line("");
        line(
                "One message of 32 bytes at a time. The server, the greedy clients and the measured one are processes of their own:"
                        + " the server has one core; the greedy ones have the other, as far as the measured one leaves it to them."
                        + " × is the median of a round's ratio to the same server beside nobody, with the least and the most. The"
                        + " bare one is a selector that copies bytes: what the machine takes by itself. Waited: for how much of the"
                        + " time the system kept the server from its core, for which nothing in it can be blamed.");
        line("");
        line("| server | neighbors | rounds | p50 | p99 | × of p99 | waited |");
        line("|---|---|--:|--:|--:|--:|--:|");
        servers.forEach((server, rows) -> {
            Map<String, List<Map<String, String>>> neighbors = by("neighbors", rows);
            List<Map<String, String>> alone = neighbors.getOrDefault(NeighborFigures.NOBODY, List.of());
            neighbors.forEach((name, beside) -> line(format(
                    "| %s | %s | %d | %.0f | %.0f | %s | %.0f %% |",
                    server,
                    name,
                    beside.size(),
                    median(beside, "p50_us"),
                    median(beside, "p99_us"),
                    ratio(beside, alone, "p99_us"),
                    100 * median(beside, "waited"))));
        });
    }

    private void faults() throws IOException {
        Map<String, List<Map<String, String>>> behaviors = by("behavior", Csv.read(folder.resolve("faults.csv")));
        if (behaviors.isEmpty()) {
            return;
        }
        double echo = percentile(values(behaviors.getOrDefault("echo()", List.of()), "us"), 50);
        line("");
        line("## Faults: what a server with one costs, beside an echo");
        line("");
        line("From the start of the server over one client, which is a bare socket, to its end; in turn, in one JVM.");
        line("");
        line("| behavior | rounds | median µs | × | p90 µs |");
        line("|---|--:|--:|--:|--:|");
        behaviors.forEach((name, rows) -> line(format(
                "| `%s` | %d | %.0f | %.2f | %.0f |",
                name,
                rows.size(),
                percentile(values(rows, "us"), 50),
                percentile(values(rows, "us"), 50) / echo,
                percentile(values(rows, "us"), 90))));
    }

    private void tls() throws IOException {
        Map<String, List<Map<String, String>>> variants = by("variant", Csv.read(folder.resolve("tls.csv")));
        List<Map<String, String>> floor = variants.getOrDefault(TlsFigures.FLOOR, List.of());
        if (floor.isEmpty()) {
            return;
        }
        line("");
        line("## The first server of a JVM, with TLS and without: from the command to one echo");
        line("");
        line(
                "A JVM of its own each time, in interleaved rounds; the JVM's own start is in all of them, and alone in the first."
                        + " The raw sockets are given a certificate in a file; Windsock makes an authority and a certificate first."
                        + " × is the median of a round's ratio to the raw sockets with TLS, with the least and the most.");
        line("");
        line("| variant | rounds | wall ms | × | CPU ms | × |");
        line("|---|--:|--:|--:|--:|--:|");
        variants.forEach((name, rows) -> line(format(
                "| %s | %d | %.0f | %s | %.0f | %s |",
                name,
                rows.size(),
                median(rows, "wall_ms"),
                ratio(rows, floor, "wall_ms"),
                median(rows, "cpu_ms"),
                ratio(rows, floor, "cpu_ms"))));
    }

    private void ports() throws IOException {
        List<Map<String, String>> rows = Csv.read(folder.resolve("ports.csv"));
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("## Ports: servers of Windsock that are open at once in one JVM");
        line("");
        line("The first round has the start of the engine in it.");
        line("");
        line("| round | servers | µs to open one | µs to close one | threads for all | closed but not refused |");
        line("|--:|--:|--:|--:|--:|--:|");
        for (Map<String, String> row : rows) {
            line(format(
                    "| %s | %s | %.0f | %.0f | %s | %s |",
                    row.getOrDefault("round", ""),
                    row.getOrDefault("servers", ""),
                    Double.parseDouble(row.getOrDefault("open_us", "NaN")),
                    Double.parseDouble(row.getOrDefault("close_us", "NaN")),
                    row.getOrDefault("threads", ""),
                    row.getOrDefault("not_refused", "")));
        }
    }

    private void program() throws IOException {
        Map<String, List<Map<String, String>>> programs = by("server", Csv.read(folder.resolve("program.csv")));
        List<Map<String, String>> base = programs.getOrDefault(ProgramFigures.BASE, List.of());
        if (base.isEmpty()) {
            return;
        }
        line("");
        line("## The program: from the command to listening, resident memory, echo");
        line("");
        line(
                "Interleaved rounds, each program in a process of its own; Windsock is `java -jar`, where nothing else is said, and"
                        + " quiet but for the last of its rows. × is the median of a round's ratio to Windsock, with the least and"
                        + " the most. Memory is the resident set, just started and with "
                        + base.get(0).get("idle")
                        + " connections that rest. Echo: 1 KiB on 100 connections, one core for the server.");
        line("");
        line("| program | rounds | start ms | × | CPU ms | started MiB | × | at rest MiB | × | messages/s | × |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        programs.forEach((name, rows) -> line(format(
                "| %s | %d | %.0f | %s | %.0f | %.0f | %s | %.0f | %s | %.0f | %s |",
                name,
                rows.size(),
                median(rows, "start_ms"),
                ratio(rows, base, "start_ms"),
                median(rows, "start_cpu_ms"),
                median(rows, "started_mib"),
                ratio(rows, base, "started_mib"),
                median(rows, "idle_mib"),
                ratio(rows, base, "idle_mib"),
                median(rows, "messages_per_s"),
                ratio(rows, base, "messages_per_s"))));
    }

    private void page() throws IOException {
        Map<String, List<Map<String, String>>> pages = by("page", Csv.read(folder.resolve("page.csv")));
        List<Map<String, String>> base = pages.getOrDefault(PageFigures.BASE, List.of());
        if (base.isEmpty()) {
            return;
        }
        line("");
        line("## The program's page: what an echo costs while a browser looks on");
        line("");
        line(
                "10,000 messages of 64 bytes a second on 20 connections; the program, the browser and the load share this"
                        + " machine's cores. × is the median of a round's ratio to the closed page, with the least and the most.");
        line("");
        line("| page | rounds | messages/s | × | p50 µs | × | p90 µs | p99 µs | CPU µs/message | × |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        pages.forEach((name, rows) -> line(format(
                "| %s | %d | %.0f | %s | %.0f | %s | %.0f | %.0f | %.1f | %s |",
                name,
                rows.size(),
                median(rows, "messages_per_s"),
                ratio(rows, base, "messages_per_s"),
                median(rows, "p50_us"),
                ratio(rows, base, "p50_us"),
                median(rows, "p90_us"),
                median(rows, "p99_us"),
                median(rows, "cpu_us_per_message"),
                ratio(rows, base, "cpu_us_per_message"))));
    }

    /** Compares within each round, since the load of the machine changes between rounds. */
    private static String ratio(List<Map<String, String>> rows, List<Map<String, String>> base, String column) {
        List<Double> values = values(rows, column);
        List<Double> bases = values(base, column);
        List<Double> ratios = IntStream.range(0, Math.min(values.size(), bases.size()))
                .mapToObj(round -> values.get(round) / bases.get(round))
                .toList();
        return format("%.2f (%.2f-%.2f)", percentile(ratios, 50), percentile(ratios, 0), percentile(ratios, 100));
    }

    /** Returns a value of JMH, which quotes names. */
    private static String unquoted(Map<String, String> row, String column) {
        return row.getOrDefault("\"" + column + "\"", "").replace("\"", "");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static int number(Path cost) {
        return Integer.parseInt(cost.getFileName().toString().replaceAll("\\D", ""));
    }

    private static double perTest(List<Map<String, String>> rows, String column) {
        return median(rows, column) / median(rows, "tests");
    }

    private static Map<String, List<Map<String, String>>> by(String column, List<Map<String, String>> rows) {
        Map<String, List<Map<String, String>>> groups = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            groups.computeIfAbsent(row.getOrDefault(column, ""), key -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    private static List<Double> values(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .map(row -> Double.parseDouble(row.getOrDefault(column, "NaN")))
                .toList();
    }

    private static double median(List<Map<String, String>> rows, String column) {
        return percentile(values(rows, column), 50);
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
