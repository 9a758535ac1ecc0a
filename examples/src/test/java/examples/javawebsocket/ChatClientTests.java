package examples.javawebsocket;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.alias;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.party;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.recorded;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The user's own client of Java-WebSocket: what it sends and receives is in the journal. */
@WithEchoServer
class ChatClientTests {

    @Test
    void shows_the_welcome(EchoServer server) {
        server.behave(silent());
        var chat = new ChatClient(server.uri("/chat"), recorded(server));
        chat.connect();
        ServerConnection connection = server.awaitConnection();
        assertReceived("I am here", connection);

        connection.send("welcome");

        assertReceived("welcome", party(chat)); // its onMessage has run
        connection.close(3005, "bye");
        assertClosedWith(3005, "bye", party(chat)); // its onClose has run
        assertEquals(List.of("welcome", "closed: bye"), chat.shown);
    }

    @Test
    void comes_to_the_double_by_the_name_of_the_real_server(EchoServer server) {
        var chat = new ChatClient(URI.create("ws://chat.example.org/"), recorded(server));

        alias(chat, server.port()).connect();

        assertReceived("I am here", party(chat)); // the double's echo
        server.awaitConnection().close(3005, "bye");
        assertClosedWith(3005, "bye", party(chat));
    }
}
