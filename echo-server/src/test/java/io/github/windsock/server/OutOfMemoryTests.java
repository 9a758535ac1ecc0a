package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Event;
import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutOfMemoryTests {
    private static final int MESSAGE = 60 << 20; // less than the limit of a message, more than the heap

    /** A server in a JVM with little memory. Says its port, and at the end how the connections have ended. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (EchoServer server = EchoServer.start()) {
                out.println(server.port());
                System.in.read();
                server.journal().entries().stream()
                        .filter(entry -> entry.event().kind() == Event.Kind.CLOSED)
                        .map(entry -> entry.event().toString())
                        .forEach(out::println);
            }
        }
    }

    @Test
    void ends_the_connection_for_which_there_is_no_memory_and_no_other() throws Exception {
        try (ChildJvm child = ChildJvm.startWithoutErrors(Child.class, "-Xmx48m")) {
            int port = child.readPort();
            try (RawPeer before = open(port);
                    RawPeer greedy = open(port)) {
                // Apart from the rest: a server that reads no more, and does not end, keeps the writer for ever.
                CompletableFuture.runAsync(() -> sendTooMuch(greedy));
                assertThrows(IOException.class, greedy::read);
                requireEcho(before);
            }
            try (RawPeer after = open(port)) {
                requireEcho(after);
            }
            child.endInput();
            String closes = child.readAll();
            assertTrue(closes.contains("the server failed: java.lang.OutOfMemoryError"), closes);
        }
    }

    private static RawPeer open(int port) throws IOException {
        RawPeer client = RawPeer.to(port);
        String answer = client.request("GET / HTTP/1.1");
        assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
        return client;
    }

    private static void sendTooMuch(RawPeer client) {
        try {
            client.sendZeros(0x82, MESSAGE);
        } catch (IOException e) { // the server has given up, as it is to
        }
    }

    private static void requireEcho(RawPeer client) throws IOException {
        client.send(0x81, "still there");
        assertEquals("still there", client.read().text());
    }
}
