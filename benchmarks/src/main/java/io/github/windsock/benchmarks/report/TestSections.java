package io.github.windsock.benchmarks.report;

import io.github.windsock.benchmarks.cost.TlsFigures;
import java.util.Map;

/** What else a test pays for: waiting, recording, faults, and the first server of its JVM. */
final class TestSections {

    private TestSections() {}

    static String waiting(Rows all) {
        return new Table()
                .words("way")
                .rounds("samples")
                .percentile("p10", "wake_up_us", 10)
                .percentile("median", "wake_up_us", 50)
                .percentile("p90", "wake_up_us", 90)
                .percentile("p99", "wake_up_us", 99)
                .section(
                        "Waiting: from a change to the return of the wait for it, µs",
                        "",
                        all.by("way").values());
    }

    static String recording(Rows all) {
        return new Table()
                .words(
                        "benchmark",
                        row -> row.text("Benchmark").replaceFirst(".*\\.", "").replace('_', ' '))
                .right("threads", row -> row.text("Threads"))
                .median("ns", 0, "Score")
                .median("error (99.9 %)", 0, "Score Error (99.9%)")
                .section("Recording: ns for an entry of the journal (JMH)", "", all.each());
    }

    static String faults(Rows all) {
        Map<String, Rows> behaviors = all.by("behavior");
        double echo = behaviors.getOrDefault("echo()", Rows.NONE).median("us");
        return new Table()
                .words("behavior", rows -> "`" + rows.text("behavior") + "`")
                .rounds("rounds")
                .median("median µs", 0, "us")
                .number("×", 2, rows -> rows.median("us") / echo)
                .percentile("p90 µs", "us", 90)
                .section(
                        "Faults: what a server with one costs, beside an echo",
                        "From the start of the server over one client, which is a bare socket, to its end; in turn, in one"
                                + " JVM.",
                        behaviors.values());
    }

    static String tls(Rows all) {
        Map<String, Rows> variants = all.by("variant");
        Rows floor = variants.getOrDefault(TlsFigures.FLOOR, Rows.NONE);
        return floor.isEmpty()
                ? ""
                : new Table()
                        .words("variant")
                        .rounds("rounds")
                        .median("wall ms", 0, "wall_ms")
                        .ratio("wall_ms", floor)
                        .median("CPU ms", 0, "cpu_ms")
                        .ratio("cpu_ms", floor)
                        .section(
                                "The first server of a JVM, with TLS and without: from the command to one echo",
                                "A JVM of its own each time, in interleaved rounds; the JVM's own start is in all of them, and"
                                        + " alone in the first. The raw sockets are given a certificate in a file; Windsock makes"
                                        + " an authority and a certificate first. × is the median of a round's ratio to the raw"
                                        + " sockets with TLS, with the least and the most.",
                                variants.values());
    }
}
