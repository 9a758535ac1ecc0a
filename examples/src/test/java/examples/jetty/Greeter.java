package examples.jetty;

import java.util.Locale;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketMessage;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketOpen;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;

/** The server under test: an endpoint of somebody's, for Jetty. */
@WebSocket
public class Greeter {

    @OnWebSocketOpen
    public void greet(Session session) {
        session.sendText("welcome", Callback.NOOP);
    }

    @OnWebSocketMessage
    public void shout(Session session, String message) {
        session.sendText(message.toUpperCase(Locale.ROOT), Callback.NOOP);
    }
}
