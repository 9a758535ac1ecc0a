package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** No close code is ever lost, whoever closes; seen from both ends. */
class RoundsTests {
    private static final int ROUNDS = Boolean.getBoolean("windsock.soak") ? 7_000 : 700;
    private static final int AT_ONCE = 4;

    /** The statuses that servers received, by path. */
    private final Queue<String> seenByServers = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void nothing_is_left() throws InterruptedException {
        Threads.awaitNone();
    }

    private WireServer server() {
        return WireServer.playing(peer -> {
            peer.open();
            RawFrame message = peer.read();
            peer.text(message.text());
            String path = peer.requestLine().split(" ", -1)[1];
            if (!path.startsWith("/client")) {
                peer.close(4001, "server");
            }
            RawFrame close = peer.read();
            seenByServers.add(path + " " + close.code() + " " + close.reason());
            if (path.startsWith("/client")) {
                peer.frame(0x88, close.payload());
            }
            peer.awaitEndAfterFin();
        });
    }

    @Test
    void the_client_closes() throws Exception {
        rounds("/client", new CloseStatus(3005, "我就是要关闭它"), Set.of("/client 3005 我就是要关闭它"));
    }

    @Test
    void the_server_closes() throws Exception {
        rounds("/server", new CloseStatus(4001, "server"), Set.of("/server 4001 server"));
    }

    @Test
    void both_close_at_once() throws Exception {
        rounds("/both", new CloseStatus(4001, "server"), Set.of("/both 4001 server", "/both 3005 我就是要关闭它"));
    }

    private void rounds(String path, CloseStatus expected, Set<String> expectedByServers) throws Exception {
        try (WireServer server = server()) {
            ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                results.add(threads.submit((Callable<Void>) () -> {
                    for (int round = 0; round < ROUNDS / AT_ONCE; round++) {
                        round(server.url(path), expected);
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
            threads.shutdown();
        }
        assertEquals(ROUNDS / AT_ONCE * AT_ONCE, seenByServers.size());
        assertEquals(
                List.of(),
                seenByServers.stream()
                        .filter(seen -> !expectedByServers.contains(seen))
                        .toList());
    }

    private static void round(String url, CloseStatus expected) {
        try (BrowserPage page = BrowserPage.builder().journal(Recorder.create()).build()) {
            BrowserWebSocket socket = Await.open(page.open(url));
            socket.send("hello WebSocket");
            Await.received(socket, 1);
            assertEquals(List.of(Message.text("hello WebSocket")), socket.received());
            if (!url.endsWith("/server")) {
                socket.close(3005, "我就是要关闭它");
            }
            Await.closed(socket);
            assertEquals(
                    Optional.of(expected),
                    socket.closeStatus(),
                    () -> String.valueOf(page.journal().timeline()));
            assertEquals(
                    true, PartyLog.of(socket).closing().orElseThrow().event().wasClean());
        }
    }
}
