package io.github.windsock.benchmarks;

import io.github.windsock.benchmarks.cost.CostOfATest;
import io.github.windsock.benchmarks.cost.ShortForm;
import io.github.windsock.benchmarks.cost.TlsFigures;
import io.github.windsock.benchmarks.echo.EchoFigures;
import io.github.windsock.benchmarks.echo.NeighborFigures;
import io.github.windsock.benchmarks.faults.FaultFigures;
import io.github.windsock.benchmarks.instructions.InstructionFigures;
import io.github.windsock.benchmarks.ports.OpenPorts;
import io.github.windsock.benchmarks.program.PageFigures;
import io.github.windsock.benchmarks.program.ProgramFigures;
import io.github.windsock.benchmarks.recording.AppendBenchmark;
import io.github.windsock.benchmarks.report.Report;
import io.github.windsock.benchmarks.waiting.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the figures and writes the report: {@code Figures (full|quick|report|short) FOLDER [PART...]}.
 *
 * <p>Raw results go into the folder; {@code figures.md} beside it is generated from them only. Parts are {@code
 * recording}, {@code waiting}, {@code cost}, {@code instructions}, {@code echo}, {@code idle}, {@code neighbors}, {@code ports}, {@code
 * program}, {@code page}, {@code faults}, {@code tls}; all of them if none is given. {@code report} only generates the
 * page again; {@code short} compares only the cost of a test with the best peer, and fails if it is too high.
 */
public final class Figures {

    private static final List<String> PARTS = List.of(
            "recording",
            "waiting",
            "cost",
            "instructions",
            "echo",
            "idle",
            "neighbors",
            "ports",
            "program",
            "page",
            "faults",
            "tls");

    private Figures() {}

    /**
     * Runs the parts.
     *
     * @param arguments as above
     * @throws Exception if a part fails
     */
    public static void main(String[] arguments) throws Exception {
        boolean isQuick = !arguments[0].equals("full");
        Path folder = Path.of(arguments[1]);
        List<String> named = List.of(arguments).subList(2, arguments.length);
        Files.createDirectories(folder);
        if (arguments[0].equals("short")) {
            ShortForm.run(folder);
            return;
        }
        if (!arguments[0].equals("report")) {
            Machine.describe(folder, isQuick);
            for (String part : named.isEmpty() ? PARTS : named) {
                run(part, folder, isQuick);
            }
        }
        Report.write(folder, folder.resolveSibling("figures.md"));
    }

    private static void run(String part, Path folder, boolean isQuick) throws Exception {
        switch (part) {
            case "recording" -> recording(folder, isQuick);
            case "waiting" -> Waiting.run(folder, isQuick ? 50 : 1000);
            case "cost" -> cost(folder, isQuick);
            case "instructions" -> InstructionFigures.run(folder);
            case "echo" ->
                EchoFigures.throughput(
                        folder,
                        isQuick ? 1 : 3,
                        isQuick ? List.of(1, 100) : List.of(1, 100, 1000),
                        Duration.ofMillis(isQuick ? 300 : 2000));
            case "idle" -> EchoFigures.idle(folder, isQuick ? 500 : 10_000);
            case "neighbors" -> NeighborFigures.run(folder, isQuick ? 1 : 5, isQuick ? 500 : 5000);
            case "program" ->
                ProgramFigures.run(
                        folder, isQuick ? 2 : 10, isQuick ? 100 : 1000, Duration.ofMillis(isQuick ? 300 : 2000));
            case "page" -> PageFigures.run(folder, isQuick ? 1 : 10, Duration.ofSeconds(isQuick ? 1 : 3));
            case "ports" -> OpenPorts.run(folder, isQuick ? 100 : 1000, isQuick ? 2 : 5);
            case "tls" -> TlsFigures.run(folder, isQuick ? 1 : 9);
            case "faults" -> FaultFigures.run(folder, isQuick ? 50 : 1000);
            default -> throw new IllegalArgumentException("no such part: " + part + "; choose of " + PARTS);
        }
    }

    private static void cost(Path folder, boolean isQuick) throws IOException, InterruptedException {
        CostOfATest.run(folder, 500, isQuick ? 1 : 5);
        if (!isQuick) {
            CostOfATest.run(folder, 5000, 2);
        }
    }

    private static void recording(Path folder, boolean isQuick) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(isQuick ? 500 : 1000);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(AppendBenchmark.class.getName())
                .forks(isQuick ? 1 : 3)
                .warmupIterations(3)
                .warmupTime(time)
                .measurementIterations(isQuick ? 3 : 5)
                .measurementTime(time)
                .resultFormat(ResultFormatType.CSV)
                .result(folder.resolve("recording.csv").toString());
        new Runner(options.build()).run();
    }
}
