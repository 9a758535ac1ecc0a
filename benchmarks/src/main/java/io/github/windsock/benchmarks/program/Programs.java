package io.github.windsock.benchmarks.program;

import io.github.windsock.benchmarks.echo.EchoServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs that are compared, with the command that starts each. Each prints its port when it listens. */
final class Programs {

    private static final List<String> PEERS = List.of("node ws", "Jetty core", "Java-WebSocket");

    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Path cache;

    /**
     * Creates the commands.
     *
     * @param folder the folder with the launcher and the built jar
     * @param cache the cache folder of the launcher, for its archive of classes
     */
    Programs(Path folder, Path cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /** Returns the commands by name, without peers that this machine does not have. */
    Map<String, List<String>> commands() throws IOException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(ProgramFigures.BASE, ours("--quiet"));
        commands.put("Windsock by launcher; no archive", launched(Path.of("/dev/null"), "--quiet"));
        commands.put("Windsock by launcher; archive", launched(cache, "--quiet"));
        commands.put("Windsock by launcher; archive; log on", launched(cache));
        Map<String, List<String>> peers = EchoServers.commands();
        PEERS.stream().filter(peers::containsKey).forEach(name -> commands.put(name, peers.get(name)));
        return commands;
    }

    private List<String> ours(String... options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = folder.resolve("target/windsock-standalone.jar").toString();
        return with(List.of(java, "-jar", jar), options);
    }

    /** Returns the command of the launcher; it has no archive if its cache cannot be a directory. */
    private List<String> launched(Path cacheHome, String... options) {
        return with(
                List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "XDG_CACHE_HOME=" + cacheHome,
                        folder.resolve("echo-server").toString()),
                options);
    }

    private static List<String> with(List<String> command, String... options) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--port", "0", "--print-url", "--max-connections", "20000"));
        all.addAll(List.of(options));
        return all;
    }

    /** Lets the launcher create its archive, which it does in the background of its first start. */
    void prepare() throws IOException, InterruptedException {
        Path made = Files.createDirectories(cache.resolve("windsock"));
        try (WatchService watch = made.getFileSystem().newWatchService()) {
            made.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            try (Started first = new Started(launched(cache, "--quiet"))) {
                System.err.println("program: waiting for the archive beside " + first);
                awaitArchive(watch);
            }
        }
    }

    private static void awaitArchive(WatchService watch) throws IOException, InterruptedException {
        boolean isThere = false;
        while (!isThere) {
            WatchKey key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (key == null) {
                throw new IOException("the launcher made no archive of classes in " + PATIENCE_SECONDS + " s");
            }
            isThere = key.pollEvents().stream()
                    .anyMatch(event -> String.valueOf(event.context()).endsWith(".jsa"));
            key.reset();
        }
    }
}
