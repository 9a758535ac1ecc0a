package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RequestFilterTests {

    /** Lets all in, within limits. */
    private record Gate(int maxConnections, Duration handshakeTimeout, int remembered, Set<String> secretHeaders)
            implements RequestFilter {
        @Override
        public FilterResult meet(FilteredRequest request) {
            return FilterResult.pass();
        }
    }

    @Nested
    class a_porter {

        @Test
        void answers_plain_requests_on_the_same_port() throws IOException {
            try (EchoServer server = serving(request ->
                            page(request.method() + " " + request.handshake().target()));
                    RawClient client = new RawClient(server.port())) {
                client.write("GET /a?b=c HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                assertTrue(client.readHead().startsWith("HTTP/1.1 200 OK\r\n"));
                assertEquals("GET /a?b=c", client.readRest());
                assertEquals(
                        "GET /a?b=c answered 200: because",
                        server.journal().door().entries().stream()
                                .map(entry -> entry.event().summary() + " "
                                        + entry.event().detail())
                                .findFirst()
                                .orElseThrow());
            }
        }

        @Test
        void turns_attempts_away_which_are_then_no_attempts() throws IOException {
            try (EchoServer server = serving(request -> request.isAttempt() ? page("go away") : FilterResult.pass());
                    RawClient client = new RawClient(server.port())) {
                String answer = client.request("GET /x HTTP/1.1");

                assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
                assertEquals(List.of(), server.attempts());
            }
        }

        @Test
        void gives_an_attempt_a_behavior_of_its_own() throws IOException {
            RequestFilter porter = request ->
                    request.handshake().path().equals("/silent") ? FilterResult.behave(silent()) : FilterResult.pass();
            try (EchoServer server = serving(porter);
                    RawClient quiet = new RawClient(server.port());
                    RawClient loud = new RawClient(server.port())) {
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
        void sees_how_many_are_there() throws IOException {
            List<Integer> seen = new CopyOnWriteArrayList<>();
            RequestFilter porter = request -> {
                seen.add(request.connections());
                seen.add(request.connectionsOfClient());
                return FilterResult.pass();
            };
            try (EchoServer server = serving(porter);
                    RawClient one = RawClient.open(server);
                    RawClient two = RawClient.open(server)) {
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

        private static EchoServer serving(RequestFilter porter) {
            return EchoServer.builder().porter(porter).start();
        }

        private static FilterResult page(String text) {
            return FilterResult.answer(200, Map.of("X-Test", List.of("1")), Payload.ofText(text), "because");
        }
    }

    @Test
    void hidden_headers_are_nowhere_to_be_seen() throws IOException {
        try (EchoServer server = EchoServer.builder()
                        .porter(new Gate(10, Duration.ZERO, 10, Set.of("Cookie", "AUTHORIZATION")))
                        .start();
                RawClient client = RawClient.open(server, "cookie: a=secret", "Authorization: Basic secret", "X: y")) {
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
        void end_a_client_that_does_not_finish_its_request() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .porter(new Gate(10, Duration.ofMillis(50), 10, Set.of()))
                            .start();
                    RawClient client = new RawClient(server.port())) {
                client.write("GET / HT".getBytes(StandardCharsets.US_ASCII));

                assertTrue(client.isAtEnd());
            }
        }

        @Test
        void leave_those_alone_who_did() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .porter(new Gate(10, Duration.ofMillis(50), 10, Set.of()))
                            .start();
                    RawClient client = RawClient.open(server);
                    RawClient late = new RawClient(server.port())) {
                assertTrue(late.isAtEnd()); // it came after the other one: the other one's time is over too

                client.send(0x81, "still here");

                assertEquals("81 still here", client.read().toString());
            }
        }

        @Test
        void close_one_connection_too_many_at_once() throws IOException {
            try (EchoServer server = EchoServer.builder()
                            .porter(new Gate(2, Duration.ZERO, 10, Set.of()))
                            .start();
                    RawClient first = RawClient.open(server);
                    RawClient second = RawClient.open(server);
                    RawClient third = new RawClient(server.port())) {
                assertTrue(third.isAtEnd());
                first.send(0x81, "1");
                second.send(0x81, "2");

                assertEquals("81 1", first.read().toString());
                assertEquals("81 2", second.read().toString());
            }
        }

        @Test
        void bound_what_is_remembered() throws IOException {
            try (EchoServer server = EchoServer.builder()
                    .porter(new Gate(10, Duration.ZERO, 3, Set.of()))
                    .start()) {
                for (int i = 0; i < 5; i++) {
                    RawClient.open(server).close();
                }

                assertEquals(3, server.attempts().size());
                assertEquals(3, server.connections().size());
            }
        }

        @Test
        void are_checked() {
            EchoServer.Builder builder = EchoServer.builder().porter(new Gate(0, Duration.ZERO, 1, Set.of()));

            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, builder::start);

            assertEquals(
                    "the porter says maxConnections 0, remembered 1, handshakeTimeout PT0S;"
                            + " the numbers begin at 1, the time at zero",
                    thrown.getMessage());
        }
    }
}
