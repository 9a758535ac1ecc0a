package examples.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Follows a price over the JDK's client, and comes back when the connection is lost. */
final class Prices implements WebSocket.Listener, AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI url;
    private volatile int latest;
    private volatile boolean closed;

    Prices(URI url) {
        this.url = url;
        connect();
    }

    int latest() {
        return latest;
    }

    private void connect() {
        if (!closed) {
            client.newWebSocketBuilder().buildAsync(url, this).exceptionally(failure -> {
                comeBack();
                return null;
            });
        }
    }

    private void comeBack() {
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(this::connect);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        latest = Integer.parseInt(text.toString());
        from.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        comeBack();
    }

    @Override
    public void close() {
        closed = true;
    }
}
