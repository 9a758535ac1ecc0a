package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferedSizeTests {
    private static final String WHY =
            "the messages of all connections need more than 100,000 B, and this one's take the most";

    private final EchoServer server =
            EchoServer.builder().maxBufferedBytes(100_000).start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static void sendAllButOneByte(RawPeer client, int size) throws IOException {
        byte[] frame = RawFrame.encode(true, 0x82, new byte[size]);
        client.socket().getOutputStream().write(Arrays.copyOf(frame, frame.length - 1));
    }

    private static void sendTheLastByte(RawPeer client) throws IOException {
        client.socket().getOutputStream().write(0);
    }

    @Test
    void whoever_needs_the_most_is_told_to_try_again_later_and_the_others_go_on() throws IOException {
        try (RawPeer modest = RawPeer.open(server.port());
                RawPeer greedy = RawPeer.open(server.port())) {
            sendAllButOneByte(modest, 50_000);
            sendAllButOneByte(greedy, 60_000);

            assertEquals("88 1013 " + WHY, greedy.read().toString());
            sendTheLastByte(greedy); // of what is skipped
            greedy.sendClose(1013, "ok");
            assertTrue(greedy.isAtEnd());

            sendTheLastByte(modest);
            assertEquals("82 50000 bytes", modest.read().toString());
            sendAllButOneByte(modest, 60_000); // there is enough again
            sendTheLastByte(modest);
            assertEquals("82 60000 bytes", modest.read().toString());
        }

        ServerConnection told = server.connection(2);
        assertEquals(new CloseStatus(1013, "ok"), ServerConnectionTests.awaitClosed(told));
        List<String> journal = told.log().entries().stream()
                .map(entry -> entry.event().summary() + ": " + entry.event().detail())
                .toList();
        assertTrue(
                journal.contains("refused a message: " + WHY + "; EchoServer.builder().maxBufferedBytes(..) raises it"),
                journal::toString);
        assertEquals("close 1013 \"ok\": wasClean=true", journal.get(journal.size() - 1));
    }

    @Test
    void counts_what_a_behavior_keeps_to_send_it_later() throws IOException {
        server.behave(echo().with(latency(Duration.ofSeconds(20))));
        try (RawPeer client = RawPeer.open(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send(0x82, new byte[40_000]);
            }
            assertEquals("88 1013 " + WHY, client.read().toString());
        }
    }

    @Test
    void refuses_what_is_no_size() {
        for (long bytes : new long[] {0, -1}) {
            EchoServer.Builder builder = EchoServer.builder();
            assertEquals(
                    "maxBufferedBytes " + bytes + " is less than 1",
                    assertThrows(IllegalArgumentException.class, () -> builder.maxBufferedBytes(bytes))
                            .getMessage());
        }
    }
}
