package io.github.windsock.client.javawebsocket;

import io.github.windsock.Payload;
import io.github.windsock.journal.FenceSender;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.PingFrame;

/** Lends a client's pings to assertions that have to know that nothing more is under way. */
final class PingSender implements FenceSender {
    private final WebSocketClient client;

    PingSender(WebSocketClient client) {
        this.client = client;
    }

    @Override
    public void ping(Payload payload) {
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.wrap(payload.toByteArray()));
        try {
            client.sendFrame(ping);
        } catch (WebsocketNotConnectedException e) {
            // It is closing: whoever waits for the pong is told of the end.
        }
    }

    @Override
    public Optional<String> unfinished() {
        return Optional.empty();
    }
}
