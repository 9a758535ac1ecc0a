package io.github.windsock.javawebsocket;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.handshake.ServerHandshake;

/** A user's client: it does what a test says when something comes, and remembers what it was told at its end. */
class ChatClient extends WebSocketClient {
    final CompletableFuture<String> reported = new CompletableFuture<>();
    Runnable whenOpen = () -> {};
    Runnable whenMessage = () -> {};

    ChatClient(URI uri, Draft draft) {
        super(uri, draft);
        setDaemon(true);
        setConnectionLostTimeout(0);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        whenOpen.run();
    }

    @Override
    public void onMessage(String message) {
        whenMessage.run();
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        whenMessage.run();
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        reported.complete(code + " " + reason);
    }

    @Override
    public void onError(Exception e) {
        // What a client does about it is not what is looked at here.
    }
}
