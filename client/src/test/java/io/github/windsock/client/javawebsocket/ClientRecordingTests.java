package io.github.windsock.client.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Recorder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.TextFrame;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.junit.jupiter.api.Test;

/** What is recorded of a client of Java-WebSocket, in an order that its threads make only sometimes. */
class ClientRecordingTests {
    private final Recorder journal = Recorder.create();
    private final ClientRecording recording = new ClientRecording(journal, 1000);

    /** A thread has begun to send when the library's own thread ends the connection. */
    @Test
    void nothing_is_sent_after_the_end() {
        TextFrame text = text("late");
        recording.sends(text);
        recording.ended(false, new byte[0], false);

        recording.sends(text);
        recording.sends(new PingFrame());
        recording.sends(FramedataImpl1.get(Opcode.CLOSING));

        assertEquals(List.of("SENT text  \"late\"", "CLOSED close 1006 \"\""), summaries());
    }

    /**
     * A thread closes the connection while the client handles a message. The library tells the client of the frames
     * that it has read with that message.
     */
    @Test
    void nothing_is_received_after_the_end() {
        try (ClientRecording.Delivery first = recording.receives(text("first"))) {
            assertNotNull(first);
            recording.ended(false, new byte[0], false);
        }
        recording.receives(text("late")).close();
        recording.receives(new PingFrame()).close();
        recording.receives(FramedataImpl1.get(Opcode.CLOSING)).close();

        assertEquals(
                List.of(
                        "RECEIVED text  \"first\"",
                        "CLOSED close 1006 \"\"",
                        "NOTE after the end, client#1 was given text \"late\""),
                summaries());
    }

    /** A thread closes the connection while the library reads the server's answer. */
    @Test
    void nothing_opens_after_the_end() {
        recording.ended(false, new byte[0], false);
        recording.opens(new HandshakeImpl1Server());
        recording.opened();
        assertEquals(List.of("CLOSED close 1006 \"\""), summaries());
    }

    /** The system has no memory for the thread that would wait for the client's reading thread. */
    @Test
    void the_end_is_known_without_a_thread_to_wait_for_it() {
        ClientRecording poor = new ClientRecording(journal, 1000, task -> {
            throw new OutOfMemoryError("no more threads");
        });
        poor.ended(false, new byte[0], true);

        assertEquals(ReadyState.CLOSED, poor.log().handledState());
    }

    private static TextFrame text(String payload) {
        TextFrame text = new TextFrame();
        text.setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
        return text;
    }

    private List<String> summaries() {
        return journal.entries().stream()
                .map(Entry::event)
                .map(event -> event.kind() + " " + event.summary())
                .toList();
    }
}
