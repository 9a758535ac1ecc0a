package io.github.windsock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of its own, for what a test does to all of a JVM: it fills its memory, or counts on it to end. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /**
     * Starts a class on the class path of this JVM.
     *
     * @param main the class
     * @param options more options of the JVM; another {@code -cp} replaces the class path
     * @return the JVM; what it says includes its errors
     */
    public static ChildJvm start(Class<?> main, String... options) throws IOException {
        return new ChildJvm(builder(main, options).redirectErrorStream(true).start());
    }

    /** Starts a class as {@link #start} does. What it says does not include its errors. */
    public static ChildJvm startWithoutErrors(Class<?> main, String... options) throws IOException {
        return new ChildJvm(builder(main, options)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static ProcessBuilder builder(Class<?> main, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dstdout.encoding=UTF-8",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(main.getName());
        return new ProcessBuilder(command);
    }

    /** Reads the port that it says first. */
    public int readPort() throws IOException {
        return Integer.parseInt(requireNonNull(output.readLine(), "the child has ended"));
    }

    /** Returns what it says until it ends. */
    public String readAll() {
        return output.lines().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Ends its input. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Waits until it has ended; returns its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
