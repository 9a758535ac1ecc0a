package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Payload;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.OpenRequest;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes a plain request over is code of the user's, so it runs where it may block. */
@Timeout(60)
class HandledRequestTests {
    private static EchoServer handling(Consumer<OpenRequest> handler) {
        return ServerInternals.filter(
                        EchoServer.builder(),
                        request -> request.isAttempt() ? FilterResult.pass() : FilterResult.handle(handler))
                .start();
    }

    private static RawPeer post(EchoServer server, String body) throws IOException {
        RawPeer client = RawPeer.to(server.port());
        client.write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static FilterResult page(String text) {
        return FilterResult.answer(200, Map.of(), Payload.ofText(text), "");
    }

    private static void requireAnswer(String wanted, RawPeer client) throws IOException {
        String head = client.readHead();
        assertEquals(wanted, head.substring(0, head.indexOf("\r\n")) + ", " + client.readRest());
    }

    @Nested
    class that_blocks_keeps_nobody_else_waiting {
        private final Gate gate = new Gate();

        /** The first request blocks at its place; the engine serves an echo and a request meanwhile. */
        private void play(Consumer<OpenRequest> slow) throws Exception {
            BlockingQueue<Consumer<OpenRequest>> handlers =
                    new LinkedBlockingQueue<>(List.of(slow, open -> open.answer(page("quick"))));
            try (EchoServer server = handling(open -> handlers.remove().accept(open));
                    RawPeer waiting = post(server, "body")) {
                gate.awaitReached();
                try (RawPeer client = RawPeer.open(server.port())) {
                    client.send(0x81, "hi");
                    assertEquals("81 hi", client.read().toString());
                }
                try (RawPeer client = post(server, "")) {
                    requireAnswer("HTTP/1.1 200 OK, quick", client);
                }
                gate.open();
                requireAnswer("HTTP/1.1 200 OK, slow", waiting);
            } finally {
                gate.open();
            }
        }

        @Test
        void when_it_begins() throws Exception {
            play(open -> {
                gate.pass();
                open.answer(page("slow"));
            });
        }

        @Test
        void when_it_reads_the_body() throws Exception {
            play(open -> open.readBody(10, body -> {
                gate.pass();
                open.answer(page("slow"));
            }));
        }

        @Test
        void when_it_may_write_on() throws Exception {
            play(open -> {
                OpenRequest.Response response = open.stream(200, Map.of());
                response.write(bytes("sl"), () -> {
                    gate.pass();
                    response.write(bytes("ow"), response::close);
                });
            });
        }

        @Test
        void when_the_client_has_left() throws Exception {
            try (EchoServer server = handling(open -> open.stream(200, Map.of()).whenEnded(gate::pass))) {
                try (RawPeer client = post(server, "")) {
                    client.readHead();
                }
                gate.awaitReached();
                try (RawPeer client = RawPeer.open(server.port())) {
                    client.send(0x81, "hi");
                    assertEquals("81 hi", client.read().toString());
                }
            } finally {
                gate.open();
            }
        }
    }

    /** The body is there before the handler looks for it, and has returned. */
    @Test
    void does_one_thing_after_another() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        try (EchoServer server = handling(open -> {
                    OpenRequest.Response[] response = new OpenRequest.Response[1];
                    open.readBody(10, body -> {
                        done.add(body.text());
                        response[0] = open.stream(200, Map.of());
                        response[0].write(bytes("1"), () -> done.add("wrote 1"));
                        response[0].write(bytes("2"), () -> done.add("wrote 2"));
                        response[0].write(bytes("3"), response[0]::close);
                        response[0].whenEnded(() -> done.add("ended"));
                        done.add("reader returns");
                    });
                    done.add("handler returns");
                });
                RawPeer client = post(server, "body")) {
            requireAnswer("HTTP/1.1 200 OK, 123", client);
            for (String each : List.of("handler returns", "body", "reader returns", "wrote 1", "wrote 2", "ended")) {
                assertEquals(each, done.poll(30, TimeUnit.SECONDS));
            }
        }
    }

    @Nested
    class that_throws_is_told_of {
        private void play(Consumer<OpenRequest> broken, String answer) throws IOException {
            try (EchoServer server = handling(broken);
                    RawPeer client = post(server, "body")) {
                requireAnswer(answer, client);
                assertEquals(
                        List.of("the request filter threw IllegalStateException: \"a defect\""),
                        Recorder.of(server).general().entries().stream()
                                .map(entry -> entry.event().summary() + ": "
                                        + entry.event().detail())
                                .toList());
            }
        }

        private void fail() {
            throw new IllegalStateException("a defect");
        }

        @Test
        void and_the_request_gets_500() throws IOException {
            play(open -> fail(), "HTTP/1.1 500 Internal Server Error, The server's request filter failed.\n");
        }

        @Test
        void and_the_request_gets_500_from_the_reader_of_its_body() throws IOException {
            play(
                    open -> open.readBody(10, body -> fail()),
                    "HTTP/1.1 500 Internal Server Error, The server's request filter failed.\n");
        }

        @Test
        void and_its_stream_ends() throws IOException {
            play(open -> open.stream(200, Map.of()).write(bytes("some"), this::fail), "HTTP/1.1 200 OK, some");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
