package examples.okhttp;

import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** The code under test: follows a price with OkHttp's client. */
final class Ticker extends WebSocketListener implements AutoCloseable {

    private final WebSocket socket;
    private volatile int price;
    private volatile String state = "connecting";

    Ticker(OkHttpClient client, URI uri) {
        socket = client.newWebSocket(new Request.Builder().url(uri.toString()).build(), this);
    }

    int price() {
        return price;
    }

    String state() {
        return state;
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        state = "open";
        webSocket.send("subscribe");
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        price = text.matches("\\d+") ? Integer.parseInt(text) : price;
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(code, reason); // OkHttp leaves the answer to the listener
        state = "closed: " + reason;
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
        state = response == null ? "lost" : "refused: " + response.code();
    }

    @Override
    public void close() {
        socket.cancel();
    }
}
