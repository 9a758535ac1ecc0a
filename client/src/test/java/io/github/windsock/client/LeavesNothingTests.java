package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the last page is closed, no thread and no class loader stays. */
class LeavesNothingTests {
    @Test
    void a_thousand_sockets_on_one_page() throws Exception {
        List<BrowserWebSocket> sockets = new ArrayList<>();
        AtOnce atOnce = new AtOnce();
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.create()) {
            for (int i = 0; i < 1_000; i++) {
                sockets.add(page.open(server.url("/" + i), socket -> socket.onMessage(event -> atOnce.enter())));
            }
            sockets.forEach(socket -> Await.open(socket).send(socket.url()));
            sockets.forEach(socket -> Await.received(socket, 1));
            assertEquals(1, Threads.of("windsock-engine-").size());
            assertEquals(1, atOnce.most());
        }
        for (BrowserWebSocket socket : sockets) {
            assertEquals(ReadyState.CLOSED, socket.readyState());
            assertEquals(List.of(Message.text(socket.url())), socket.received());
            assertEquals(new CloseStatus(1001, ""), socket.closeStatus().orElseThrow());
        }
        Threads.awaitNone();
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
        WeakReference<ClassLoader> loader = playInAnotherLoader();
        Threads.awaitNone();
        emptyTheCacheOfTheJdk();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        byte[] garbage = null;
        while (loader.get() != null && System.nanoTime() < deadline) {
            garbage = new byte[1 << 20];
            System.gc();
        }
        assertNull(loader.get(), () -> "the loader is still reachable");
        assertTrue(garbage == null || garbage.length > 0);
    }

    /** The JDK 17 keeps the type for which it last made the {@code equals} of a record: let that be one of ours. */
    private static void emptyTheCacheOfTheJdk() {
        record Other(LeavesNothingTests component) {}
        assertEquals(new Other(null), new Other(null));
    }

    private static WeakReference<ClassLoader> playInAnotherLoader() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> round = loader.loadClass(Round.class.getName());
            assertTrue(round != Round.class);
            Thread thread = new Thread((Runnable) round.getConstructor().newInstance(), "another-loader");
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join();
            return new WeakReference<>(loader);
        }
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
