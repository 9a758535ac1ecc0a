package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTests {
    @TempDir
    Path directory;

    @Test
    void sigterm_tells_everybody_1001_and_ends() throws Exception {
        Path log = directory.resolve("log");
        try (ProgramProcess child = ProgramProcess.ofClasses(log, List.of())) {
            SeenByClient seen = new SeenByClient();
            open(child, seen);

            child.terminate();

            assertEquals("1001 server stopping", seen.closed.get(30, TimeUnit.SECONDS));
            assertEquals(128 + 15, child.awaitExit());
            assertTrue(Files.readString(log).contains("closed 1001"), Files.readString(log));
        }
    }

    /** The server alone would have patience with both for longer than this test has. */
    @Test
    void sigterm_ends_it_though_one_client_never_answers_and_another_never_asks() throws Exception {
        Path log = directory.resolve("log");
        try (ProgramProcess child =
                        ProgramProcess.ofClasses(log, List.of("-Dwindsock.timeout=60m"), "--handshake-timeout", "1h");
                RawHttpClient mute = new RawHttpClient(child.port());
                RawHttpClient slow = new RawHttpClient(child.port())) {
            slow.write("GET / HT");
            mute.write(RawHttpClient.upgrade("/echo") + "\r\n");
            assertTrue(mute.readHead().startsWith("HTTP/1.1 101 "));

            child.terminate();

            byte[] farewell = mute.readBytes(2 + 2 + "server stopping".length());
            assertArrayEquals(
                    "\u0088\u0011\u0003\u00e9server stopping".getBytes(StandardCharsets.ISO_8859_1), farewell);
            assertEquals(128 + 15, child.awaitExit());
        }
    }

    /** Such as a container has it: the stack without IPv6, and a console that can do ASCII only. */
    @Test
    void without_ipv6_it_says_so_and_in_ascii_where_that_is_all_there_is() throws Exception {
        Path log = directory.resolve("log");
        List<String> command = List.of(
                "env",
                "LC_ALL=C",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--lang",
                "zh");
        try (ProgramProcess child = ProgramProcess.of(log, command)) {
            SeenByClient seen = new SeenByClient();
            open(child, seen).sendText("hi", true).get(30, TimeUnit.SECONDS);

            assertEquals("hi", seen.text.get(30, TimeUnit.SECONDS));
            assertEquals(
                    "\\u672c\\u673a\\u6ca1\\u6709 ::1\\uff0c\\u53ea\\u76d1\\u542c 127.0.0.1\\u3002",
                    Files.readAllLines(log, StandardCharsets.US_ASCII).get(0));
        }
    }

    /** What {@code 2> log} leads into a file has no colors there, whatever the other stream is. */
    @Test
    void colors_go_to_a_terminal_only() throws Exception {
        Path script = RequiredTool.tool("script");
        Path log = directory.resolve("log");
        Path out = directory.resolve("out");
        String command = Path.of(System.getProperty("java.home"), "bin", "java") + " -cp '"
                + System.getProperty("java.class.path") + "' " + Main.class.getName()
                + " --port 0 --lang en --exit-after 500ms 2> " + log;
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "-qec", command, "/dev/null")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().keySet().removeAll(Set.of("NO_COLOR", "CLICOLOR"));
        Process process = builder.start();
        process.getOutputStream().close();

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(Files.readString(out).contains("\u001b[1mWebSocket stand-in"), Files.readString(out));
        assertFalse(Files.readString(log).contains("\u001b"), Files.readString(log));
    }

    @Test
    void once_ends_with_0() throws Exception {
        try (ProgramProcess child = ProgramProcess.ofClasses(directory.resolve("log"), List.of(), "--once")) {
            open(child, new SeenByClient()).sendClose(1000, "").get(30, TimeUnit.SECONDS);

            assertEquals(0, child.awaitExit());
        }
    }

    /** Without back-pressure the server would take all of it, and die with its heap of 48 MiB. */
    @Test
    void a_client_that_never_reads_is_slowed_down_and_the_others_are_served() throws Exception {
        Path log = directory.resolve("log");
        List<String> small = List.of("-Xmx48m", "-XX:+ExitOnOutOfMemoryError");
        try (ProgramProcess child = ProgramProcess.ofClasses(log, small);
                SocketChannel greedy = SocketChannel.open(new InetSocketAddress("127.0.0.1", child.port()));
                Selector selector = Selector.open()) {
            greedy.write(
                    ByteBuffer.wrap((RawHttpClient.upgrade("/echo") + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (!StandardCharsets.US_ASCII
                    .decode(answer.duplicate().flip())
                    .toString()
                    .endsWith("\r\n\r\n")) {
                assertTrue(greedy.read(answer) > 0);
            }
            greedy.configureBlocking(false);
            greedy.register(selector, SelectionKey.OP_WRITE);

            long taken = pour(greedy, selector, 200L << 20);

            assertTrue(taken < 100L << 20, taken + " bytes were taken from a client that does not read");
            SeenByClient seen = new SeenByClient();
            open(child, seen).sendText("still there?", true).get(30, TimeUnit.SECONDS);
            assertEquals("still there?", seen.text.get(30, TimeUnit.SECONDS));
        }
    }

    /** Writes messages of 256 KiB until nobody takes them any more, or to a limit. */
    private static long pour(SocketChannel to, Selector selector, long limit) throws Exception {
        int size = 256 << 10;
        ByteBuffer frame = ByteBuffer.allocate(14 + size)
                .put((byte) 0x82)
                .put((byte) 0xFF)
                .putLong(size)
                .putInt(0);
        frame.position(frame.capacity()).flip();
        long taken = 0;
        while (taken < limit) {
            while (frame.hasRemaining()) {
                int count = to.write(frame);
                taken += count;
                if (count == 0 && selector.select(1000) == 0) {
                    return taken; // a second without a byte: it is blocked
                }
                selector.selectedKeys().clear();
            }
            frame.rewind();
        }
        return taken;
    }

    private static WebSocket open(ProgramProcess child, SeenByClient seen) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + child.port() + "/"), seen)
                .get(60, TimeUnit.SECONDS);
    }

    private static final class SeenByClient implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status + " " + reason);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
