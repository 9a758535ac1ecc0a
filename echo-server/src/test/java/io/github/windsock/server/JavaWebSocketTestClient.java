package io.github.windsock.server;

import java.net.URI;
import java.util.List;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket's client, for plain connections. */
final class JavaWebSocketTestClient implements TestClient {

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations)
            throws Exception {
        Client client = new Client(server.uri(), observations);
        client.connectBlocking();
        return new JavaWebSocketTestConnection(client);
    }

    private static final class Client extends WebSocketClient {
        private final Observations observations;

        Client(URI uri, Observations observations) {
            super(uri);
            this.observations = observations;
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            observations.add(Observations.open(handshake.getFieldValue("Sec-WebSocket-Protocol")));
        }

        @Override
        public void onMessage(String text) {
            observations.add(Observations.text(text));
        }

        @Override
        public void onClose(int code, String reason, boolean isRemote) {
            observations.add(Observations.close(code, reason));
        }

        @Override
        public void onError(Exception error) {
            observations.add(Observations.LOST);
        }
    }

    private record JavaWebSocketTestConnection(Client client) implements TestConnection {
        @Override
        public void say(String text) {
            client.send(text);
        }

        @Override
        public void ping() {
            client.sendPing();
        }

        @Override
        public void close(int code, String reason) {
            client.close(code, reason);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
