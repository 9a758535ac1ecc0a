package examples.bugs;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.await;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;

/** A server, a page for the client under test, and what the two have opened. */
final class Scene implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();
    private final List<ServerConnection> connections = new ArrayList<>();

    Scene(Behavior behavior) {
        server.behave(behavior);
    }

    /** Opens a socket as the client under test does. */
    BrowserWebSocket open(String path, String... subprotocols) {
        BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri(path), subprotocols));
        connections.add(server.awaitConnection());
        return socket;
    }

    BrowserWebSocket open() {
        return open("/");
    }

    /** Sends texts on a new socket, one after the other. */
    BrowserWebSocket send(String... texts) {
        BrowserWebSocket socket = open();
        List.of(texts).forEach(socket::send);
        return socket;
    }

    /** Tries to connect, whatever comes of it, and waits until it is decided. */
    void attempt() {
        int before = server.attempts().size();
        page.open(server.uri());
        await(server)
                .until(() -> server.attempts().size() > before
                        && server.attempts().get(before).end().isPresent());
    }

    /** Connects with a header, as clients that are not browsers can. */
    void connectWith(String header, String value) {
        HTTP.newWebSocketBuilder()
                .header(header, value)
                .buildAsync(server.uri(), new WebSocket.Listener() {})
                .join()
                .abort();
    }

    /** Returns the server's end of a connection, counted from 1. */
    ServerConnection connection(int number) {
        return connections.get(number - 1);
    }

    ServerConnection connection() {
        return connection(1);
    }

    @Override
    public void close() {
        page.close();
        server.close();
    }
}
