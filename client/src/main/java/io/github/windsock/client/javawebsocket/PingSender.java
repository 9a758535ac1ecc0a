package io.github.windsock.client.javawebsocket;

import io.github.windsock.Payload;
import io.github.windsock.journal.internal.FenceSender;
import java.nio.ByteBuffer;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.PingFrame;

/** Sends the pings of fences through a client, so that an assertion knows that nothing more is on its way. */
final class PingSender implements FenceSender {
    private final WebSocketClient client;
    private final ClientRecording recording;

    PingSender(WebSocketClient client, ClientRecording recording) {
        this.client = client;
        this.recording = recording;
    }

    @Override
    public boolean sendFence(Payload fence) {
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.wrap(fence.toByteArray()));
        try {
            client.sendFrame(ping);
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false; // the client is closing
        }
    }

    @Override
    public void whenIdle(Runnable task) {
        recording.whenDelivered(task);
    }
}
