package io.github.windsock.benchmarks.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of one end, and the waits of a test for them. Uses queues, as a careful user would. */
final class Seen {

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closes = new LinkedBlockingQueue<>();

    void message(String text) {
        messages.add(text);
    }

    void close(int code, String reason) {
        closes.add(code + " " + reason);
    }

    void assertEcho() throws InterruptedException {
        assertEquals("hello WebSocket", take(messages));
    }

    void assertClosed() throws InterruptedException {
        assertEquals("3005 done", take(closes));
    }

    boolean hasEcho() {
        return messages.contains("hello WebSocket");
    }

    boolean isClosed() {
        return closes.contains("3005 done");
    }

    private static String take(BlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(5, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came in 5 s");
        return next;
    }
}
