package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.transport.Connector;
import io.github.windsock.journal.internal.LoopThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server that accepts nothing and whose backlog is full, so that TCP is not connected when the time is over. */
@EnabledOnOs(OS.LINUX) // which lets further clients wait, and lists them
class ConnectTimeoutTests {
    private static final String SYN_SENT = "02";

    private final List<SocketChannel> others = new ArrayList<>();
    private final ServerSocketChannel server;
    private final int port;

    ConnectTimeoutTests() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        port = server.socket().getLocalPort();
    }

    @BeforeEach
    void fillTheBacklog() throws IOException {
        boolean isConnected = true;
        while (isConnected) {
            SocketChannel other = SocketChannel.open();
            others.add(other);
            other.configureBlocking(false);
            isConnected = other.connect(server.getLocalAddress()) || other.finishConnect();
        }
    }

    @AfterEach
    void end() throws IOException {
        for (SocketChannel other : others) {
            other.close();
        }
        server.close();
    }

    @Test
    void leaves_no_connection_that_is_made_later() throws Exception {
        long before = connecting();
        try (BrowserPage page =
                BrowserPage.builder().handshakeTimeout(Duration.ofMillis(50)).build()) {
            BrowserWebSocket socket = page.open("ws://127.0.0.1:" + port);
            assertEquals(
                    "the server did not answer the handshake within 50 ms",
                    Await.closed(socket).log().closing().orElseThrow().event().why());
            letTheTransportGoOn();

            assertEquals(before, connecting());
        }
    }

    /** Waits until the transport has done what it was told before. */
    private static void letTheTransportGoOn() throws InterruptedException {
        Connector connector = Connector.lease(LoopThread.ENGINE);
        CountDownLatch done = new CountDownLatch(1);
        connector.execute(() -> connector.execute(done::countDown));
        assertTrue(done.await(20, TimeUnit.SECONDS));
        connector.release();
    }

    private long connecting() throws IOException {
        String remote = String.format(":%04X %s", port, SYN_SENT);
        List<String> all = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            all.addAll(Files.readAllLines(Path.of("/proc/self/net", table)));
        }
        return all.stream().filter(line -> line.contains(remote)).count();
    }
}
