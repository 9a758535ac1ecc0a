package io.github.windsock.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/**
 * Clients that others wrote. Each sends a greeting when it is open, closes after a number of messages, and tells what it
 * saw: {@code open}, the messages, {@code close} with code and reason, {@code lost}, {@code refused} with the status.
 */
public final class ForeignClients {
    private static final String GREETING = "hello WebSocket";
    private static final String REASON = "我就是要关闭它";
    private static final int BOUND_SECONDS = 20;
    private static final int GIVE_UP_MILLIS = 500;
    private static final Path NODE = Path.of("src/test/node");
    private static final String LOCK = "package-lock.json";

    /**
     * What a client is to do.
     *
     * @param url the address
     * @param messages after how many messages to close; -1 for never
     * @param givesUp whether to give up some time after the close, or after the begin where none is meant
     */
    public record ClientRun(String url, int messages, boolean givesUp) {}

    /** A client that somebody else wrote. */
    public interface Client {

        /**
         * Connects, all at once.
         *
         * @param plans where, and what to do there
         * @return for each what was seen
         */
        List<String> run(List<ClientRun> plans) throws Exception;
    }

    private ForeignClients() {}

    private static List<String> collect(List<CompletableFuture<String>> runs) throws Exception {
        List<String> seen = new ArrayList<>();
        for (CompletableFuture<String> run : runs) {
            seen.add(run.get(BOUND_SECONDS, TimeUnit.SECONDS));
        }
        return seen;
    }

    private static void giveUp(CompletableFuture<String> end, List<String> seen) {
        CompletableFuture.delayedExecutor(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            String before = String.join("; ", seen);
            end.complete(before.isEmpty() ? "waiting" : before + "; waiting");
        });
    }

    /** The reason of 1009 is the server's own affair. */
    private static String closed(int code, String reason) {
        return code == 1006 ? "lost" : code == 1009 ? "close 1009" : ("close " + code + " " + reason).stripTrailing();
    }

    public static List<String> jdk(List<ClientRun> plans) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<String>> runs = new ArrayList<>();
        for (ClientRun plan : plans) {
            Jdk run = new Jdk(plan);
            client.newWebSocketBuilder().buildAsync(URI.create(plan.url()), run).whenComplete(run::connected);
            runs.add(run.end);
        }
        return collect(runs);
    }

    private static final class Jdk implements WebSocket.Listener {
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final ClientRun plan;

        Jdk(ClientRun plan) {
            this.plan = plan;
            if (plan.givesUp() && plan.messages() < 0) {
                giveUp(end, seen);
            }
        }

        void connected(WebSocket socket, Throwable failure) {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                end.complete(
                        cause instanceof WebSocketHandshakeException refused
                                ? "refused " + refused.getResponse().statusCode()
                                : "failed");
            }
        }

        @Override
        public void onOpen(WebSocket socket) {
            seen.add("open");
            socket.sendText(GREETING, true)
                    .thenRun(() -> closeAfter(socket, 0)); // it may fail if the server was faster
            socket.request(1);
        }

        private void closeAfter(WebSocket socket, int count) {
            if (count == plan.messages()) {
                socket.sendClose(3005, REASON);
                if (plan.givesUp()) {
                    giveUp(end, seen);
                }
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                message(socket, "text " + text);
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            text.append(HexFormat.of().formatHex(bytes));
            if (last) {
                message(socket, "binary " + text);
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void message(WebSocket socket, String message) {
            seen.add(message);
            closeAfter(socket, seen.size() - 1);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            seen.add(closed(status, reason));
            end.complete(String.join("; ", seen));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            seen.add("lost");
            end.complete(String.join("; ", seen));
        }
    }

    public static List<String> javaWebSocket(List<ClientRun> plans) throws Exception {
        List<CompletableFuture<String>> runs = new ArrayList<>();
        for (ClientRun plan : plans) {
            JavaWebSocketClient run = new JavaWebSocketClient(plan);
            run.connect();
            runs.add(run.end);
        }
        return collect(runs);
    }

    private static final class JavaWebSocketClient extends WebSocketClient {
        private static final Pattern STATUS = Pattern.compile("Invalid status code received: (\\d+)");

        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final ClientRun plan;

        JavaWebSocketClient(ClientRun plan) {
            super(URI.create(plan.url()));
            this.plan = plan;
            if (plan.givesUp() && plan.messages() < 0) {
                giveUp(end, seen);
            }
            setDaemon(true);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            seen.add("open");
            send(GREETING);
            closeAfter(0);
        }

        private void closeAfter(int count) {
            if (count == plan.messages()) {
                close(3005, REASON);
                if (plan.givesUp()) {
                    giveUp(end, seen);
                }
            }
        }

        @Override
        public void onMessage(String message) {
            message("text " + message);
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            message("binary " + HexFormat.of().formatHex(copy));
        }

        private void message(String message) {
            seen.add(message);
            closeAfter(seen.size() - 1);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            Matcher refused = STATUS.matcher(reason);
            if (seen.isEmpty()) {
                end.complete(refused.find() ? "refused " + refused.group(1) : "failed");
                return;
            }
            seen.add(closed(code, reason));
            end.complete(String.join("; ", seen));
        }

        @Override
        public void onError(Exception e) {
            // onClose follows and says what became of it
        }
    }

    /** The client of node's ws, which npm fetches into the build's directory: the one that the lock names. */
    public static List<String> nodeWs(List<ClientRun> plans) throws Exception {
        Path node = RequiredTool.tool("node");
        Path home = npmPackages();
        Path script = home.resolve("client.mjs");
        Files.writeString(script, Files.readString(NODE.resolve("client.mjs")));
        List<String> command = new ArrayList<>(List.of(node.toString(), script.toString()));
        for (ClientRun plan : plans) {
            command.add(plan.url());
            command.add(String.valueOf(plan.messages()));
            command.add(String.valueOf(plan.givesUp()));
        }
        return List.of(run(command, home).split("\n"));
    }

    /** Returns the directory in which npm has installed what the lock names, under {@code node_modules}. */
    public static synchronized Path npmPackages() throws IOException, InterruptedException {
        Path home = Path.of("target/node").toAbsolutePath();
        if (!isInstalled(home)) {
            install(RequiredTool.tool("npm"), home);
        }
        return home;
    }

    private static boolean isInstalled(Path home) throws IOException {
        return Files.exists(home.resolve("node_modules/ws/package.json"))
                && Files.mismatch(NODE.resolve(LOCK), home.resolve(LOCK)) < 0;
    }

    private static void install(Path npm, Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(NODE.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            run(List.of(npm.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"), home);
        } catch (IllegalStateException e) {
            throw RequiredTool.missing(
                    "the packages of npm in src/test/node, which npm could not install: " + e.getMessage());
        }
    }

    private static String run(List<String> command, Path home) throws IOException, InterruptedException {
        Path log = home.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            process.onExit().orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(out + Files.readString(log));
            }
            return out;
        } finally {
            process.destroyForcibly();
        }
    }
}
