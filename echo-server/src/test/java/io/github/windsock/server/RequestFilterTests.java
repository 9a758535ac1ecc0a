package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.OpenRequest;
import io.github.windsock.server.internal.handshake.RequestFilter;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFilterTests {

    /** Lets all in, within limits. */
    @Nested
    class a_request_filter {

        @Test
        void answers_plain_requests_on_the_same_port() throws IOException {
            try (EchoServer server = serving(request ->
                            page(request.method() + " " + request.handshake().target()));
                    RawPeer client = RawPeer.to(server.port())) {
                client.write("GET /a?b=c HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                assertTrue(client.readHead().startsWith("HTTP/1.1 200 OK\r\n"));
                assertEquals("GET /a?b=c", client.readRest());
                assertEquals(
                        "GET /a?b=c answered 200: because",
                        Recorder.of(server).general().entries().stream()
                                .map(entry -> entry.event().summary() + " "
                                        + entry.event().detail())
                                .findFirst()
                                .orElseThrow());
            }
        }

        @Test
        void turns_attempts_away_which_the_journal_has_as_refused() throws IOException {
            try (EchoServer server = serving(request -> request.isAttempt() ? page("go away") : FilterResult.pass());
                    RawPeer client = RawPeer.to(server.port())) {
                String answer = client.request("GET /x HTTP/1.1");

                assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
                assertEquals(List.of(), server.attempts());
                assertEquals(
                        List.of("server#1 ATTEMPT GET /x 0 ", "server#1 ANSWER 200 200 because"),
                        server.journal().entries().stream()
                                .map(entry ->
                                        entry.party() + " " + entry.event().kind() + " "
                                                + entry.event().summary() + " "
                                                + entry.event()
                                                        .handshake()
                                                        .orElseThrow()
                                                        .status() + " "
                                                + entry.event().why())
                                .toList());
            }
        }

        @Test
        void takes_a_request_over_and_reads_its_body_which_comes_in_pieces() throws Exception {
            CompletableFuture<OpenRequest> taken = new CompletableFuture<>();
            CompletableFuture<Payload> body = new CompletableFuture<>();
            RequestFilter filter = request -> FilterResult.handle(open -> {
                open.readBody(10, body::complete);
                taken.complete(open);
            });
            try (EchoServer server = serving(filter);
                    RawPeer client = RawPeer.to(server.port())) {
                client.write("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n0123"
                        .getBytes(StandardCharsets.US_ASCII));
                OpenRequest open = taken.get(30, TimeUnit.SECONDS);
                assertFalse(body.isDone());

                client.write("456789".getBytes(StandardCharsets.US_ASCII));
                assertEquals("0123456789", body.get(30, TimeUnit.SECONDS).text());
                open.answer(page("done"));

                assertTrue(client.readHead().startsWith("HTTP/1.1 200 OK\r\n"));
                assertEquals("done", client.readRest());
            }
        }

        @ParameterizedTest
        @CsvSource({
            "Content-Length: 11, 413 Content Too Large, The body is 11 bytes; 10 are the limit.",
            "X: y, 411 Length Required, The body needs a Content-Length.",
            "Transfer-Encoding: chunked, 411 Length Required, The body needs a Content-Length."
        })
        void refuses_a_body_that_it_does_not_take(String header, String status, String said) throws IOException {
            RequestFilter filter = request -> FilterResult.handle(open -> open.readBody(10, body -> {}));
            try (EchoServer server = serving(filter);
                    RawPeer client = RawPeer.to(server.port())) {
                client.write(("POST / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));

                assertTrue(client.readHead().startsWith("HTTP/1.1 " + status + "\r\n"));
                assertEquals(said + "\n", client.readRest());
            }
        }

        @Test
        void answers_bit_by_bit_until_it_or_the_client_ends() throws Exception {
            CompletableFuture<OpenRequest.Response> response = new CompletableFuture<>();
            CountDownLatch ended = new CountDownLatch(1);
            RequestFilter filter = request -> FilterResult.handle(open -> {
                OpenRequest.Response stream = open.stream(200, Map.of("X-Test", List.of("1")));
                stream.whenEnded(ended::countDown);
                response.complete(stream);
            });
            try (EchoServer server = serving(filter);
                    RawPeer client = RawPeer.to(server.port())) {
                client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String head = client.readHead();
                OpenRequest.Response stream = response.get(30, TimeUnit.SECONDS);
                CompletableFuture<Void> first = new CompletableFuture<>();
                stream.write("one\r\n\r\n".getBytes(StandardCharsets.US_ASCII), () -> first.complete(null));
                first.get(30, TimeUnit.SECONDS);
                assertEquals("one\r\n\r\n", client.readHead());

                stream.write("two".getBytes(StandardCharsets.US_ASCII), stream::close);

                assertEquals("two", client.readRest());
                assertEquals("HTTP/1.1 200 OK\r\nX-Test: 1\r\nConnection: close\r\n\r\n", head);
                assertTrue(ended.await(30, TimeUnit.SECONDS));
            }
        }

        @Test
        void hears_when_the_client_of_a_stream_leaves() throws Exception {
            CountDownLatch ended = new CountDownLatch(1);
            RequestFilter filter = request ->
                    FilterResult.handle(open -> open.stream(200, Map.of()).whenEnded(ended::countDown));
            try (EchoServer server = serving(filter)) {
                try (RawPeer client = RawPeer.to(server.port())) {
                    client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.readHead();
                }

                assertTrue(ended.await(30, TimeUnit.SECONDS));
            }
        }

        @Test
        void gives_an_attempt_a_behavior_of_its_own() throws IOException {
            RequestFilter filter = request -> request.handshake().path().equals("/silent")
                    ? FilterResult.behave(silent().plan())
                    : FilterResult.pass();
            try (EchoServer server = serving(filter);
                    RawPeer quiet = RawPeer.to(server.port());
                    RawPeer loud = RawPeer.to(server.port())) {
                quiet.request("GET /silent HTTP/1.1");
                loud.request("GET / HTTP/1.1");

                quiet.send(0x81, "1");
                quiet.send(0x89, "fence");
                loud.send(0x81, "2");

                assertEquals("8a fence", quiet.read().toString());
                assertEquals("81 2", loud.read().toString());
            }
        }

        @Test
        void that_blocks_keeps_nobody_else_waiting() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<FilterResult> decision = new CompletableFuture<>();
            AtomicBoolean isFirst = new AtomicBoolean(true);
            RequestFilter slow = request -> {
                if (isFirst.getAndSet(false)) {
                    asked.countDown();
                    return decision.join();
                }
                return FilterResult.pass();
            };
            try (EchoServer server = serving(slow);
                    EchoServer another = EchoServer.start();
                    RawPeer waiting = RawPeer.connect(server.port())) {
                assertTrue(asked.await(30, TimeUnit.SECONDS));

                for (EchoServer other : List.of(server, another)) {
                    try (RawPeer client = RawPeer.open(other.port())) {
                        client.send(0x81, "hi");
                        assertEquals("81 hi", client.read().toString());
                    }
                }

                decision.complete(FilterResult.pass());
                assertTrue(waiting.readHead().startsWith("HTTP/1.1 101"));
            } finally {
                decision.complete(FilterResult.pass());
            }
        }

        @Test
        void that_throws_is_told_of_and_the_request_gets_500() throws IOException {
            RequestFilter broken = request -> {
                throw new IllegalStateException("a defect");
            };
            try (EchoServer server = serving(broken);
                    RawPeer client = RawPeer.to(server.port())) {
                assertTrue(client.request("GET / HTTP/1.1").startsWith("HTTP/1.1 500"));
                assertEquals("The server's request filter failed.\n", client.readRest());
                assertEquals(
                        "the request filter threw IllegalStateException: \"a defect\"",
                        Recorder.of(server).general().entries().stream()
                                .map(entry -> entry.event().summary() + ": "
                                        + entry.event().detail())
                                .findFirst()
                                .orElseThrow());
            }
        }

        @Test
        void sees_how_many_are_there() throws IOException {
            List<Integer> seen = new CopyOnWriteArrayList<>();
            RequestFilter filter = request -> {
                seen.add(request.connections());
                seen.add(request.connectionsOfClient());
                return FilterResult.pass();
            };
            try (EchoServer server = serving(filter);
                    RawPeer one = RawPeer.open(server.port());
                    RawPeer two = RawPeer.open(server.port())) {
                assertEquals(List.of(1, 1, 2, 2), seen);
                assertTrue(one.socket().isConnected() && two.socket().isConnected());
            }
        }

        @Test
        void cannot_answer_with_a_status_that_ends_nothing() {
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class, () -> FilterResult.answer(101, Map.of(), Payload.EMPTY, ""));

            assertEquals("status 101 is not between 200 and 599", thrown.getMessage());
        }

        private static EchoServer serving(RequestFilter filter) {
            return EchoServer.builder().filter(filter).start();
        }

        private static FilterResult page(String text) {
            return FilterResult.answer(200, Map.of("X-Test", List.of("1")), Payload.ofText(text), "because");
        }
    }

    @Test
    void hidden_headers_are_nowhere_to_be_seen() throws IOException {
        try (EchoServer server = EchoServer.builder()
                        .secretHeaders("Cookie", "AUTHORIZATION")
                        .start();
                RawPeer client =
                        RawPeer.open(server.port(), "cookie: a=secret", "Authorization: Basic secret", "X: y")) {
            ServerConnection connection = server.connection(1);

            assertEquals("(hidden)", connection.handshake().header("Cookie").orElseThrow());
            assertEquals(
                    "(hidden)", connection.handshake().header("Authorization").orElseThrow());
            assertEquals("y", connection.handshake().header("X").orElseThrow());
            assertTrue(server.journal().entries().stream()
                    .flatMap(entry -> entry.event().handshake().stream())
                    .noneMatch(shake -> shake.headers().toString().contains("secret")));
            assertTrue(client.socket().isConnected());
        }
    }

    @Nested
    class limits {

        @Test
        void end_a_client_that_sends_no_request() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .handshakeTimeout(Duration.ofMillis(50))
                            .start();
                    RawPeer client = RawPeer.to(server.port())) {
                assertTrue(client.isAtEnd());
            }
        }

        @Test
        void tell_a_client_that_has_begun_its_request_why_it_is_ended() throws Exception {
            try (EchoServer server = EchoServer.builder()
                            .handshakeTimeout(Duration.ofMillis(50))
                            .start();
                    RawPeer client = inTime(() -> begin(server))) {
                assertEquals("The request took too long.\n", client.readRest());
            }
        }

        private static RawPeer begin(EchoServer server) throws IOException {
            RawPeer client = RawPeer.to(server.port());
            client.write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertTrue(client.readHead().startsWith("HTTP/1.1 408 Request Timeout\r\n"));
            return client;
        }

        @Test
        void leave_those_alone_who_did() throws Exception {
            try (EchoServer server = EchoServer.builder()
                            .handshakeTimeout(Duration.ofMillis(50))
                            .start();
                    RawPeer client = inTime(() -> RawPeer.open(server.port()));
                    RawPeer late = RawPeer.to(server.port())) {
                assertTrue(late.isAtEnd()); // it came after the other one: the other one's time is over too

                client.send(0x81, "still here");

                assertEquals("81 still here", client.read().toString());
            }
        }

        /** On a busy machine a client may do nothing until its time is over: then the next one tries. */
        private static RawPeer inTime(Callable<RawPeer> clients) throws Exception {
            IOException late = new IOException();
            for (int i = 0; i < 50; i++) {
                try {
                    return clients.call();
                } catch (IOException e) {
                    late = e;
                }
            }
            throw late;
        }

        @Test
        void close_one_connection_too_many_at_once() throws IOException {
            try (EchoServer server = EchoServer.builder().maxConnections(2).start();
                    RawPeer first = RawPeer.open(server.port());
                    RawPeer second = RawPeer.open(server.port());
                    RawPeer third = RawPeer.to(server.port())) {
                assertTrue(third.isAtEnd());
                first.send(0x81, "1");
                second.send(0x81, "2");

                assertEquals("81 1", first.read().toString());
                assertEquals("81 2", second.read().toString());
            }
        }

        @Test
        void bound_what_is_remembered() throws IOException {
            try (EchoServer server = EchoServer.builder().maxRemembered(3).start()) {
                for (int i = 0; i < 5; i++) {
                    RawPeer.open(server.port()).close();
                }

                assertEquals(3, server.attempts().size());
                assertEquals(3, server.connections().size());
            }
        }

        @Test
        void are_checked() {
            EchoServer.Builder builder = EchoServer.builder();

            assertRefused("maxConnections 0 is less than 1", () -> builder.maxConnections(0));
            assertRefused("maxRemembered 0 is less than 1", () -> builder.maxRemembered(0));
            assertRefused("maxMessageBytes -1 is less than 1", () -> builder.maxMessageBytes(-1));
            assertRefused(
                    "handshakeTimeout 0 s is not longer than zero; give a time such as 3 s",
                    () -> builder.handshakeTimeout(Duration.ZERO));
            assertRefused(
                    "closeTimeout -1 s is not longer than zero; give a time such as 3 s",
                    () -> builder.closeTimeout(Duration.ofSeconds(-1)));
        }

        private static void assertRefused(String message, Executable call) {
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, call).getMessage());
        }
    }
}
