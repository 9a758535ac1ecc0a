package io.github.windsock.benchmarks.program;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A started program that listens. */
final class Started implements Closeable {

    /** The peers print {@code port=41233}, Windsock {@code ws://localhost:41233/}. */
    private static final Pattern LISTENING = Pattern.compile("(?:port=|ws://localhost:)(\\d+)/?");

    private final Process process;
    private final Duration start;
    private final Duration startCpu;
    private final int port;

    /** Starts the program, and waits until it prints that it listens. */
    Started(List<String> command) throws IOException {
        long begun = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        port = listening(process.inputReader(StandardCharsets.UTF_8), command);
        start = Duration.ofNanos(System.nanoTime() - begun);
        startCpu = cpu();
    }

    private static int listening(BufferedReader out, List<String> command) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IOException("it ended before it listened: " + String.join(" ", command));
    }

    int port() {
        return port;
    }

    /** Returns the time from the command to the line with the port. */
    Duration start() {
        return start;
    }

    /** Returns the CPU time of the start. */
    Duration startCpu() {
        return startCpu;
    }

    /** Returns the CPU time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns the resident set in KiB, without a garbage collection before. */
    long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join(); // so that the next one has the machine to itself
    }
}
