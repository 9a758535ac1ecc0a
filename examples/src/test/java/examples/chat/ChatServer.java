package examples.chat;

import jakarta.websocket.DeploymentException;
import org.glassfish.tyrus.server.Server;

/** Runs {@link ChatEndpoint} on a free port. */
public final class ChatServer implements AutoCloseable {

    private static final int ANY_FREE_PORT = -1;

    private final Server server = new Server("localhost", ANY_FREE_PORT, "", null, ChatEndpoint.class);

    /** Starts the server and returns its port. */
    public int start() {
        try {
            server.start();
        } catch (DeploymentException e) {
            throw new IllegalStateException("the chat server does not start", e);
        }
        return server.getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
