package examples.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The code under test: follows a price with the JDK's client, and comes back when the connection is refused, closed or lost.
 */
final class Ticker implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient(); // one for all: it has threads
    private static final long PAUSE_MILLIS = 50;

    private final URI uri;
    private final StringBuilder parts = new StringBuilder();
    private volatile int price;
    private WebSocket current; // guarded by this
    private boolean closed; // guarded by this

    Ticker(URI uri) {
        this.uri = uri;
        connect();
    }

    int price() {
        return price;
    }

    private synchronized void connect() {
        if (!closed) {
            HTTP.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(10)) // for the answer too
                    .buildAsync(uri, this)
                    .exceptionally(failure -> {
                        comeBack(); // refused, or lost before it was open
                        return null;
                    });
        }
    }

    private void comeBack() {
        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(this::connect);
    }

    @Override
    public synchronized void onOpen(WebSocket socket) {
        current = socket;
        if (closed) { // meanwhile
            socket.abort();
            return;
        }
        parts.setLength(0); // the last connection may have ended within a message
        socket.sendText("subscribe", true);
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            price = Integer.parseInt(parts.toString());
            parts.setLength(0);
        }
        socket.request(1); // without it, nothing more comes
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        comeBack();
        return null; // now the JDK answers
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        comeBack();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            current.abort();
        }
    }
}
