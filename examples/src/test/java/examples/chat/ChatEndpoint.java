package examples.chat;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** The server under test: a Jakarta WebSocket endpoint, run by Tyrus. */
@ServerEndpoint(value = "/chat", subprotocols = "v2.chat")
public class ChatEndpoint {

    @OnOpen
    public void greet(Session session) throws IOException {
        session.getBasicRemote().sendText("welcome");
    }

    @OnMessage
    public String shout(String message) {
        return message.toUpperCase(java.util.Locale.ROOT);
    }
}
