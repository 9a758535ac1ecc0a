package io.github.windsock.server;

import io.github.windsock.server.internal.tls.Authority;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's client. */
final class JettyTestClient implements TestClient {
    private final WebSocketClient client;

    JettyTestClient() throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(Authority.get().trust());
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setFollowRedirects(false);
        client = new WebSocketClient(http);
        client.start();
    }

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations)
            throws Exception {
        ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create(server.uri() + "/"));
        request.setSubProtocols(subprotocols);
        CompletableFuture<Session> session = client.connect(new Listener(observations), request);
        session.exceptionally(error -> {
            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
            if (cause instanceof UpgradeException refused && refused.getResponseStatusCode() > 0) {
                observations.add(Observations.refused(refused.getResponseStatusCode()));
            } else {
                observations.failed(error);
            }
            return null;
        });
        return new JettyTestConnection(session);
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }

    /** Public, as Jetty wants it. */
    public record Listener(Observations observations) implements Session.Listener.AutoDemanding {
        @Override
        public void onWebSocketOpen(Session session) {
            observations.add(Observations.open(session.getUpgradeResponse().getAcceptedSubProtocol()));
        }

        @Override
        public void onWebSocketText(String text) {
            observations.add(Observations.text(text));
        }

        @Override
        public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
            observations.add(Observations.bytes(bytes));
            callback.succeed();
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            observations.add(Observations.close(code, reason));
            callback.succeed();
        }
    }

    private record JettyTestConnection(CompletableFuture<Session> session) implements TestConnection {
        @Override
        public void say(String text) {
            session.thenAccept(open -> open.sendText(text, Callback.NOOP)).join();
        }

        @Override
        public void ping() {
            session.thenAccept(open -> open.sendPing(ByteBuffer.allocate(0), Callback.NOOP))
                    .join();
        }

        @Override
        public void close(int code, String reason) {
            session.thenAccept(open -> open.close(code, reason, Callback.NOOP)).join();
        }

        @Override
        public void close() {
            session.thenAccept(Session::disconnect);
        }
    }
}
