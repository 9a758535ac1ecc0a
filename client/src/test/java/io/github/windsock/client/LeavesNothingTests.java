package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.testkit.OwnLoader;
import io.github.windsock.testkit.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When the last page is closed, no thread and no class loader stays. */
class LeavesNothingTests {
    private static final int SOCKETS = Boolean.getBoolean("windsock.soak") ? 5_000 : 300;

    @Test
    void many_sockets_on_one_page() throws Exception {
        List<BrowserWebSocket> sockets = new ArrayList<>();
        AtOnce atOnce = new AtOnce();
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.create()) {
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(page.open(server.url("/" + i), socket -> socket.onMessage(event -> atOnce.enter())));
            }
            sockets.forEach(socket -> Await.open(socket).send(socket.url()));
            sockets.forEach(socket -> Await.received(socket, 1));
            assertEquals(Set.of("windsock-engine-1"), engineThreads());
            assertEquals(1, atOnce.most());
        }
        for (BrowserWebSocket socket : sockets) {
            assertEquals(ReadyState.CLOSED, socket.readyState());
            assertEquals(List.of(Message.text(socket.url())), socket.received());
            assertEquals(new CloseStatus(1001, ""), socket.closeStatus().orElseThrow());
        }
        Threads.awaitNone();
    }

    /** By their names, since the thread of an engine before this one may still be on its way to its end. */
    private static Set<String> engineThreads() {
        return Threads.of("windsock-engine-").stream().map(Thread::getName).collect(Collectors.toSet());
    }

    /** Counts the threads that are within it at once. */
    private static final class AtOnce {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void enter() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
        }

        int most() {
            return most.get();
        }
    }

    @Test
    void no_class_loader_is_held() throws Exception {
        OwnLoader.assertCollected(Round.class);
    }

    /** Everything that starts a thread: a socket, listeners on the page's loop, a timer. */
    public static final class Round implements Runnable {
        @Override
        public void run() {
            try (WireServer server = WireServer.echoing();
                    BrowserPage page = BrowserPage.create()) {
                BrowserWebSocket socket = page.open(server.url().replace("127.0.0.1", "localhost"), s -> {
                    s.onOpen(event -> s.send("x"));
                    s.onMessage(event -> s.close());
                });
                Await.closed(socket);
            }
        }
    }
}
