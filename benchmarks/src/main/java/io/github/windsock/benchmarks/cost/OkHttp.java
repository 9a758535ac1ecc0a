package io.github.windsock.benchmarks.cost;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** The test on MockWebServer and OkHttp. */
final class OkHttp {

    private OkHttp() {}

    static void test(MockWebServer server, OkHttpClient client) throws InterruptedException {
        Seen byServer = new Seen();
        Seen byClient = new Seen();
        server.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(new RecordingListener(byServer, true))
                .build());
        Request request = new Request.Builder().url(server.url("/")).build();
        WebSocket socket = client.newWebSocket(request, new RecordingListener(byClient, false));
        socket.send("hello WebSocket");
        byClient.assertEcho();
        socket.close(3005, "done");
        byServer.assertClosed();
        byClient.assertClosed();
    }

    private static final class RecordingListener extends WebSocketListener {

        private final Seen seen;
        private final boolean echoes;

        RecordingListener(Seen seen, boolean echoes) {
            this.seen = seen;
            this.echoes = echoes;
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            seen.message(text);
            if (echoes) {
                socket.send(text);
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            seen.close(code, reason);
            if (echoes) {
                socket.close(code, reason);
            }
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            seen.close(1006, failure.toString());
        }
    }
}
