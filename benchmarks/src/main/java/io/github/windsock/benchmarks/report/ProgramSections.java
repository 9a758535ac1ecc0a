package io.github.windsock.benchmarks.report;

import io.github.windsock.benchmarks.program.PageFigures;
import io.github.windsock.benchmarks.program.ProgramFigures;
import java.util.Map;

/** What the program costs, and its page. */
final class ProgramSections {

    private ProgramSections() {}

    static String program(Rows all) {
        Map<String, Rows> programs = all.by("server");
        Rows base = programs.getOrDefault(ProgramFigures.BASE, Rows.NONE);
        return base.isEmpty()
                ? ""
                : new Table()
                        .words("program", rows -> rows.text("server"))
                        .rounds("rounds")
                        .median("start ms", 0, "start_ms")
                        .ratio("start_ms", base)
                        .median("CPU ms", 0, "start_cpu_ms")
                        .median("started MiB", 0, "started_mib")
                        .ratio("started_mib", base)
                        .median("at rest MiB", 0, "idle_mib")
                        .ratio("idle_mib", base)
                        .median("messages/s", 0, "messages_per_s")
                        .ratio("messages_per_s", base)
                        .section(
                                "The program: from the command to listening, resident memory, echo",
                                "Interleaved rounds, each program in a process of its own; Windsock is `java -jar`, where nothing"
                                        + " else is said, and quiet but for the last of its rows. × is the median of a round's ratio to"
                                        + " Windsock, with the least and the most. Memory is the resident set, just started and with "
                                        + base.text("idle")
                                        + " connections that rest. Echo: 1 KiB on 100 connections, one core for the server.",
                                programs.values());
    }

    static String page(Rows all) {
        Map<String, Rows> pages = all.by("page");
        Rows base = pages.getOrDefault(PageFigures.BASE, Rows.NONE);
        return base.isEmpty()
                ? ""
                : new Table()
                        .words("page")
                        .rounds("rounds")
                        .median("messages/s", 0, "messages_per_s")
                        .ratio("messages_per_s", base)
                        .median("p50 µs", 0, "p50_us")
                        .ratio("p50_us", base)
                        .median("p90 µs", 0, "p90_us")
                        .median("p99 µs", 0, "p99_us")
                        .median("CPU µs/message", 1, "cpu_us_per_message")
                        .ratio("cpu_us_per_message", base)
                        .section(
                                "The program's page: what an echo costs while a browser looks on",
                                "10,000 messages of 64 bytes a second on 20 connections; the program, the browser and the load share"
                                        + " this machine's cores. × is the median of a round's ratio to the closed page, with the least"
                                        + " and the most.",
                                pages.values());
    }
}
