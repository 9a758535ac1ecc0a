package io.github.windsock.benchmarks.cost;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Runs a main class in a JVM of its own, with the class path of this one. */
public final class FreshJvm {
    private static final String RESULT = "result,";

    private FreshJvm() {}

    /**
     * Returns what the main class measured: the values of the line that begins with {@code result,}. Its first argument
     * is the time at which the JVM was started, in milliseconds since the epoch.
     */
    public static List<String> measure(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        List<String> command = new ArrayList<>(options);
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(main.getName());
        builder.environment().putAll(Map.of("CLASSPATH", System.getProperty("java.class.path")));
        command.add(Long.toString(System.currentTimeMillis()));
        Collections.addAll(command, arguments);
        Process jvm = builder.command(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String result;
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            result = out.lines()
                    .filter(printed -> printed.startsWith(RESULT))
                    .findFirst()
                    .orElseThrow(() ->
                            new IOException(List.of(arguments) + " ended without a result; see the output above"));
        }
        jvm.waitFor();
        return List.of(result.substring(RESULT.length()).split(",", -1));
    }
}
