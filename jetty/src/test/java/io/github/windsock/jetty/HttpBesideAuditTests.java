package io.github.windsock.jetty;

import static io.github.windsock.Matchers.request;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.jetty.HttpBeside.assertRequested;
import static io.github.windsock.jetty.HttpReply.respond;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP beside the socket when something is not as it should be: what is composed, what is asked for, and when it ends. */
class HttpBesideAuditTests {

    private static Socket connect(EchoServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a request and returns all that comes back. */
    private static String ask(EchoServer server, String method, String target, String headers, int body)
            throws IOException {
        try (Socket socket = connect(server)) {
            write(
                    socket,
                    method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
            socket.getOutputStream().write(new byte[body]);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ask(EchoServer server, String method, String target) throws IOException {
        return ask(server, method, target, "", 0);
    }

    private static String status(String answer) {
        return answer.split(" ", 3)[1];
    }

    private static void assertTold(String part, EchoServer server) {
        String timeline = server.journal().timeline().toString();
        assertTrue(timeline.contains(part), timeline);
    }

    @Nested
    class composed {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/info?t=1 | path /info?t=1 has more than a path; end it before ? or #: it holds for every query",
                    "/rooms/{id} | path /rooms/{id} is a pattern that is not known here; write one path, or end it with /* for all"
                            + " below it",
                    "/*/info | path /*/info is a pattern that is not known here; write one path, or end it with /* for all below it",
                    "/a b | path /a b has a character that no request line can have; percent-encode it, as clients do",
                    "info | path info does not begin with /; write it as /info"
                })
        void a_path_that_no_request_has_is_refused(String path, String refusal) {
            try (EchoServer server = TestedEngine.JETTY.start()) {
                HttpBeside beside = HttpBeside.of(server);
                JettyEndpoints endpoints = JettyEndpoints.of(server);

                assertEquals(refusal, refused(() -> beside.get(path, respond(200))));
                assertEquals(refusal, refused(() -> beside.mount(path, new Handler.Wrapper())));
                assertEquals(refusal, refused(() -> endpoints.add(path, (asked, answering, callback) -> null)));
            }
        }

        private String refused(Runnable composed) {
            return assertThrows(IllegalArgumentException.class, composed::run).getMessage();
        }

        @Test
        void a_method_that_is_none_is_refused() {
            try (EchoServer server = EchoServer.start()) {
                HttpBeside beside = HttpBeside.of(server);

                assertEquals(
                        "method delete is another one than DELETE; write DELETE",
                        refused(() -> beside.on("delete", "/a", respond(200))));
                assertEquals("\"\" is not a method of HTTP", refused(() -> beside.on("", "/a", respond(200))));
            }
        }

        @Test
        void a_response_that_is_none_is_refused() {
            HttpReply ok = respond(200);

            assertEquals("status 101 is not between 200 and 599", refused(() -> respond(101)));
            assertEquals("\"X Y\" is not the name of a header", refused(() -> ok.header("X Y", "1")));
            assertEquals(
                    "the value of X has a character that no header can have, such as a line break",
                    refused(() -> ok.header("X", "1\r\nY: 2")));
            assertEquals(
                    "content-length is set by Jetty itself; leave it out",
                    refused(() -> ok.header("content-length", "1")));
            assertEquals(
                    "respond(204) has no body, by HTTP; take another status, or leave the body out",
                    refused(() -> respond(204).text("x")));
            assertEquals(
                    1, ok.header("X-Own", "1").header("x-own", "2").headers().size());
        }

        @Test
        void headers_keep_their_order() {
            HttpReply reply = respond(200);
            List<String> names = IntStream.range(0, 20).mapToObj(i -> "X-" + i).toList();
            for (String name : names) {
                reply = reply.header(name, "1");
            }

            assertEquals(names, List.copyOf(reply.headers().keySet()));
        }

        @Test
        void a_handler_that_does_not_start_is_refused() {
            try (EchoServer server = EchoServer.start()) {
                HttpBeside beside = HttpBeside.of(server);

                assertEquals(
                        "Jetty cannot start the handler: no database",
                        refused(() -> beside.mount("/login", new Handler.Wrapper() {
                            @Override
                            protected void doStart() {
                                throw new IllegalStateException("no database");
                            }
                        })));
            }
        }

        @ParameterizedTest
        @EnumSource
        void after_the_end_it_is_refused(TestedEngine engine) {
            EchoServer server = engine.start();
            HttpBeside beside = HttpBeside.of(server);
            EchoServer another = engine.start();
            server.close();
            another.close();

            for (HttpBeside each : List.of(beside, HttpBeside.of(another))) {
                assertEquals(
                        "the server is closed; start another one",
                        assertThrows(IllegalStateException.class, () -> each.get("/info", respond(200)))
                                .getMessage());
                assertThrows(IllegalStateException.class, () -> each.mount("/info", new Handler.Wrapper()));
            }
        }
    }

    @Nested
    class asked_for {

        @ParameterizedTest
        @EnumSource
        void the_later_of_two_answers_counts(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).get("/info", respond(200)).get("/info", respond(503));

                assertEquals("503", status(ask(server, "GET", "/info")));
            }
        }

        @ParameterizedTest
        @EnumSource
        void head_has_the_headers_of_get(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).get("/info", respond(200).text("hello"));

                String answer = ask(server, "HEAD", "/info");

                assertEquals("200", status(answer));
                assertTrue(answer.contains("Content-Length: 5") && answer.endsWith("\r\n\r\n"), answer);
                assertRequested(request("HEAD", "/info"), server);
            }
        }

        @ParameterizedTest
        @EnumSource
        void another_method_is_told_which_there_are(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).get("/info", respond(200)).post("/info", respond(200));

                String answer = ask(server, "OPTIONS", "/info");

                assertEquals("405", status(answer));
                assertTrue(answer.contains("\r\nAllow: GET, POST\r\n"), answer);
                assertTrue(answer.endsWith("OPTIONS /info is not answered here; GET, POST is\n"), answer);
                assertTold("answered 405: the methods here are GET, POST", server);
            }
        }

        @ParameterizedTest
        @EnumSource
        void with_ten_megabytes_and_refused_with_too_many(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).post("/upload", respond(201));

                int size = 10 << 20;
                assertEquals("201", status(ask(server, "POST", "/upload", "Content-Length: " + size + "\r\n", size)));
                assertEquals("413", status(ask(server, "POST", "/upload", "Content-Length: 67108865\r\n", 0)));
                assertEquals(
                        size,
                        assertRequested(request("POST", "/upload"), server)
                                .body()
                                .size());
                assertTold("answered 413: its body has more than 64 MiB", server);
            }
        }

        @ParameterizedTest
        @EnumSource
        void with_a_body_that_comes_late_or_never(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).post("/slow", respond(201)).get("/info", respond(200));
                String head = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";
                try (Socket late = connect(server);
                        Socket never = connect(server)) {
                    write(late, head + "ab");
                    write(never, head + "ab");
                    assertEquals("200", status(ask(server, "GET", "/info"))); // nobody waits for them
                    write(late, "cd");
                    assertEquals(
                            "HTTP/1.1 201",
                            new String(late.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
                }
                await(server)
                        .until(() -> server.journal().timeline().toString().contains("its body did not come whole"));
                assertEquals(
                        1,
                        HttpBeside.of(server).requests().stream()
                                .filter(each -> each.path().equals("/slow"))
                                .count());
            }
        }

        private static final class Failing extends Handler.Abstract {
            private final boolean later;

            Failing(boolean later) {
                this.later = later;
            }

            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                IllegalStateException failure = new IllegalStateException("no database");
                if (!later) {
                    throw failure;
                }
                callback.failed(failure);
                return true;
            }
        }

        @ParameterizedTest
        @EnumSource
        void a_handler_that_throws_answers_500_and_is_in_the_journal(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside.of(server).mount("/now", new Failing(false)).mount("/later", new Failing(true));

                assertEquals("500", status(ask(server, "GET", "/now")));
                assertEquals("500", status(ask(server, "GET", "/later")));
                assertTold("the handler of /now threw IllegalStateException   \"no database\"", server);
                assertTold("the handler of /later threw IllegalStateException   \"no database\"", server);
            }
        }
    }

    @Nested
    class at_its_end {

        @ParameterizedTest
        @EnumSource
        void a_window_takes_away_what_came_in_it(TestedEngine engine) throws IOException {
            try (EchoServer server = engine.start()) {
                HttpBeside beside = HttpBeside.of(server).get("/info", respond(200));
                try (ServerWindow window = server.openWindow()) {
                    beside.get("/info", respond(503)).get("/more", respond(200));
                    assertEquals("503", status(ask(server, "GET", "/info")));
                    assertEquals("200", status(ask(server, "GET", "/more")));
                    assertEquals(2, beside.requests().size(), window::toString);
                }
                assertEquals(List.of(), beside.requests());
                assertEquals("200", status(ask(server, "GET", "/info")));
                assertEquals("426", status(ask(server, "GET", "/more")));
            }
        }

        @ParameterizedTest
        @EnumSource
        void the_server_takes_connections_and_handlers_with_it(TestedEngine engine) throws IOException {
            Handler.Wrapper handler = new Handler.Wrapper();
            EchoServer server = engine.start();
            HttpBeside.of(server).post("/slow", respond(201)).mount("/login", handler);
            try (Socket socket = connect(server)) {
                write(
                        socket,
                        "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
                assertEquals(
                        "HTTP/1.1 100", new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8));
                assertTrue(handler.isStarted());

                server.close();

                socket.getInputStream().readAllBytes(); // which it would not return from
                assertFalse(handler.isStarted());
            }
        }
    }

    @Test
    void a_handler_that_knows_no_answer_answers_404() throws IOException {
        try (EchoServer server = EchoServer.start()) {
            HttpBeside.of(server).mount("/login", new Handler.Abstract() {
                @Override
                public boolean handle(Request request, Response response, Callback callback) {
                    return false;
                }
            });

            assertEquals("404", status(ask(server, "GET", "/login")));
        }
    }
}
