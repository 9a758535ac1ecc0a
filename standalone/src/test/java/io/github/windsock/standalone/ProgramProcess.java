package io.github.windsock.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, started with --print-url. */
final class ProgramProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ProgramProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String url = out.readLine();
        if (url == null) {
            throw new IOException("the program ended without an address; exit code "
                    + process.onExit().join().exitValue());
        }
        this.port = Integer.parseInt(url.replaceAll("^.*:(\\d+)/$", "$1"));
    }

    /** Starts it from the classes of this build. */
    static ProgramProcess ofClasses(Path log, List<String> jvm, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve"));
        command.addAll(List.of(args));
        return of(log, command);
    }

    /** Starts it by a command that ends with options of the program. */
    static ProgramProcess of(Path log, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--port", "0", "--print-url"));
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(log.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new ProgramProcess(builder.start());
    }

    int port() {
        return port;
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
