package io.github.windsock.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generates the page of figures from the raw results only. */
public final class Report {

    private Report() {}

    /**
     * Generates the page.
     *
     * @param folder the raw results; a part without results has no section
     * @param page the file
     * @throws IOException if a file cannot be read or written
     */
    public static void write(Path folder, Path page) throws IOException {
        Files.writeString(
                page,
                Stream.of(
                                machine(folder),
                                costs(folder),
                                CostSection.instructions(rows(folder, "instructions")),
                                TestSections.waiting(rows(folder, "waiting")),
                                TestSections.recording(rows(folder, "recording")),
                                ServerSections.echo(rows(folder, "echo")),
                                ServerSections.idle(rows(folder, "idle")),
                                ServerSections.neighbors(rows(folder, "neighbors")),
                                ServerSections.ports(rows(folder, "ports")),
                                ProgramSections.program(rows(folder, "program")),
                                ProgramSections.page(rows(folder, "page")),
                                TestSections.faults(rows(folder, "faults")),
                                TestSections.tls(rows(folder, "tls")))
                        .collect(Collectors.joining()));
    }

    private static Rows rows(Path folder, String part) {
        return Rows.read(folder.resolve(part + ".csv"));
    }

    private static String machine(Path folder) {
        return "# Figures\n\nWritten by `mvn -B -Pfigures -pl benchmarks -am verify` from the raw results in `"
                + folder.getFileName()
                + "`; nothing in it is typed by hand. `-Dfigures=quick` is a smoke test, `-Dfigures=report` only writes this page.\n\n"
                + "| what | |\n|---|---|\n"
                + rows(folder, "machine").each().stream()
                        .map(row -> "| " + row.text("what") + " | " + row.text("value") + " |\n")
                        .collect(Collectors.joining());
    }

    /** One section for each number of tests. */
    private static String costs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Integer> tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("cost-\\d+\\.csv"))
                    .map(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return tests.stream()
                    .map(number -> CostSection.of(number, rows(folder, "cost-" + number)))
                    .collect(Collectors.joining());
        }
    }
}
