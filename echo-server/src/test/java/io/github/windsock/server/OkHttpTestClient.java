package io.github.windsock.server;

import io.github.windsock.server.internal.tls.Authority;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** OkHttp, which pings by its own timer only. */
final class OkHttpTestClient implements TestClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OkHttpClient plain =
            patient().followRedirects(false).retryOnConnectionFailure(false).build();
    private final OkHttpClient secure;

    OkHttpTestClient() throws Exception {
        secure = plain.newBuilder()
                .sslSocketFactory(Authority.get().trust().getSocketFactory(), trust())
                .build();
    }

    /** Returns a builder with longer timeouts than OkHttp's 10 s, which a busy machine may exceed. */
    static OkHttpClient.Builder patient() {
        return new OkHttpClient.Builder()
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .writeTimeout(PATIENCE);
    }

    private static X509TrustManager trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("windsock", Authority.get().certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public boolean canPlay(BehaviorTable.TableRow row, String transport) {
        return !row.says().contains(BehaviorTable.PING);
    }

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations) {
        Request.Builder request = new Request.Builder().url(server.httpUri().toString());
        if (!subprotocols.isEmpty()) {
            request.header("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
        }
        OkHttpClient client = server.isSecure() ? secure : plain;
        return new OkHttpTestConnection(client.newWebSocket(request.build(), new Listener(observations)));
    }

    @Override
    public void close() {
        plain.dispatcher().executorService().shutdown();
        plain.connectionPool().evictAll();
    }

    private static final class Listener extends WebSocketListener {
        private final Observations observations;
        private volatile boolean isOpen;

        Listener(Observations observations) {
            this.observations = observations;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            isOpen = true;
            observations.add(Observations.open(response.header("Sec-WebSocket-Protocol")));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            observations.add(Observations.text(text));
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            observations.add(Observations.bytes(bytes.toByteArray()));
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            observations.add(Observations.close(code, reason));
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable error, Response response) {
            if (response == null && !isOpen) {
                observations.failed(error);
            } else {
                observations.add(isOpen ? Observations.LOST : Observations.refused(response.code()));
            }
        }
    }

    private record OkHttpTestConnection(WebSocket socket) implements TestConnection {
        @Override
        public void say(String text) {
            socket.send(text);
        }

        @Override
        public void ping() {
            throw new UnsupportedOperationException("OkHttp pings by its own timer");
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, reason);
        }

        @Override
        public void close() {
            socket.cancel();
        }
    }
}
