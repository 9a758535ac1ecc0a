package examples.javawebsocket;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;

/** The code under test: a chat of somebody's, on Java-WebSocket. */
class ChatClient extends WebSocketClient {
    final List<String> shown = new CopyOnWriteArrayList<>();

    ChatClient(URI uri) {
        this(uri, new Draft_6455());
    }

    /** The library's own place for a draft is all that a test needs. */
    ChatClient(URI uri, Draft draft) {
        super(uri, draft);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        send("I am here");
    }

    @Override
    public void onMessage(String message) {
        shown.add(message);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        shown.add("closed: " + reason);
    }

    @Override
    public void onError(Exception e) {
        shown.add("error: " + e.getMessage());
    }
}
