package io.github.windsock.client.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Recorder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.TextFrame;
import org.junit.jupiter.api.Test;

/** What is recorded of a client of Java-WebSocket, in an order that its threads make only sometimes. */
class ClientRecordingTests {
    private final Recorder journal = Recorder.create();
    private final ClientRecording recording = new ClientRecording(journal, 1000);

    /** A thread has begun to send when the library's own thread ends the connection. */
    @Test
    void nothing_is_sent_after_the_end() {
        TextFrame text = new TextFrame();
        text.setPayload(ByteBuffer.wrap("late".getBytes(StandardCharsets.UTF_8)));
        recording.sends(text);
        recording.ended(false, new byte[0], false);

        recording.sends(text);
        recording.sends(new PingFrame());
        recording.sends(FramedataImpl1.get(Opcode.CLOSING));

        List<String> all = journal.entries().stream()
                .map(Entry::event)
                .map(event -> event.kind() + " " + event.summary())
                .toList();
        assertEquals(List.of("SENT text  \"late\"", "CLOSED close 1006 \"\""), all);
    }
}
