package io.github.windsock.standalone.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.ServedProgram;
import io.github.windsock.standalone.text.JsonReader;
import io.github.windsock.standalone.text.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleApiTests extends ServedProgram {
    private static final String TOKEN = "X-Windsock-Token: local";
    private static final String JSON = "Content-Type: application/json";

    private String post(String target, String body, String... headers) throws IOException {
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n"
                    + body);
            return client.readAll();
        }
    }

    private static String line(String answer) {
        return body(answer).strip();
    }

    /** Opens the echo, and leaves it open. */
    private RawHttpClient open(String target) throws IOException {
        RawHttpClient client = new RawHttpClient(service.port());
        client.write(RawHttpClient.upgrade(target) + "\r\n");
        assertEquals("101 Switching Protocols", status(client.readHead()));
        return client;
    }

    private RawHttpClient follow(String... headers) throws IOException {
        RawHttpClient client = new RawHttpClient(service.port());
        client.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n"
                + String.join(
                        "", List.of(headers).stream().map(each -> each + "\r\n").toList()) + "\r\n");
        return client;
    }

    @Nested
    class the_stream_of_events {

        @Test
        void tells_what_happened_before_and_what_happens() throws IOException {
            try (RawHttpClient before = open("/echo?latency=1ms");
                    RawHttpClient page = follow()) {
                String head = page.readHead();
                page.readUntil("\"target\":\"/echo?latency=1ms\"");
                before.write((byte) 0x81, (byte) 0x82, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 'h', (byte) 'i');

                String told = page.readUntil("\"kind\":\"sent\",\"text\":true,\"size\":2,\"data\":\"hi\"}");

                assertTrue(head.contains("\r\nContent-Type: text/event-stream\r\n"), head);
                assertTrue(told.contains("\"kind\":\"received\",\"text\":true,\"size\":2,\"data\":\"hi\"}"), told);
            }
        }

        @Test
        void says_in_the_language_of_the_page_why_somebody_was_refused() throws IOException {
            try (RawHttpClient refused = new RawHttpClient(service.port());
                    RawHttpClient page = follow("Accept-Language: zh-CN")) {
                refused.write(RawHttpClient.upgrade("/ecko") + "\r\n");

                assertTrue(refused.readAll().contains("There is no /ecko. Did you mean /echo?"));
                page.readUntil("\"why\":\"");
                assertEquals("没有 /ecko。是不是 /echo？\"", page.readUntil("\""));
            }
        }

        @Test
        void goes_on_where_a_page_left_off() throws IOException {
            String last;
            try (RawHttpClient first = open("/echo?limit=5");
                    RawHttpClient page = follow()) {
                page.readUntil("id: ");
                last = page.readUntil("\n").strip();
                assertTrue(page.readUntil("\n\n").contains("\"target\":\"/echo?limit=5\""));
                assertTrue(first.socket().isConnected());
            }
            try (RawHttpClient second = open("/echo?limit=7");
                    RawHttpClient page = follow("Last-Event-ID: " + last)) {
                String told = page.readUntil("\"target\":\"/echo?limit=7\"");

                assertFalse(told.contains("\"target\":\"/echo?limit=5\""), told);
                assertTrue(second.socket().isConnected());
            }
        }

        @Test
        void begins_anew_for_an_id_of_another_run() throws IOException {
            try (RawHttpClient client = open("/echo");
                    RawHttpClient page = follow("Last-Event-ID: another-99")) {
                page.readUntil("\"target\":\"/echo\"");
                assertTrue(client.socket().isConnected());
            }
        }

        @Test
        void is_for_16_pages() throws IOException {
            List<RawHttpClient> pages = new ArrayList<>();
            try {
                for (int i = 0; i < 16; i++) {
                    pages.add(follow());
                    assertEquals("200 OK", status(pages.get(i).readHead()));
                }
                try (RawHttpClient one = follow()) {
                    String answer = one.readAll();

                    assertEquals("503 Service Unavailable", status(answer));
                    assertEquals("16 pages are watching already, which is the limit. Close one.", line(answer));
                }
            } finally {
                for (RawHttpClient page : pages) {
                    page.close();
                }
            }
        }
    }

    @Nested
    class acting_as_the_server {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                send  | {"text":"welcome"}               | 81 7 welcome
                send  | {"hex":"00 41"}                  | 82 2 \0A
                ping  | {"text":"p"}                     | 89 1 p
                close | {"code":3005,"reason":"bye"}     | 88 5 \13½bye
                close | {}                               | 88 0
                close | {"reason":""}                    | 88 0
                send  | {"text":""}                      | 81 0
                """)
        void sends_what_is_asked_for(String command, String arguments, String frame) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                String answer = post("/api/connections/1/" + command, arguments, TOKEN, JSON);

                assertEquals("204 No Content", status(answer), answer);
                byte[] head = client.readBytes(2);
                String payload = new String(client.readBytes(head[1]), StandardCharsets.ISO_8859_1);
                assertEquals(
                        frame.strip(),
                        "%x %d %s".formatted(head[0] & 0xFF, head[1], payload).stripTrailing());
            }
        }

        @Test
        void changes_the_behavior_of_one_connection() throws IOException {
            try (RawHttpClient one = open("/silent");
                    RawHttpClient two = open("/silent")) {
                assertEquals(
                        "204 No Content",
                        status(post("/api/connections/2/behave", "{\"url\":\"/send?text=x\"}", TOKEN, JSON)));

                assertEquals("\u0001x", new String(two.readBytes(3), 1, 2, StandardCharsets.US_ASCII));
                one.write((byte) 0x89, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
                assertEquals((byte) 0x8A, one.readBytes(2)[0]);
            }
        }

        @Test
        void breaks_a_rule() throws IOException {
            try (RawHttpClient client = open("/silent")) {
                String fault = "{\"url\":\"/bad/opcode?opcode=3\"}";

                assertEquals("204 No Content", status(post("/api/connections/1/fault", fault, TOKEN, JSON)));

                assertEquals((byte) 0x83, client.readBytes(1)[0]);
            }
        }

        @Test
        void drops_and_resets() throws IOException {
            try (RawHttpClient one = open("/silent");
                    RawHttpClient two = new RawHttpClient(service.port())) {
                two.write(RawHttpClient.upgrade("/never-open") + "\r\n");
                program.awaitLine(line -> line.contains("#2 ✕ fault  neverOpen()"));
                assertEquals("204 No Content", status(post("/api/connections/1/drop", "{}", TOKEN, JSON)));
                assertEquals("204 No Content", status(post("/api/connections/2/reset", "{}", TOKEN, JSON)));

                assertEquals("", one.readAll());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /api/connections/1/close  | {"code":1006,"reason":""} | 400 Bad Request | close: code "1006": close code 1006 cannot be sent (it stands for a connection that ended without a Close frame: drop or reset it instead); use 1000-1003, 1007-1014 or 3000-4999
                /api/connections/1/send   | {}                        | 400 Bad Request | send takes either text or hex, and exactly one of them.
                /api/connections/1/send   | {"text":"a","hex":"00"}   | 400 Bad Request | send takes either text or hex, and exactly one of them.
                /api/connections/1/send   | {"text":1}                | 400 Bad Request | send: the argument text must be a string.
                /api/connections/1/send   | {"text":null}             | 400 Bad Request | send: the argument text must be a string.
                /api/connections/1/send   | {"txt":"a"}               | 400 Bad Request | send takes no argument txt; it takes: text, hex.
                /api/connections/1/close  | {"reason":"bye"}          | 400 Bad Request | A reason needs a code: a Close frame without a code has no reason (RFC 6455, section 5.5.1).
                /api/connections/1/close  | {"code":"3005"}           | 400 Bad Request | close: the argument code must be a whole number, such as 3005.
                /api/connections/1/close  | {"code":3005.5}           | 400 Bad Request | close: the argument code must be a whole number, such as 3005.
                /api/connections/1/close  | {"code":null}             | 400 Bad Request | close: the argument code must be a whole number, such as 3005.
                /api/connections/1/drop   | {"code":3005}             | 400 Bad Request | drop takes no arguments, but got code.
                /api/connections/1/behave | {"url":"/refuse?status=403"} | 400 Bad Request | /refuse?status=403 decides how an attempt is answered, but connection 1 is open; use a path such as /echo or /silent.
                /api/connections/1/behave | {"url":"/slow-open?by=3s&then=echo"} | 400 Bad Request | /slow-open?by=3s&then=echo decides how an attempt is answered, but connection 1 is open; use a path such as /echo or /silent.
                /api/connections/1/send   | {"hex":"0"}               | 400 Bad Request | These are not hexadecimal digits; write two for each byte, such as 00 ff 10.
                /api/connections/1/send   | {"text"                   | 400 Bad Request | the body is not a JSON object; it cannot be read from character 8.
                /api/connections/1/send   | []                        | 400 Bad Request | The body is JSON, but not an object; write {"name":"value"}.
                /api/connections/1/send   | {"text":"a","text":"b"}   | 400 Bad Request | The body has the name text twice; keep one.
                /api/connections/1/behave | {}                        | 400 Bad Request | behave needs the argument url, a path such as /echo.
                /api/connections/1/fault  | {"url":""}                | 400 Bad Request | fault needs the argument url, a path such as /bad/utf8.
                /api/connections/1/dance  | {}                        | 400 Bad Request | There is no command dance; use send, ping, close, drop, reset, stall, resume, behave or fault.
                /api/connections/1/behave | {"url":"/ecko"}           | 400 Bad Request | There is no behavior /ecko; use one of the list of paths, such as /echo?latency=80ms.
                /api/connections/1/behave | {"url":"/push?every=1ms&text=x"} | 400 Bad Request | push: every "1ms" is not within 10ms to 24h
                /api/connections/1/fault  | {"url":"/bad/accept"}     | 400 Bad Request | /bad/accept is not a fault of an open connection; use one such as /bad/utf8 or /stop-reading.
                /api/connections/9/send   | {"text":"x"}              | 409 Conflict    | Connection 9 is no longer open.
                /api/x                    | {}                        | 404 Not Found   | The API has no /api/x.
                """)
        void explains_what_cannot_be(String target, String arguments, String status, String why) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                String answer = post(target, arguments, TOKEN, JSON);

                assertEquals(status + "\n" + why, status(answer) + "\n" + line(answer));
                assertTrue(client.socket().isConnected());
            }
        }
    }

    @Nested
    class what_is_refused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                send  | {"text"                     | 请求体不是 JSON 对象；从第 8 个字符起无法读取。
                send  | 7                           | 请求体是 JSON，但不是对象；请写成 {"名字":"值"}。
                send  | {"text":"a","text":"b"}     | 请求体里 text 写了两次，只写一次。
                ping  | {"text":"LONG"}             | ping 的载荷有 126 字节（UTF-8），上限是 125。
                close | {"code":1}                  | close：code“1”：关闭码 1 不能发送；请用 1000-1003、1007-1014 或 3000-4999
                close | {"code":3005,"reason":"LONG"} | close：reason“LONG”：原因的 UTF-8 有 126 字节；Close 帧最多能放 123 字节
                fault | {}                          | fault 需要参数 url，即路径，例如 /bad/utf8。
                """)
        void is_said_in_the_language_of_the_page(String command, String body, String why) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                String answer = post(
                        "/api/connections/1/" + command + "?lang=zh",
                        body.replace("LONG", "a".repeat(126)),
                        TOKEN,
                        JSON);

                assertEquals(
                        "400 Bad Request\n" + why.replace("LONG", "a".repeat(126)),
                        status(answer) + "\n" + line(answer));
                assertTrue(client.socket().isConnected());
            }
        }

        @Test
        void includes_text_that_is_not_utf8() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write("POST /api/connections/1/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n" + TOKEN
                        + "\r\n" + JSON + "\r\n\r\n");
                client.write((byte) 0xFF);

                assertEquals(
                        "The body is not UTF-8, as JSON has to be (RFC 8259, section 8.1).", line(client.readAll()));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"send", "ping", "close", "drop", "reset", "stall", "resume", "behave", "fault"})
        void includes_each_command_for_a_connection_that_has_ended(String command) throws Exception {
            try (RawHttpClient client = open("/drop")) {
                client.readAll();
            }
            program.awaitLine(line -> line.contains("#1 closed"));

            String answer = post("/api/connections/1/" + command, "{}", TOKEN, JSON);

            assertEquals("409 Conflict\nConnection 1 is no longer open.", status(answer) + "\n" + line(answer));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                send  | {"text":"x"}       | en | Connection 1 is closing, so send comes too late: nothing more can be sent on it.
                ping  | {}                 | en | Connection 1 is closing, so ping comes too late: nothing more can be sent on it.
                send  | {"text":"x"}       | zh | 连接 1 正在关闭，不能再发送任何内容，send 来得太晚了。
                fault | {"url":"/bad/utf8"} | zh | 连接 1 正在关闭，不能再发送任何内容，fault 来得太晚了。
                """)
        void includes_what_a_closing_connection_would_have_to_send(
                String command, String body, String language, String why) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                post("/api/connections/1/close", "{}", TOKEN, JSON);

                String answer = post("/api/connections/1/" + command + "?lang=" + language, body, TOKEN, JSON);

                assertEquals("409 Conflict\n" + why, status(answer) + "\n" + line(answer));
                assertTrue(client.socket().isConnected());
            }
        }

        @Test
        void includes_the_reset_of_an_attempt_that_has_its_answer() throws IOException {
            assertEquals("503 Service Unavailable", status(attempt("/refuse?status=503")));

            String answer = post("/api/connections/1/reset", "{}", TOKEN, JSON);

            assertEquals("409 Conflict\nConnection 1 is no longer open.", status(answer) + "\n" + line(answer));
        }
    }

    @Nested
    class strangers {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                Origin: http://evil.test
                Origin: http://localhost:5173
                Origin: null
                Host: evil.test
                Host: echo.websocket.org
                Sec-Fetch-Site: cross-site
                Sec-Fetch-Site: same-site
                X: no token
                """)
        void read_nothing_and_do_nothing(String header) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                String token = header.equals("X: no token") ? "X-Windsock-Token: guess" : TOKEN;
                for (String target : List.of("/api/events", "/api/export?as=json", "/api/entries/0")) {
                    String answer = get(target, token, header);

                    assertEquals("403 Forbidden", status(answer), target);
                    assertFalse(answer.contains("Access-Control"), answer);
                }
                String answer = post("/api/connections/1/drop", "{}", token, JSON, header);
                assertTrue(List.of("403 Forbidden", "400 Bad Request").contains(status(answer)), answer);
                client.write((byte) 0x89, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
                assertEquals((byte) 0x8A, client.readBytes(2)[0]);
            }
        }

        @Test
        void are_not_asked_in_by_a_preflight() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(
                        "OPTIONS /api/connections/1/drop HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.test\r\n"
                                + "Access-Control-Request-Method: POST\r\n\r\n");
                String answer = client.readAll();

                assertEquals("403 Forbidden", status(answer));
                assertFalse(answer.contains("Access-Control"), answer);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"application/json; charset=utf-8", "Application/JSON;charset=UTF-8", "application/json ;"})
        void may_say_which_characters_their_json_has(String type) throws IOException {
            try (RawHttpClient client = open("/silent")) {
                assertEquals(
                        "204 No Content",
                        status(post("/api/connections/1/ping", "{}", TOKEN, "Content-Type: " + type)));
                assertEquals((byte) 0x89, client.readBytes(2)[0]);
            }
        }

        @Test
        void cannot_write_by_a_form() throws IOException {
            assertEquals(
                    "415 Unsupported Media Type",
                    status(post("/api/connections/1/drop", "{}", TOKEN, "Content-Type: text/plain")));
        }
    }

    @Nested
    class a_server_that_others_can_reach {

        @Test
        void has_no_console_unless_asked_for() throws IOException {
            restart("--host", "0.0.0.0");

            assertEquals(
                    "Others can connect to this server, so the console is off; --console turns it on, with a secret in"
                            + " its address.",
                    line(get("/api/export?as=text", TOKEN)));
            assertFalse(program.out().contains("#token="), program.out());
        }

        @Test
        void prints_the_secret_once_and_asks_for_it() throws IOException {
            restart("--host", "0.0.0.0", "--console");
            Matcher secret = Pattern.compile("#token=([0-9a-f]{32})").matcher(program.out());
            assertTrue(secret.find(), program.out());

            assertEquals("403 Forbidden", status(get("/api/export?as=text", TOKEN)));
            assertEquals("200 OK", status(get("/api/export?as=text", "X-Windsock-Token: " + secret.group(1))));
            assertFalse(program.err().contains(secret.group(1)), program.err());
        }

        @Test
        void may_be_without_one_on_this_machine_too() throws IOException {
            restart("--no-console");

            assertEquals(
                    "The console is off; start the server without --no-console.",
                    line(get("/api/export?as=text", TOKEN)));
        }
    }

    @Nested
    class copies {

        @Test
        void are_a_har_that_developer_tools_read() throws IOException {
            try (RawHttpClient client = open("/echo")) {
                client.write((byte) 0x81, (byte) 0x82, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 'h', (byte) 'i');
                client.readBytes(4);
                client.write((byte) 0x82, (byte) 0x81, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0xFF);
                client.readBytes(3);
                String answer = get("/api/export?as=har", TOKEN);

                Map<?, ?> log = (Map<?, ?>)
                        JsonReader.readObject(line(answer), Texts.of("en")).get("log");
                Map<?, ?> entry = (Map<?, ?>) ((List<?>) log.get("entries")).get(0);
                assertEquals("websocket", entry.get("_resourceType"));
                assertEquals(
                        List.of("send 1.0 hi", "receive 1.0 hi", "send 2.0 /w==", "receive 2.0 /w=="),
                        ((List<?>) entry.get("_webSocketMessages"))
                                .stream()
                                        .map(each -> (Map<?, ?>) each)
                                        .map(each ->
                                                each.get("type") + " " + each.get("opcode") + " " + each.get("data"))
                                        .toList());
            }
        }

        @Test
        void are_what_a_client_did_as_javascript_and_for_a_shell() throws IOException {
            try (RawHttpClient client = open("/echo?latency=1ms")) {
                client.write(
                        (byte) 0x81,
                        (byte) 0x84,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 'i',
                        (byte) 't',
                        (byte) '\'',
                        (byte) 's');
                client.readBytes(6);
                String url = "ws://localhost:" + service.port() + "/echo?latency=1ms";

                assertEquals(
                        "npx wscat -c '" + url + "' -x 'it'\\''s' -w 3",
                        line(get("/api/connections/1/test?as=wscat", TOKEN)));
                assertTrue(line(get("/api/connections/1/test?as=js", TOKEN))
                        .startsWith("const socket = new WebSocket(\"" + url
                                + "\");\nsocket.onopen = () => {\n  socket.send(\"it's\");\n};\n"));
            }
        }

        @Test
        void are_a_script_of_what_the_server_said() throws IOException {
            try (RawHttpClient client = open("/send?text=hi&then=close&code=3005&reason=bye")) {
                client.readBytes(4 + 7);

                assertEquals(
                        "# GET /send?text=hi&then=close&code=3005&reason=bye\nsend \"hi\"\nclose 3005 \"bye\"",
                        line(get("/api/connections/1/test?as=wsc", TOKEN)));
            }
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/refuse?status=403") + "\r\n");
                client.readHead();

                assertEquals(
                        "Connection 2 was never open, or is no longer known: there is nothing for a script to play.",
                        line(get("/api/connections/2/test?as=wsc", TOKEN)));
            }
        }

        @Test
        void say_why_not_when_there_is_nothing_to_copy() throws IOException {
            assertEquals(
                    "The server has no beginning of a connection 7; it keeps only the latest events.",
                    line(get("/api/connections/7/test?as=junit", TOKEN)));
            assertEquals("Write ?as= and one of text, json, har.", line(get("/api/export", TOKEN)));
        }
    }
}
