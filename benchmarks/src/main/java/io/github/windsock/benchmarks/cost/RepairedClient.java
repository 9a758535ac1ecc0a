package io.github.windsock.benchmarks.cost;

import java.net.URI;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/**
 * Java-WebSocket's client as a careful user has to write it. Its own {@code close()} can lose the code, so this sends
 * the Close frame itself, and ends the connection when the peer's Close frame has arrived.
 */
final class RepairedClient extends WebSocketClient {

    private final Seen seen;

    RepairedClient(URI uri, Seen seen) throws InterruptedException {
        super(uri, new Repair(seen));
        this.seen = seen;
        setConnectionLostTimeout(0);
        setTcpNoDelay(true);
        connectBlocking();
    }

    void closeWith(int code, String reason) throws InvalidDataException {
        CloseFrame frame = new CloseFrame();
        frame.setCode(code);
        frame.setReason(reason);
        sendFrame(frame);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {
        seen.message(message);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {}

    @Override
    public void onError(Exception failure) {
        seen.close(1006, failure.toString());
    }

    private static final class Repair extends Draft_6455 {

        private final Seen seen;

        Repair(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
            if (frame instanceof CloseFrame close) {
                seen.close(close.getCloseCode(), close.getMessage());
                socket.closeConnection(close.getCloseCode(), "");
            } else {
                super.processFrame(socket, frame);
            }
        }

        @Override
        public Draft copyInstance() {
            return new Repair(seen);
        }
    }
}
