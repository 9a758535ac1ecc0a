package io.github.windsock.server;

import io.github.windsock.server.internal.tls.Authority;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.core.HandshakeException;

/**
 * Tyrus, the reference implementation of Jakarta WebSocket, on Grizzly. It waits its 30 s for an answer to its handshake
 * also when the connection has ended, and over TLS also when the end comes right after the answer, be that a refusal or a
 * 101. It may lose a message that came just before the connection was lost, and takes an empty Close frame for one with
 * 1000. Grizzly throws away what it has read together with the end of TLS, which Jetty's server sends right behind its Close
 * frame: the frame is lost.
 */
final class TyrusTestClient implements TestClient {
    private final ExecutorService connecting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tyrus-test-client");
        thread.setDaemon(true);
        return thread;
    });

    /** A client for one connection: it ends its timer with its last session, also while the next one is opening. */
    private static ClientManager client(boolean secure) {
        ClientManager client = ClientManager.createClient();
        client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        if (secure) {
            SslEngineConfigurator tls =
                    new SslEngineConfigurator(Authority.get().trust());
            client.getProperties().put(ClientProperties.SSL_ENGINE_CONFIGURATOR, tls);
        }
        return client;
    }

    @Override
    public boolean canPlay(BehaviorTable.TableRow row, String transport) {
        String last = row.sees().isEmpty()
                ? Observations.FAILED
                : row.sees().get(row.sees().size() - 1);
        boolean isCut = last.equals(Observations.LOST)
                || last.startsWith("refused ")
                || last.startsWith("close ") && EngineFinder.find(null).isOfTheSuite();
        return !last.equals(Observations.FAILED) && !(isCut && transport.equals("TLS"));
    }

    @Override
    public boolean showsWhatCameBeforeALoss() {
        return false;
    }

    @Override
    public String shows(String observation) {
        return observation.equals("close 1005") ? "close 1000 Normal closure." : observation;
    }

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .build();
        ClientManager client = client(server.isSecure());
        URI uri = URI.create(server.uri() + "/");
        CompletableFuture<Session> session =
                CompletableFuture.supplyAsync(() -> open(client, new Listener(observations), config, uri), connecting);
        session.exceptionally(error -> {
            tell(error, observations);
            return null;
        });
        return new TyrusTestConnection(session);
    }

    private static Session open(ClientManager client, Listener listener, ClientEndpointConfig config, URI uri) {
        try {
            return client.connectToServer(listener, config, uri);
        } catch (DeploymentException | IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void tell(Throwable error, Observations observations) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HandshakeException refused) {
                observations.add(Observations.refused(refused.getHttpStatusCode()));
                return;
            }
        }
        observations.failed(error);
    }

    @Override
    public void close() {
        connecting.shutdown();
    }

    private static final class Listener extends Endpoint {
        private final Observations observations;

        Listener(Observations observations) {
            this.observations = observations;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            observations.add(Observations.open(session.getNegotiatedSubprotocol()));
            session.addMessageHandler(
                    String.class, (MessageHandler.Whole<String>) text -> observations.add(Observations.text(text)));
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    bytes -> observations.add(Observations.bytes(bytes)));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            observations.add(Observations.close(reason.getCloseCode().getCode(), reason.getReasonPhrase()));
        }
    }

    private record TyrusTestConnection(CompletableFuture<Session> session) implements TestConnection {
        @Override
        public void say(String text) throws IOException {
            try {
                session.join().getBasicRemote().sendText(text);
            } catch (RejectedExecutionException e) {
                // it has sent the message, but the connection ended meanwhile, and with it the timer for idle ones
            }
        }

        @Override
        public void ping() throws IOException {
            session.join().getBasicRemote().sendPing(ByteBuffer.allocate(0));
        }

        @Override
        public void close(int code, String reason) throws IOException {
            session.join().close(new CloseReason(CloseCodes.getCloseCode(code), reason));
        }

        @Override
        public void close() {
            session.thenAccept(open -> {
                try {
                    open.close();
                } catch (IOException | IllegalStateException e) {
                    // it is closed already
                }
            });
        }
    }
}
