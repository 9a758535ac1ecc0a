package io.github.windsock.benchmarks.echo;

import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * The echo servers that are compared, each in its own process, so that CPU and memory can be measured.
 *
 * <p>To add a server, write an entry in {@link #commands()} and, for Java, a case in {@link #main}. A server prints
 * {@code port=N} when it listens, and runs the garbage collector when it reads a line.
 */
public final class EchoServers {

    /** One that knows nothing of WebSocket: what the machine and the JDK take by themselves. */
    static final String BARE = "bare NIO";

    private EchoServers() {}

    /**
     * Returns the servers by name, with the command that starts each.
     *
     * @return the commands; node's only if {@code figures.node} names a folder with ws
     * @throws IOException if node's script cannot be written
     */
    public static Map<String, List<String>> commands() throws IOException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String name : List.of(
                "Windsock", "Windsock; a journal of 1 entry", "Jetty core", "Jetty core tuned", "Java-WebSocket")) {
            commands.put(name, java(name));
        }
        // Node looks for node_modules beside the script: npm install --prefix FOLDER ws, then -Dfigures.node=FOLDER
        String node = System.getProperty("figures.node", "");
        if (!node.isEmpty()) {
            Path script = Path.of(node, "windsock-echo.mjs");
            Files.writeString(script, NODE);
            commands.put("node ws", List.of("node", "--expose-gc", script.toString()));
        }
        return commands;
    }

    private static final String NODE = """
            import { WebSocketServer } from 'ws';
            const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, backlog: 1024 });
            server.on('connection', (socket) => {
              socket._socket.setNoDelay(true);
              socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
            });
            server.on('listening', () => console.log('port=' + server.address().port));
            process.stdin.on('data', () => { globalThis.gc(); console.log('collected'); });
            """;

    static List<String> java(String name) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoServers.class.getName(),
                name);
    }

    /**
     * Runs a server until its input ends.
     *
     * @param arguments its name
     * @throws Exception if it does not start
     */
    public static void main(String[] arguments) throws Exception {
        int port = switch (arguments[0]) {
            case "Windsock" -> EchoServer.start().port();
            case "Windsock; a journal of 1 entry" ->
                EchoServer.builder()
                        .journal(Recorder.create(Settings.defaults().withLimits(1, 1)))
                        .start()
                        .port();
            case BARE -> BareEcho.listen();
            case "Jetty core" -> new JettyEcho(false, status -> {}).port();
            case "Jetty core tuned" -> new JettyEcho(true, status -> {}).port();
            case "Java-WebSocket" -> JavaWebSocketEcho.listen();
            default -> throw new IllegalArgumentException("no such server: " + arguments[0]);
        };
        System.out.println("port=" + port);
        while (System.in.read() >= 0) {
            System.gc();
            System.out.println("collected");
        }
        Runtime.getRuntime().halt(0);
    }

    /**
     * Pins a server to one core, if there is more than one and the system supports it.
     *
     * @param command the command that starts it
     * @return the command that starts it on one core
     */
    public static List<String> pinned(List<String> command) {
        if (Runtime.getRuntime().availableProcessors() < 2 || Files.notExists(Path.of("/usr/bin/taskset"))) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(command);
        return pinned;
    }

    /** A running server process. */
    static final class Running implements Closeable {

        private final Process process;
        private final BufferedReader out;
        final int port;

        Running(List<String> command) throws IOException {
            process = new ProcessBuilder(pinned(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
            port = Integer.parseInt(next("port=").substring("port=".length()));
        }

        Duration cpu() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        /** Returns for how long its threads could have run and had no core; zero where the system does not say. */
        Duration waited() throws IOException {
            long nanos = 0;
            Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
            try (Stream<Path> threads = Files.exists(tasks) ? Files.list(tasks) : Stream.empty()) {
                for (Path thread : threads.toList()) {
                    nanos += waited(thread);
                }
            }
            return Duration.ofNanos(nanos);
        }

        private static long waited(Path thread) throws IOException {
            try {
                return Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ", 3)[1]);
            } catch (NoSuchFileException e) {
                return 0; // it has ended meanwhile
            }
        }

        /** Returns the resident memory in KiB after a collection. */
        long memory() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            next("collected");
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private String next(String prefix) throws IOException {
            String line = out.readLine();
            while (line != null && !line.startsWith(prefix)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("the server ended; see its output above");
            }
            return line;
        }
    }

    private static final class JavaWebSocketEcho extends WebSocketServer {

        private JavaWebSocketEcho() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            setTcpNoDelay(true);
            setConnectionLostTimeout(0);
            setMaxPendingConnections(1024);
        }

        static int listen() throws InterruptedException {
            JavaWebSocketEcho server = new JavaWebSocketEcho();
            server.start();
            synchronized (server) {
                while (server.getPort() <= 0) {
                    server.wait(10_000);
                }
            }
            return server.getPort();
        }

        @Override
        public void onStart() {
            synchronized (this) {
                notifyAll();
            }
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket socket, String message) {
            socket.send(message);
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            socket.send(message);
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket socket, Exception failure) {
            failure.printStackTrace();
        }
    }
}
