package io.github.windsock.standalone.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LogTests {
    private static final Pattern CLOCK = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ");

    private final TestProgram program = new TestProgram();

    @Nested
    class in_text {

        @Test
        void tells_the_tutorial_in_four_lines() throws Exception {
            try (Service service = program.serve("--port", "0")) {
                talk(service, "/echo", "我就是要关闭它", "hello WebSocket");
                program.awaitLine(line -> line.contains(" closed "));
            }
            assertEquals(
                    List.of(
                            "#1 open /echo  no origin",
                            "#1 ← text 15 B \"hello WebSocket\"",
                            "#1 → text 15 B \"hello WebSocket\"",
                            "#1 closed 3005 \"我就是要关闭它\" by the client T"),
                    lines(program));
        }

        @Test
        void speaks_chinese() throws Exception {
            TestProgram chinese = new TestProgram("zh", StandardCharsets.UTF_8);
            try (Service service = chinese.serve("--port", "0")) {
                talk(service, "/echo", "再见", "hi");
                chinese.awaitLine(line -> line.contains(" 关闭 "));
            }
            assertEquals(
                    List.of(
                            "#1 打开 /echo  无来源",
                            "#1 ← 文本 2 B \"hi\"",
                            "#1 → 文本 2 B \"hi\"",
                            "#1 关闭 3005 \"再见\" 客户端发起 T"),
                    lines(chinese));
        }

        @Test
        void falls_back_to_ascii() throws Exception {
            TestProgram ascii = new TestProgram("en", StandardCharsets.US_ASCII);
            try (Service service = ascii.serve("--port", "0")) {
                talk(service, "/", "我", "é");
                ascii.awaitLine(line -> line.contains(" closed "));
            }
            assertEquals(
                    List.of(
                            "#1 open /  no origin",
                            "#1 <- text 2 B \"\\u00e9\"",
                            "#1 -> text 2 B \"\\u00e9\"",
                            "#1 closed 3005 \"\\u6211\" by the client T"),
                    lines(ascii));
            assertTrue(ascii.out().contains("  >  connect  ws://localhost:"), ascii.out());
        }

        @Test
        void lets_no_control_character_through() throws Exception {
            String hostile = "\u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u202egnp.exe\u2028\u200b\u0000";
            try (Service service = program.serve("--port", "0", "--verbose")) {
                talk(service, "/echo", "\u001b[31mbye\u202e", hostile, "x".repeat(900_000) + hostile);
                program.awaitLine(line -> line.contains(" closed "));
                RawHttpClient.attempt(service.port(), "/%1b%5b31m%e2%80%ae");
                program.awaitLine(line -> line.contains("answered 404"));
            }
            assertTrue(isHarmless(program.err()), program.err());
            assertTrue(program.err().lines().allMatch(line -> line.length() < 300), program.err());
            assertTrue(program.err().contains("\\u001b]0;owned\\u0007"), program.err());
        }

        @Test
        void says_nothing_when_quiet() throws Exception {
            try (Service service = program.serve("--port", "0", "--quiet")) {
                talk(service, "/echo", "bye", "hi");
            }
            assertEquals("", program.out() + program.err());
        }
    }

    @Nested
    class in_json {

        @Test
        void begins_with_ready_and_has_an_object_on_each_line() throws Exception {
            try (Service service = program.serve("--port", "0", "--log", "json")) {
                talk(service, "/echo", "我就是要关闭它", "\u001b[31m\"\\\u2028");
                program.awaitLine(line -> line.contains("\"event\":\"close\""));
                assertTrue(program.err()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .matches("\\{\"ts\":\"[^\"]+\",\"event\":\"ready\",\"url\":\"ws://localhost:" + service.port()
                                + "/\",\"port\":" + service.port() + ",\"pid\":\\d+}"));
            }
            List<String> events = program.err()
                    .lines()
                    .map(line -> line.replaceFirst("\"ts\":\"[^\"]+\",", ""))
                    .skip(1)
                    .toList();
            assertEquals("{\"event\":\"attempt\",\"conn\":1,\"target\":\"/echo\"}", events.get(0));
            assertEquals("{\"event\":\"open\",\"conn\":1,\"target\":\"/echo\",\"status\":101}", events.get(1));
            assertEquals(
                    "{\"event\":\"received\",\"conn\":1,\"type\":\"text\",\"bytes\":10,"
                            + "\"preview\":\"\\\"\\\\u001b[31m\\\\\\\"\\\\\\\\\\\\u2028\\\"\"}",
                    events.get(2));
            assertEquals(
                    "{\"event\":\"close\",\"conn\":1,\"code\":3005,\"reason\":\"我就是要关闭它\",\"clean\":true,"
                            + "\"initiator\":\"client\"}",
                    events.get(events.size() - 1));
            assertTrue(isHarmless(program.err()), program.err());
            assertEquals("", program.out());
        }
    }

    @Nested
    class life {

        @Test
        void once_ends_after_the_first_connection() throws Exception {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            try (Service service = program.serve("--port", "0", "--once")) {
                Thread waiting = new Thread(() -> {
                    service.awaitEnd();
                    ended.complete(null);
                });
                waiting.start();
                talk(service, "/", "bye");
                ended.get(10, TimeUnit.SECONDS);
                waiting.join(10_000);
            }
        }

        @Test
        void the_end_tells_everybody_1001() throws Exception {
            CompletableFuture<Integer> code = new CompletableFuture<>();
            Service service = program.serve("--port", "0");
            open(service, "/", new WebSocket.Listener() {
                @Override
                public CompletableFuture<?> onClose(WebSocket socket, int status, String reason) {
                    code.complete(status);
                    return CompletableFuture.completedFuture(null);
                }
            });

            service.close();

            assertEquals(1001, code.get(10, TimeUnit.SECONDS));
        }
    }

    private static boolean isHarmless(String said) {
        return said.codePoints()
                .filter(point -> point != '\n')
                .allMatch(point -> !Character.isISOControl(point)
                        && Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.LINE_SEPARATOR);
    }

    private static List<String> lines(TestProgram program) {
        return program.err()
                .lines()
                .map(line -> CLOCK.matcher(line).replaceFirst(""))
                .map(line -> line.replaceFirst("\\d+(\\.\\d+)? m?s$", "T"))
                .toList();
    }

    private static WebSocket open(Service service, String path, WebSocket.Listener listener) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + service.port() + path), listener)
                .get(10, TimeUnit.SECONDS);
    }

    /** Sends texts, waits for each echo, and closes with 3005. */
    private static void talk(Service service, String path, String reason, String... texts) throws Exception {
        Echoes echoes = new Echoes();
        WebSocket socket = open(service, path, echoes);
        for (String text : texts) {
            echoes.next = new CompletableFuture<>();
            socket.sendText(text, true).get(10, TimeUnit.SECONDS);
            assertEquals(text, echoes.next.get(10, TimeUnit.SECONDS));
        }
        socket.sendClose(3005, reason).get(10, TimeUnit.SECONDS);
        echoes.closed.get(10, TimeUnit.SECONDS);
    }

    private static final class Echoes implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private volatile CompletableFuture<String> next = new CompletableFuture<>();

        @Override
        public CompletableFuture<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                next.complete(whole);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            next.completeExceptionally(new TimeoutException("binary, not text"));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            next.completeExceptionally(error);
            closed.completeExceptionally(error);
        }
    }
}
