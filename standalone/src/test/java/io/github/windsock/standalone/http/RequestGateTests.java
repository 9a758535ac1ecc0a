package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.ServedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGateTests extends ServedProgram {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /push?every=9ms&text=x             | push: every "9ms" is not within 10ms to 24h
            /push?every=9999us&text=x          | push: every "9999us" is not within 10ms to 24h
            /push?every=1s&times=100001&text=x | push: times "100001" is not within 1 to 100000
            /echo?times=1&then=push&every=1ms&text=x | push: every "1ms" is not within 10ms to 24h
            /slow-open?by=11m&then=echo        | slow-open: by "11m" is not within 0ms to 10m
            /echo?ping-every=9ms               | ping-every: every "9ms" is not within 10ms to 24h
            /echo?latency=601s                 | latency: time "601s" is not within 0ms to 10m
            /echo?latency=1s&jitter=1h         | latency: jitter "1h" is not within 0ms to 10m
            """)
    void a_url_that_asks_for_too_much_is_told_the_range(String target, String complaint) throws IOException {
        String answer = attempt(target);

        assertEquals("400 Bad Request", status(answer));
        assertEquals(complaint, body(answer).strip());
    }

    private String opened(String target, String... headers) throws IOException {
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade(target) + String.join("\r\n", headers) + "\r\n\r\n");
            String head = client.readHead();
            assertEquals("101 Switching Protocols", status(head), head);
            return head;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first, /echo, Sec-WebSocket-Protocol: a",
        "none, /echo, ''",
        "b, /echo, Sec-WebSocket-Protocol: b",
        "none, /echo?subprotocol=c, Sec-WebSocket-Protocol: c"
    })
    void the_option_protocol_chooses_unless_the_url_does(String option, String target, String line) throws IOException {
        restart("--protocol", option);

        String head = opened(target, "Sec-WebSocket-Protocol: a, b");

        String answered = head.lines()
                .filter(each -> each.startsWith("Sec-WebSocket-Protocol:"))
                .findFirst()
                .orElse("");
        assertEquals(line, answered);
    }

    @ParameterizedTest
    @CsvSource({"on, /echo, true", "off, /echo, false", "off, /echo?compress=on, true"})
    void the_option_compress_decides_unless_the_url_does(String option, String target, boolean deflates)
            throws IOException {
        restart("--compress", option);

        String head = opened(target, "Sec-WebSocket-Extensions: permessage-deflate");

        assertEquals(deflates, head.contains("Sec-WebSocket-Extensions: permessage-deflate"), head);
    }

    @Test
    void the_option_ping_pings_every_client() throws IOException {
        restart("--ping", "20ms");
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade("/silent") + "\r\n");
            client.readHead();

            assertArrayEquals(new byte[] {(byte) 0x89, 1, '1', (byte) 0x89, 1, '2'}, client.readBytes(6));
        }
    }

    @Nested
    class plain_http {

        @Test
        void explains_itself_to_curl() throws IOException {
            String answer = get("/");

            assertEquals("200 OK", status(answer));
            assertTrue(
                    body(answer)
                            .startsWith(
                                    "This is a WebSocket server. Connect a WebSocket client to ws://localhost/ and it"
                                            + " echoes; other paths:\n\n  /echo"),
                    answer);
        }

        @Test
        void shows_browsers_a_page_in_their_language() throws IOException {
            String chinese = get("/echo", "Accept: text/html,*/*", "Accept-Language: zh-CN,zh;q=0.9,en;q=0.8");
            String english = get("/echo", "Accept: text/html,*/*", "Accept-Language: fr,en;q=0.8");

            assertAll(
                    () -> assertTrue(chinese.contains("<html lang=\"zh\">"), chinese),
                    () -> assertTrue(english.contains("<html lang=\"en\">"), english),
                    () -> assertFalse(english.contains("{{"), english),
                    () -> assertTrue(
                            english.contains("Content-Security-Policy: default-src 'none'; script-src 'self';")),
                    () -> assertFalse(english.contains("<script>") || english.contains("style="), english));
        }

        @Test
        void answers_health_checks_of_every_page() throws IOException {
            String answer = get("/healthz", "Origin: https://example.org", "Sec-Fetch-Site: cross-site");

            assertEquals("200 OK", status(answer));
            assertTrue(answer.contains("Access-Control-Allow-Origin: *"), answer);
            assertEquals("{\"status\":\"ok\",\"version\":\"(from source)\"}", body(answer));
        }

        @Test
        void shows_metrics_but_not_to_other_sites() throws IOException {
            assertTrue(get("/metrics").contains("windsock_attempts_total 0\n"));
            assertEquals("403 Forbidden", status(get("/metrics", "Origin: https://example.org")));
            assertEquals(
                    "403 Forbidden", status(get("/metrics", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors")));
            assertEquals(
                    "403 Forbidden", status(get("/metrics", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors")));
            assertEquals("200 OK", status(get("/metrics", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")));
        }

        @Test
        void offers_no_other_method() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

                String answer = client.readAll();

                assertEquals("405 Method Not Allowed", status(answer));
                assertEquals("This server answers GET and HEAD, not POST.\n", body(answer));
            }
        }

        @Test
        void does_not_put_a_path_into_the_page_as_markup() throws IOException {
            String page = get("/%3Cscript%3Ealert(1)%3C/script%3E", "Accept: text/html");

            assertEquals("404 Not Found", status(page));
            assertTrue(page.contains("There is no /&lt;script&gt;alert(1)&lt;/script&gt; here."), page);
            assertFalse(page.contains("<script>alert"), page);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/%zz", "/echo?x=%", "/%c0%ae%00"})
        void survives_broken_escapes(String target) throws IOException {
            String answer = get(target);

            assertTrue(status(answer).startsWith("4"), answer);
        }
    }

    @Nested
    class an_attempt {

        @Test
        void for_an_unknown_path_gets_404_with_what_was_meant() throws IOException {
            String answer = attempt("/ecko?x=1");

            assertEquals("404 Not Found", status(answer));
            assertEquals("There is no /ecko. Did you mean /echo?\n", body(answer));
        }

        @Test
        void for_an_unknown_path_may_echo() throws IOException {
            restart("--any-path", "echo");
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/whatever") + "\r\n");

                assertEquals("101 Switching Protocols", status(client.readHead()));
            }
        }

        @Test
        void with_an_unknown_parameter_gets_400() throws IOException {
            String answer = attempt("/echo?dilay=3s");

            assertEquals("400 Bad Request", status(answer));
            assertTrue(body(answer).startsWith("echo has no parameter \"dilay\"; "), answer);
        }

        @Test
        void of_another_version_gets_426() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/").replace("Version: 13", "Version: 8") + "\r\n");

                String answer = client.readAll();

                assertEquals("426 Upgrade Required", status(answer));
                assertTrue(answer.contains("Sec-WebSocket-Version: 13\r\n"), answer);
            }
        }
    }

    @Nested
    class the_host {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost",
                    "LOCALHOST:9010",
                    "127.0.0.1:1",
                    "127.1.2.3",
                    "[::1]",
                    "[::1]:9010",
                    "[0:0:0:0:0:0:0:1]",
                    "a.localhost"
                })
        void may_be_this_machine(String host) throws IOException {
            assertEquals("200 OK", status(get("/healthz", "Host: " + host)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"evil.test", "localhost.evil.test:9010", "127.0.0.1.evil.test", "10.0.0.1", "[::2]"})
        void may_not_be_a_name_that_only_leads_here(String host) throws IOException {
            for (String answer : List.of(
                    get("/", "Host: " + host), get("/healthz", "Host: " + host), attempt("/", "Host: " + host))) {
                assertEquals("403 Forbidden", status(answer));
            }
            assertTrue(get("/", "Host: " + host).contains("--allow-host"));
        }

        /** RFC 9112, section 3.2.2: a URL as the target counts, and not the Host header. */
        @Test
        void may_not_be_foreign_in_a_url_beside_a_header() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write("GET http://evil.test/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

                assertEquals("403 Forbidden", status(client.readAll()));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET /healthz HTTP/1.0\r\n", "GET /healthz HTTP/1.1\r\nHost:\r\n"})
        void is_missing_if_it_is_empty(String head) throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(head + "Connection: close\r\n\r\n");

                String answer = client.readAll();

                assertEquals("403 Forbidden", status(answer));
                assertEquals("The request names no host. Send a Host header such as localhost.\n", body(answer));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host: localhost\r\nHost: evil.test", "Host:", "X-No-Host: 1"})
        void has_to_be_named_once(String headers) throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write("GET /healthz HTTP/1.1\r\n" + headers + "\r\n\r\n");

                String answer = client.readAll();

                assertTrue(status(answer).matches("40[03] .*"), answer);
            }
        }

        @Test
        void may_be_an_address_of_a_server_that_is_open_to_the_network_but_still_no_name() throws Exception {
            restart("--host", "0.0.0.0");
            List<InetAddress> own = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();

            for (InetAddress address : own) {
                assertEquals("200 OK", status(get("/healthz", "Host: " + AddressLiteral.of(address) + ":9010")));
            }
            assertEquals("403 Forbidden", status(get("/healthz", "Host: evil.test")));
            assertEquals("403 Forbidden", status(get("/healthz", "Host: 203.0.113.1")));
        }

        @Test
        void is_refused_on_the_terminal_too() throws Exception {
            get("/", "Host: evil.test");

            assertTrue(program.awaitLine(line -> line.contains("--allow-host"))
                    .endsWith(
                            "· GET / answered 403: This server does not accept the host name evil.test. To use it, start"
                                    + " the server with --allow-host and that name."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"echo.websocket.org", "echo.websocket.org:9010", "ECHO.websocket.org"})
        void may_be_the_one_that_the_server_stands_in_for(String host) throws IOException {
            String answer = get("/healthz", "Host: " + host);

            assertEquals("200 OK", status(answer));
            assertEquals("403 Forbidden", status(get("/healthz", "Host: x.echo.websocket.org")));
        }

        @Test
        void may_be_one_that_was_allowed() throws IOException {
            restart("--allow-host", "echo.example");

            assertEquals("200 OK", status(get("/healthz", "Host: Echo.Example:9010")));
        }
    }

    @Nested
    class the_origin {

        @Test
        void may_be_any_on_the_data_plane() throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/") + "Origin: null\r\n\r\n");

                assertEquals("101 Switching Protocols", status(client.readHead()));
            }
            assertTrue(service.port() > 0);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/broadcast",
                    "/headers",
                    "/echo?times=1&then=broadcast",
                    "/send?text=a&then=headers",
                    "/send?text=a&then=sendHandshake"
                })
        void may_not_be_foreign_where_more_is_shown_than_a_page_sent(String target) throws IOException {
            for (String origin : List.of("null", "https://example.org", "http://localhost.evil.test")) {
                String answer = attempt(target, "Origin: " + origin);

                assertEquals("403 Forbidden", status(answer));
                assertTrue(
                        body(answer)
                                .endsWith(
                                        " start the server with --allow-origin " + origin
                                                + "; then only the origins named there and the server's own page may connect.\n"),
                        answer);
            }
            for (String origin : List.of("http://localhost:5173", "http://[::1]:80", "https://a.localhost")) {
                try (RawHttpClient client = new RawHttpClient(service.port())) {
                    client.write(RawHttpClient.upgrade(target) + "Origin: " + origin + "\r\n\r\n");

                    assertEquals("101 Switching Protocols", status(client.readHead()));
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/broadcast"})
        void may_always_be_the_servers_own(String target) throws IOException {
            restart("--allow-origin", "null", "--allow-host", "echo.example");

            for (String host : List.of("localhost:9010", "127.0.0.1:9010", "[::1]:9010", "Echo.example")) {
                opens(target, "Host: " + host, "Origin: http://" + host.toLowerCase(Locale.ROOT));
            }
            opens(target, "Origin: null");
            for (String origin : List.of("http://localhost:9011", "http://evil.test:9010")) {
                String answer = attempt(target, "Host: localhost:9010", "Origin: " + origin);

                assertEquals("403 Forbidden", status(answer), origin);
            }
        }

        /** The name is not this machine's: whoever runs its name service may lead it here, and the page with it. */
        @Test
        void is_not_the_servers_own_at_the_name_that_it_stands_in_for() throws IOException {
            String[] named = {"Host: echo.websocket.org", "Origin: http://echo.websocket.org"};

            opens("/", named);
            assertEquals("403 Forbidden", status(attempt("/broadcast", named)));
        }

        private void opens(String target, String... headers) throws IOException {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade(target, headers) + String.join("\r\n", headers) + "\r\n\r\n");

                assertEquals("101 Switching Protocols", status(client.readHead()));
            }
        }

        @Test
        void is_narrowed_by_allow_origin() throws IOException {
            restart("--allow-origin", "http://localhost:5173");
            String answer = attempt("/", "Origin: https://example.org");

            assertEquals("403 Forbidden", status(answer));
            assertEquals(
                    "Pages of https://example.org may not connect. To allow them, add it to --allow-origin.\n",
                    body(answer));
        }
    }

    @Nested
    class secrets {

        @ParameterizedTest
        @ValueSource(strings = {"Authorization", "cookie", "Proxy-Authorization"})
        void are_shown_nowhere(String header) throws Exception {
            String shown = headers(header + ": s3cret");

            assertTrue(
                    shown.toLowerCase(Locale.ROOT)
                            .contains("\"" + header.toLowerCase(Locale.ROOT) + "\": [\"(hidden)\"]"),
                    shown);
            assertFalse(shown.contains("s3cret"), shown);
            assertFalse(program.out().contains("s3cret") || program.err().contains("s3cret"), program.err());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Authorization", "Cookie", "Proxy-Authorization"})
        void are_shown_if_asked_for(String header) throws Exception {
            restart("--show-secrets");
            String shown = headers(header + ": s3cret");

            assertTrue(shown.contains("\"" + header + "\": [\"s3cret\"]"), shown);
        }

        private String headers(String header) throws Exception {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/headers") + header + "\r\n\r\n");
                client.readHead();
                byte[] head = client.readBytes(4); // 126, and a length of two bytes
                String shown =
                        new String(client.readBytes((head[2] & 0xFF) << 8 | head[3] & 0xFF), StandardCharsets.UTF_8);
                program.awaitLine(line -> line.contains(" → text "));
                return shown;
            }
        }
    }
}
