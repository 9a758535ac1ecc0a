package io.github.windsock.standalone.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                program.awaitLine(line -> line.contains(" refused 404 "));
            }
            assertTrue(isHarmless(program.err()), program.err());
            assertTrue(program.err().lines().allMatch(line -> line.length() < 300), program.err());
            assertTrue(program.err().contains("\\u001b]0;owned\\u0007"), program.err());
        }
    }

    @Nested
    class when_quiet {

        @ParameterizedTest
        @ValueSource(strings = {"text", "json"})
        void says_nothing_about_the_traffic(String log) throws Exception {
            try (Service service = program.serve("--port", "0", "--quiet", "--log", log)) {
                talk(service, "/echo", "bye", "hi");
            }
            assertEquals("", program.out() + program.err());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                text | ! the request filter threw
                json | "event":"failure"
                """)
        void tells_of_a_failure_of_the_server(String log, String told) throws Exception {
            try (Service service = program.serve("--port", "0", "--quiet", "--log", log)) {
                Recorder.of(service.server())
                        .general()
                        .record(Events.failure("the request filter", new IllegalStateException("broken")));

                program.awaitLine(line -> line.contains(told) && line.contains("broken"));
            }
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
                    "{\"event\":\"received\",\"conn\":1,\"bytes\":10,\"text\":\"\\u001b[31m\\\"\\\\\\u2028\"}",
                    events.get(2));
            assertEquals(
                    "{\"event\":\"close\",\"conn\":1,\"code\":3005,\"reason\":\"我就是要关闭它\",\"clean\":true,"
                            + "\"initiator\":\"client\"}",
                    events.get(events.size() - 1));
            assertTrue(isHarmless(program.err()), program.err());
            assertEquals("", program.out());
        }

        @Test
        void has_the_name_of_a_fault_without_the_columns_of_the_timeline() throws Exception {
            try (Service service = program.serve("--port", "0", "--log", "json");
                    RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/bad/utf8") + "\r\n");
                String line = program.awaitLine(each -> each.contains("\"event\":\"fault\""));
                assertEquals(
                        "\"event\":\"fault\",\"conn\":1,\"what\":\"fault invalidUtf8()\",\"detail\":\"RFC 6455 8.1\"}",
                        line.substring(line.indexOf("\"event\"")));
            }
        }
    }

    @Nested
    class payloads_in_json {

        @Test
        void are_whole_to_a_limit_and_never_end_within_a_character() throws Exception {
            try (Service service = program.serve("--port", "0", "--log", "json", "--log-payload", "5")) {
                talk(service, "/echo", "bye", "12345", "123456", "我们");
                program.awaitLine(line -> line.contains("\"event\":\"close\""));
            }
            assertEquals(
                    List.of(
                            "\"bytes\":5,\"text\":\"12345\"}",
                            "\"bytes\":6,\"text\":\"12345\",\"truncated\":true}",
                            "\"bytes\":6,\"text\":\"我\",\"truncated\":true}"),
                    program.err()
                            .lines()
                            .filter(line -> line.contains("\"event\":\"received\""))
                            .map(line -> line.substring(line.indexOf("\"bytes\"")))
                            .toList());
        }

        @Test
        void are_64_KiB_by_default() throws Exception {
            String text = "x".repeat((64 << 10) + 1);
            try (Service service = program.serve("--port", "0", "--log", "json")) {
                talk(service, "/echo", "bye", text);
                String line = program.awaitLine(each -> each.contains("\"event\":\"received\""));
                assertTrue(line.endsWith("\"text\":\"" + text.substring(1) + "\",\"truncated\":true}"));
            }
        }
    }

    @Nested
    class attempts_that_are_refused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /ecko            | http://localhost:1 | 404 | There is no /ecko. Did you mean /echo?
                /close?code=1006 | null               | 400 | close: code "1006": close code 1006 cannot be sent (it stands for a connection that ended without a Close frame: drop or reset it instead); use 1000-1003, 1007-1014 or 3000-4999
                /gr%FC           | null               | 400 | "/gr%FC" has escapes that are not UTF-8; write %C3%BC for ü
                /%zz             | null               | 400 | "/%zz" has an invalid escape: after % must come two hexadecimal digits; write %25 for %
                /refuse?status=503 | http://localhost:1 | 503 | refuse(503)
                """)
        void are_told_with_status_target_origin_and_reason(String target, String origin, int status, String why)
                throws Exception {
            try (Service service = program.serve("--port", "0")) {
                RawHttpClient.attempt(service.port(), target, "Origin: " + origin);
                program.awaitLine(line -> line.contains(" refused "));
            }
            assertEquals(List.of("#1 refused " + status + " " + target + ": " + why), lines(program));
            TestProgram json = new TestProgram();
            try (Service service = json.serve("--port", "0", "--log", "json")) {
                RawHttpClient.attempt(service.port(), target, "Origin: " + origin);
                String line = json.awaitLine(each -> each.contains("\"event\":\"refused\""));
                assertEquals(
                        "\"event\":\"refused\",\"conn\":1,\"target\":\"" + target + "\",\"origin\":\"" + origin
                                + "\",\"status\":" + status + ",\"why\":\"" + why.replace("\"", "\\\"") + "\"}",
                        line.substring(line.indexOf("\"event\"")));
            }
        }

        @Test
        void are_told_when_a_host_an_origin_or_the_headers_are_wrong() throws Exception {
            try (Service service =
                    program.serve("--port", "0", "--max-connections", "1", "--allow-origin", "http://a.test")) {
                RawHttpClient.attempt(service.port(), "/1", "Host: evil.test");
                RawHttpClient.attempt(service.port(), "/2", "Origin: http://b.test");
                RawHttpClient.attempt(service.port(), "/3", "X-Long: " + "x".repeat(8192));
                try (RawHttpClient first = new RawHttpClient(service.port())) {
                    first.write(RawHttpClient.upgrade("/silent") + "\r\n");
                    first.readHead();
                    RawHttpClient.attempt(service.port(), "/4");
                }
                program.awaitLine(line -> line.contains(" 503 "));
            }
            assertEquals(
                    List.of("#1 refused 403 /1", "#2 refused 403 /2", "#3 refused 431 /3", "#5 refused 503 /4"),
                    lines(program).stream()
                            .filter(line -> line.contains(" refused "))
                            .map(line -> line.substring(0, line.indexOf(':')))
                            .toList());
        }
    }

    @Test
    void a_plain_request_is_told_with_its_status_unless_it_got_a_page() throws Exception {
        TestProgram json = new TestProgram();
        try (Service service = json.serve("--port", "0", "--log", "json")) {
            plain(service, "/nowhere");
            String line = json.awaitLine(each -> each.contains("\"event\":\"http\""));
            assertEquals(
                    "\"event\":\"http\",\"status\":404,\"what\":\"GET /nowhere\",\"detail\":\"answered 404\"}",
                    line.substring(line.indexOf("\"event\"")));
        }
        try (Service service = program.serve("--port", "0")) {
            plain(service, "/healthz");
            plain(service, "/nowhere");
            program.awaitLine(line -> line.contains("/nowhere"));
        }
        assertEquals(List.of("· GET /nowhere answered 404"), lines(program));
    }

    private static void plain(Service service, String target) throws Exception {
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readHead();
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
                ended.get(30, TimeUnit.SECONDS);
                waiting.join(60_000);
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

            assertEquals(1001, code.get(30, TimeUnit.SECONDS));
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
                .get(30, TimeUnit.SECONDS);
    }

    /** Sends texts, waits for each echo, and closes with 3005. */
    private static void talk(Service service, String path, String reason, String... texts) throws Exception {
        Echoes echoes = new Echoes();
        WebSocket socket = open(service, path, echoes);
        for (String text : texts) {
            echoes.next = new CompletableFuture<>();
            socket.sendText(text, true).get(30, TimeUnit.SECONDS);
            assertEquals(text, echoes.next.get(30, TimeUnit.SECONDS));
        }
        socket.sendClose(3005, reason).get(30, TimeUnit.SECONDS);
        echoes.closed.get(30, TimeUnit.SECONDS);
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
