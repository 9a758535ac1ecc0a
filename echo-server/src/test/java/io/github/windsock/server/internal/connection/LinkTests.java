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
import org.junit.jupiter.api.Test;

class LinkTests {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Opens a port that accepts whoever comes, and does something with the link when it is open. */
    private static ListeningPort open(Consumer<Link> opened) throws IOException {
        ListeningPort port =
                TransportEngine.INSTANCE.open(PortSettings.of(LOOPBACK).withMaxMessageBytes(1000));
        port.admit(new ConnectionHandler() {
            @Override
            public void requested(HttpExchange exchange) {
                CompletableFuture<Link> link = new CompletableFuture<>();
                link.complete(exchange.prepare(new Link.Listener() {
                    @Override
                    public void opened() {
                        opened.accept(link.join());
                    }

                    @Override
                    public void frame(Frame frame) {}

                    @Override
                    public void violated(ProtocolViolation violation) {}

                    @Override
                    public void failed(Throwable cause) {}

                    @Override
                    public void ended(Link.End end) {}
                }));
                exchange.accept(Map.of("Upgrade", List.of("websocket"), "Connection", List.of("Upgrade")), link.join());
            }

            @Override
            public void neverRequested(String what) {}
        });
        return port;
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
}
