package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.Event;
import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.RawPeer;
import io.github.windsock.testkit.RawServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class OutOfMemoryTests {
    private static final int MESSAGE = 60 << 20; // less than the limit of a message, more than the heap has left

    /** A page in a JVM with little memory. Says how the greedy socket ended, and what a later one received. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (RawServer server = new RawServer();
                    BrowserPage page = BrowserPage.create()) {
                BrowserWebSocket greedy = page.open("ws://127.0.0.1:" + server.port());
                CompletableFuture<Integer> closed = new CompletableFuture<>();
                greedy.onClose(event -> closed.complete(event.code()));
                try (RawPeer peer = server.accept()) {
                    // Apart from the wait: a client that reads no more, and does not end, keeps the writer for ever.
                    CompletableFuture.runAsync(() -> sendTooMuch(peer));
                    out.println("close " + closed.get(30, TimeUnit.SECONDS));
                }
                page.journal().entries().stream()
                        .filter(entry -> entry.event().kind() == Event.Kind.CLOSED)
                        .map(entry -> entry.event().why())
                        .forEach(out::println);
                CompletableFuture<String> seen = new CompletableFuture<>();
                BrowserWebSocket later = page.open("ws://127.0.0.1:" + server.port());
                later.onMessage(event -> seen.complete(event.message().text()));
                later.onOpen(event -> later.send("still there"));
                try (RawPeer peer = server.accept()) {
                    peer.send(0x81, peer.read().text());
                    out.println(seen.get(30, TimeUnit.SECONDS));
                }
            } catch (TimeoutException e) {
                out.println("and then nothing");
            }
        }

        private static void sendTooMuch(RawPeer peer) {
            try {
                peer.sendZeros(0x82, MESSAGE);
            } catch (IOException e) { // the client has given up, as it is to
            }
        }
    }

    @Test
    void ends_the_socket_for_which_there_is_no_memory_and_no_later_one() throws Exception {
        try (ChildJvm child = ChildJvm.startWithoutErrors(Child.class, "-Xmx64m")) {
            assertEquals("""
                    close 1006
                    no Close frame arrived: the connection was lost: java.lang.OutOfMemoryError: Java heap space
                    still there
                    """, child.readAll());
        }
    }
}
