package examples.sturdy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client that comes back, whatever its server does: it is refused, closed, cut off, or just hears nothing any more. What it
 * decides it decides on one thread, so a connection is lost once.
 */
class SturdyFeed implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_PATIENCE_MILLIS = 20_000;

    private final URI uri;
    final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread made = new Thread(task, "sturdy-feed");
                made.setDaemon(true);
                return made;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // what happens after close() is of no interest
    private volatile int price;
    private volatile boolean closed;
    private volatile Connection current;

    // Only that thread uses these.
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long patienceMillis; // so long a server may take to answer, and a feed may say nothing

    /** Whoever is lost may be slow, and not gone: the patience of the first attempt doubles with each. */
    SturdyFeed(URI uri, Duration patience) {
        this.uri = uri;
        this.patienceMillis = patience.toMillis();
    }

    SturdyFeed start() {
        thread.execute(this::connect);
        return this;
    }

    int price() {
        return price;
    }

    @Override
    public void close() {
        closed = true;
        Connection open = current;
        if (open != null) {
            open.leave();
        }
        thread.shutdownNow();
    }

    private void connect() {
        Connection next = new Connection();
        current = next; // first, so that close() finds it
        if (closed) {
            return;
        }
        HTTP.newWebSocketBuilder()
                .connectTimeout(connectTimeout())
                .buildAsync(uri, next)
                .exceptionally(failure -> {
                    thread.execute(() -> refused(next));
                    return null;
                });
    }

    Duration connectTimeout() {
        return Duration.ofMillis(patienceMillis);
    }

    // The ways to lose a connection.

    void refused(Connection connection) {
        lost(connection);
    }

    void closed(Connection connection) {
        lost(connection);
    }

    void failed(Connection connection) {
        lost(connection);
    }

    void silent(Connection connection) {
        lost(connection);
    }

    private void lost(Connection connection) {
        if (connection == current && !closed) {
            connection.leave();
            comeBackIn(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            patienceMillis = Math.min(2 * patienceMillis, LONGEST_PATIENCE_MILLIS);
        }
    }

    void comeBackIn(long millis) {
        thread.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }

    void subscribe(WebSocket socket) {
        socket.sendText("subscribe", true);
    }

    boolean isOfUse(String message) {
        return message.startsWith("price ");
    }

    /** One connection: tells the thread what happens. */
    final class Connection implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private volatile WebSocket socket;
        private volatile boolean over;
        private boolean heard; // since the last look

        void leave() {
            over = true;
            WebSocket open = socket;
            if (open != null) {
                open.abort();
            }
        }

        @Override
        public void onOpen(WebSocket open) {
            socket = open;
            if (over) { // it was given up meanwhile
                leave();
                return;
            }
            subscribe(open);
            open.request(1);
            thread.execute(this::lookLater);
        }

        private void lookLater() {
            thread.schedule(this::look, patienceMillis, TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (over) {
                return; // its end has been told
            }
            if (heard) {
                heard = false;
                lookLater();
            } else {
                silent(this);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            open.request(1);
            return null;
        }

        private void take(String message) {
            if (message.startsWith("price ")) {
                price = Integer.parseInt(message.substring("price ".length()));
            }
            if (isOfUse(message)) {
                thread.execute(() -> heard = true);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            tell(SturdyFeed.this::closed);
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            tell(SturdyFeed.this::failed);
        }

        private void tell(Consumer<Connection> what) {
            thread.execute(() -> {
                over = true;
                what.accept(this);
            });
        }
    }
}
