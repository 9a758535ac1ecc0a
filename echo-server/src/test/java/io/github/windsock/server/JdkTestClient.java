package io.github.windsock.server;

import io.github.windsock.server.internal.tls.Authority;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The JDK's client. It may lose a message that came just before the connection was lost: both wait in its queues. It may
 * even miss the FIN that follows a message, and see no end while its socket waits in CLOSE_WAIT; on a busy machine that was
 * one time in four, where a bare socket saw message and end each time.
 */
final class JdkTestClient implements TestClient {
    private final HttpClient plain = HttpClient.newHttpClient();
    private final HttpClient secure =
            HttpClient.newBuilder().sslContext(Authority.get().trust()).build();

    @Override
    public boolean canPlay(BehaviorTable.TableRow row, String transport) {
        boolean isMissedFin = row.sees().size() > 2 && row.tells().equals("✕ drop");
        return !isMissedFin && !row.tells().startsWith("✕ fault  cut");
    }

    @Override
    public boolean showsWhatCameBeforeALoss() {
        return false;
    }

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations) {
        WebSocket.Builder builder = (server.isSecure() ? secure : plain).newWebSocketBuilder();
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0), subprotocols.stream().skip(1).toArray(String[]::new));
        }
        CompletableFuture<WebSocket> socket = builder.buildAsync(server.uri(), new Listener(observations));
        socket.exceptionally(error -> {
            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
            if (cause instanceof WebSocketHandshakeException refused) {
                observations.add(Observations.refused(refused.getResponse().statusCode()));
            } else {
                observations.failed(error);
            }
            return null;
        });
        return new JdkTestConnection(socket);
    }

    private record Listener(Observations observations, StringBuilder parts) implements WebSocket.Listener {
        Listener(Observations observations) {
            this(observations, new StringBuilder());
        }

        @Override
        public void onOpen(WebSocket socket) {
            observations.add(Observations.open(socket.getSubprotocol()));
            socket.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                observations.add(Observations.text(parts.toString()));
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            observations.add(Observations.bytes(data));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            observations.add(Observations.close(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            observations.add(Observations.LOST);
        }
    }

    private record JdkTestConnection(CompletableFuture<WebSocket> socket) implements TestConnection {
        @Override
        public void say(String text) {
            socket.thenAccept(open -> open.sendText(text, true).join()).join();
        }

        @Override
        public void ping() {
            socket.thenAccept(open -> open.sendPing(ByteBuffer.allocate(0)).join())
                    .join();
        }

        @Override
        public void close(int code, String reason) {
            socket.thenAccept(open -> open.sendClose(code, reason)).join();
        }

        @Override
        public void close() {
            socket.thenAccept(WebSocket::abort);
        }
    }
}
