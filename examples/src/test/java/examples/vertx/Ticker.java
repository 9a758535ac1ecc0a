package examples.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/** The code under test: follows a price with Vert.x's client, and comes back when the connection is lost. */
final class Ticker implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final WebSocketConnectOptions where;
    private volatile int price;
    private volatile boolean connected;
    private volatile boolean closed;

    Ticker(Vertx vertx, URI uri) {
        this.vertx = vertx;
        client = vertx.createWebSocketClient();
        where = new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getPath());
        connect();
    }

    int price() {
        return price;
    }

    boolean isConnected() {
        return connected;
    }

    private void connect() {
        if (!closed) {
            client.connect(where).onSuccess(this::listen).onFailure(failure -> comeBack());
        }
    }

    private void listen(WebSocket socket) {
        connected = true;
        socket.textMessageHandler(text -> price = Integer.parseInt(text));
        socket.closeHandler(nothing -> comeBack());
        socket.writeTextMessage("subscribe");
    }

    private void comeBack() {
        connected = false;
        if (!closed) {
            vertx.setTimer(PAUSE_MILLIS, timer -> connect());
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
