package examples.feed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code under test of these examples: follows a price over the JDK's own WebSocket client, and comes back with growing
 * pauses when the connection is lost or refused.
 */
public final class PriceFeed implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern PRICE = Pattern.compile("\"price\":\\s*(\\d+)");
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final URI uri;
    private volatile int price;
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile WebSocket socket;
    private long pauseMillis;

    public PriceFeed(URI uri) {
        this(uri, FIRST_PAUSE_MILLIS);
    }

    public PriceFeed(URI uri, long firstPauseMillis) {
        this.uri = uri;
        this.pauseMillis = firstPauseMillis;
    }

    public PriceFeed start() {
        connect();
        return this;
    }

    public int price() {
        return price;
    }

    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private void connect() {
        if (!closed) {
            HTTP.newWebSocketBuilder().buildAsync(uri, new Listener()).exceptionally(failure -> {
                comeBackLater();
                return null;
            });
        }
    }

    private void comeBackLater() {
        connected = false;
        if (!closed) {
            Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis *= 2;
            later.execute(this::connect);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket open) {
            socket = open;
            if (closed) { // while it was connecting
                open.abort();
                return;
            }
            connected = true;
            open.sendText("{\"op\":\"subscribe\"}", true);
            open.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                Matcher found = PRICE.matcher(text);
                if (found.find()) {
                    price = Integer.parseInt(found.group(1));
                }
                text.setLength(0);
            }
            open.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            open.sendClose(status, reason); // the client's own answer would leave the reason out
            comeBackLater();
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            comeBackLater();
        }
    }
}
