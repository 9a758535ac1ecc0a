package io.github.windsock.server.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import io.github.windsock.testkit.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinkTests {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Map<String, List<String>> HEADERS =
            Map.of("Upgrade", List.of("websocket"), "Connection", List.of("Upgrade"));

    /** Opens a port that accepts whoever comes, and does something with the link when it is open. */
    private static ListeningPort open(Consumer<Link> opened) throws IOException {
        return admit(exchange -> {
            CompletableFuture<Link> link = new CompletableFuture<>();
            link.complete(exchange.prepare(new Listener(() -> opened.accept(link.join()), end -> {})));
            exchange.accept(HEADERS, link.join());
        });
    }

    private static ListeningPort admit(Consumer<HttpExchange> requested) throws IOException {
        ListeningPort port =
                TransportEngine.INSTANCE.open(PortSettings.of(LOOPBACK).withMaxMessageBytes(1000));
        port.admit(new ConnectionHandler() {
            @Override
            public void requested(HttpExchange exchange) {
                requested.accept(exchange);
            }

            @Override
            public void neverRequested(String what) {}
        });
        return port;
    }

    private record Listener(Runnable whenOpened, Consumer<Link.End> whenEnded) implements Link.Listener {
        @Override
        public void opened() {
            whenOpened.run();
        }

        @Override
        public void frame(Frame frame) {}

        @Override
        public void violated(ProtocolViolation violation) {}

        @Override
        public void failed(Throwable cause) {}

        @Override
        public void ended(Link.End end) {
            whenEnded.accept(end);
        }
    }

    private static Socket connect(ListeningPort port) throws IOException {
        Socket client = new Socket(LOOPBACK, port.port());
        client.setSoTimeout(60_000);
        client.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    @Test
    void says_that_no_bytes_are_written_in_their_turn() throws Exception {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(4);
        Consumer<String> note = what -> {
            written.add(what);
            all.countDown();
        };
        try (ListeningPort port = open(link -> link.sendRaw(ByteBuffer.allocate(0), () -> {
                    note.accept("nothing");
                    link.sendRaw(ByteBuffer.wrap(new byte[] {'a'}), () -> note.accept("a"));
                    link.sendRaw(ByteBuffer.allocate(0), () -> note.accept("nothing after a"));
                    link.sendRaw(ByteBuffer.allocate(0), () -> note.accept("nothing again"));
                }));
                Socket client = connect(port)) {
            assertTrue(all.await(30, TimeUnit.SECONDS), written.toString());
            assertEquals(List.of("nothing", "a", "nothing after a", "nothing again"), written);
            assertTrue(client.isConnected());
        }
    }

    /** Another thread than the engine's answers, and the connection ends meanwhile. */
    @Nested
    class that_ends_before_it_is_open {
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<HttpExchange> asked = new CompletableFuture<>();
        private final Link.Listener listener =
                new Listener(() -> events.add("opened"), end -> events.add("ended " + end));

        @Test
        void hears_of_it_although_it_came_first() throws Exception {
            ListeningPort port = admit(asked::complete);
            try (ListeningPort other = open(link -> {}); // so that the engine runs on
                    Socket client = connect(port)) {
                HttpExchange exchange = asked.get(30, TimeUnit.SECONDS);
                port.close();
                assertEquals(-1, client.getInputStream().read());

                Link link = exchange.prepare(listener);
                exchange.accept(HEADERS, link);
                awaitEngine(exchange);
                assertEquals(List.of("ended ENDED"), events);
                assertTrue(other.port() > 0);
            }
        }

        /** So that the session is complete. */
        @Test
        void hears_of_it_when_it_is_accepted() throws Exception {
            try (ListeningPort port = admit(asked::complete);
                    Socket client = connect(port)) {
                HttpExchange exchange = asked.get(30, TimeUnit.SECONDS);
                Link link = exchange.prepare(listener);
                link.reset();
                awaitEngine(exchange);
                assertEquals(List.of(), events);

                exchange.accept(HEADERS, link);
                awaitEngine(exchange);
                assertEquals(List.of("ended RESET"), events);
                assertTrue(client.isConnected());
            }
        }

        @Test
        void does_not_open_any_more() throws Exception {
            try (ListeningPort port = admit(asked::complete);
                    Socket client = connect(port)) {
                HttpExchange exchange = asked.get(30, TimeUnit.SECONDS);
                Link link = exchange.prepare(listener);
                Gate gate = new Gate();
                exchange.execute(gate::pass);
                gate.awaitReached();
                link.reset();
                exchange.accept(HEADERS, link); // written by this thread
                gate.open();
                awaitEngine(exchange);
                assertEquals(List.of("ended RESET"), events);
                assertTrue(client.isConnected());
            }
        }

        private static void awaitEngine(HttpExchange exchange) throws Exception {
            CountDownLatch ran = new CountDownLatch(1);
            exchange.execute(ran::countDown);
            assertTrue(ran.await(30, TimeUnit.SECONDS));
        }
    }
}
