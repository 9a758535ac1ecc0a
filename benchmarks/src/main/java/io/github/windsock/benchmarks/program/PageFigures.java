package io.github.windsock.benchmarks.program;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the program under constant load, with its page closed and open in a browser. */
public final class PageFigures {

    /** The base of the comparison. */
    public static final String BASE = "closed";

    private static final int WARM_UPS = 3;
    private static final Duration PAGE_STARTS = Duration.ofSeconds(4);

    private PageFigures() {}

    /**
     * Loads one program, alternately with its page closed and open in Chromium.
     *
     * @param folder the folder for the raw results, as {@code page.csv}
     * @param rounds the number of rounds
     * @param time how long each load lasts
     * @throws IOException if the program or the results fail
     * @throws InterruptedException if interrupted while the page starts
     */
    public static void run(Path folder, int rounds, Duration time) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("figures.program", ""), "target", "windsock-standalone.jar");
        Optional<String> browser = browser();
        if (Files.notExists(jar) || browser.isEmpty()) {
            System.err.println("page: left out, since it needs chromium, and -Dfigures.program=FOLDER of the program");
            return;
        }
        Csv results = Csv.create(
                folder.resolve("page.csv"),
                "round",
                "page",
                "messages_per_s",
                "p50_us",
                "p90_us",
                "p99_us",
                "cpu_us_per_message");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (Started program = new Started(
                List.of(java, "-jar", jar.toAbsolutePath().toString(), "--port", "0", "--print-url", "--quiet"))) {
            for (int i = 0; i < WARM_UPS; i++) {
                Flood.run(program.port(), time);
                withPage(browser.get(), program, time); // also warms up the page's part of the program
            }
            for (int round = 1; round <= rounds; round++) {
                System.err.printf("page: round %d%n", round);
                add(results, round, BASE, flood(program, time), time);
                add(results, round, "open in Chromium", withPage(browser.get(), program, time), time);
            }
        }
    }

    /** The sorted times of the echoes, and the program's CPU time for each. */
    private record Measured(List<Long> nanos, double cpuMicros) {}

    private static Measured flood(Started program, Duration time) throws IOException {
        Duration before = program.cpu();
        long[] nanos = Flood.run(program.port(), time);
        double cpuMicros = program.cpu().minus(before).toNanos() / 1e3 / nanos.length;
        return new Measured(Arrays.stream(nanos).sorted().boxed().toList(), cpuMicros);
    }

    private static Measured withPage(String browser, Started program, Duration time)
            throws IOException, InterruptedException {
        Process page = new ProcessBuilder(
                        browser,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + Files.createTempDirectory("windsock-figures"),
                        "http://localhost:" + program.port() + "/")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Thread.sleep(PAGE_STARTS.toMillis()); // Chromium does not report when it is ready
            return flood(program, time);
        } finally {
            page.descendants().forEach(ProcessHandle::destroyForcibly);
            page.destroyForcibly();
            page.onExit().join();
        }
    }

    private static void add(Csv results, int round, String page, Measured measured, Duration time) throws IOException {
        results.add(
                round,
                page,
                measured.nanos.size() * 1e9 / time.toNanos(),
                percentile(measured.nanos, 50),
                percentile(measured.nanos, 90),
                percentile(measured.nanos, 99),
                measured.cpuMicros);
    }

    private static double percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e3;
    }

    private static Optional<String> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
