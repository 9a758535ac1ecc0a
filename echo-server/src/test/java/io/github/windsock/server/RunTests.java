package io.github.windsock.server;

import static io.github.windsock.Matchers.anyBinary;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.server.TestClient.TestConnection;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code that a rule runs, as a client sees it that others wrote. */
class RunTests {
    private final EchoServer server = EchoServer.builder().start();
    private final JdkTestClient client = new JdkTestClient();
    private final Observations seen = new Observations();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void play(Behavior behavior, String... says) throws Exception {
        server.behave(behavior);
        TestConnection connection = client.connect(server, List.of(), seen);
        assertEquals("open", seen.next());
        for (String message : says) {
            connection.say(message);
        }
    }

    @Test
    void answers_with_text_bytes_several_messages_or_none() throws Exception {
        play(
                on("text", run((connection, message) -> connection.send(message.text() + "!")))
                        .on("bytes", run((connection, message) -> connection.send(new byte[] {1, 2})))
                        .on("several", run(RunTests::answerTwice))
                        .on("none", run((connection, message) -> {}))
                        .inOrder()
                        .otherwise(echo()),
                "text",
                "bytes",
                "several",
                "none",
                "end");

        assertEquals(
                List.of("text!", "bytes 0102", "1 of several", "2 of several", "end"),
                List.of(seen.next(), seen.next(), seen.next(), seen.next(), seen.next()));
    }

    private static void answerTwice(ServerConnection connection, Message message) {
        connection.send("1 of " + message.text());
        connection.send("2 of " + message.text());
    }

    @Test
    void does_not_hold_up_the_others_but_itself() throws Exception {
        Gate gate = new Gate();
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        play(
                on(textContaining("slow"), run((to, message) -> {
                            calls.add(message.text());
                            gate.pass();
                            to.send(message.text());
                        }))
                        .otherwise(echo()),
                "slow 1",
                "slow 2",
                "fast");
        assertEquals("fast", seen.next());
        gate.awaitReached();
        assertEquals(List.of("slow 1"), calls);
        gate.open();

        assertEquals(List.of("slow 1", "slow 2"), List.of(seen.next(), seen.next()));
    }

    @Test
    void fails_the_test_with_the_message_for_what_it_throws() throws Exception {
        play(
                on(anyBinary(), echo()).on("why", run((connection, message) -> {
                    throw new IllegalStateException("no checksum");
                })),
                "why");

        assertEquals("close 1011 the server's behavior failed", seen.next());
        assertTrue(
                server.journal()
                        .timeline()
                        .toString()
                        .contains("on(text(\"why\"), run((connection, message) -> …)), given text \"why\""),
                () -> server.journal().timeline().toString());
    }

    /** The server has closed, so the client's Close frame ends the connection within the demand for the next frame. */
    @Test
    void is_called_for_a_message_right_before_the_close_frame_that_ends_the_connection() throws Exception {
        Gate called = new Gate();
        server.behave(on("x", reply(message -> "so that another thread decides"))
                .on("last", run((connection, message) -> called.pass())));
        try (RawPeer peer = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.close(3005, "bye");
            peer.read();
            ByteArrayOutputStream both = new ByteArrayOutputStream(); // sent at once, so that they are read together
            both.write(RawFrame.encode(true, 0x81, "last".getBytes(StandardCharsets.UTF_8)));
            both.write(RawFrame.encode(true, 0x88, RawFrame.close(3005, "bye")));
            peer.write(both.toByteArray());
            called.awaitReached();
            ServerConnectionTests.awaitClosed(connection);
            called.open();

            assertDoesNotThrow(server::verify);
        }
    }
}
