package io.github.windsock.client.javawebsocket.internal;

import io.github.windsock.client.javawebsocket.JavaWebSocket;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A recorded client of Java-WebSocket with empty callbacks, for injection. Its signatures have no type of that library, but
 * loading this class loads it: a test without such a client does not.
 */
public final class ReadyClient implements AutoCloseable {
    private static final int GOING_AWAY = 1001;
    private static final int ABNORMAL = 1006;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WebSocketClient client;

    private ReadyClient(WebSocketClient client) {
        this.client = client;
    }

    /**
     * Creates a client, which does not connect yet.
     *
     * @param where the owner of the journal
     * @param uri the URL of the server
     * @param subprotocols the subprotocols to offer
     * @return the client
     */
    public static ReadyClient of(Recorded where, URI uri, List<String> subprotocols) {
        Draft_6455 settings = subprotocols.isEmpty()
                ? new Draft_6455()
                : new Draft_6455(
                        List.of(),
                        subprotocols.stream()
                                .map(name -> (IProtocol) new Protocol(name))
                                .toList());
        return new ReadyClient(new Quiet(uri, JavaWebSocket.recorded(where, settings)));
    }

    /**
     * Adds a header to the client's handshake.
     *
     * @param name its name
     * @param value its value; for several of one name, the library sends the last
     */
    public void header(String name, String value) {
        client.addHeader(name, value);
    }

    /**
     * Connects the client to a port of this machine instead of the host and port of its URL.
     *
     * @param port the port
     * @param trust the TLS context, null for the JVM's default
     */
    public void alias(int port, @Nullable SSLContext trust) {
        if (trust == null) {
            JavaWebSocket.alias(client, port);
        } else {
            JavaWebSocket.alias(client, port, trust);
        }
    }

    /** Starts to connect. */
    public void connect() {
        client.connect();
    }

    /**
     * Returns the client.
     *
     * @return a {@code WebSocketClient}
     */
    public Object client() {
        return client;
    }

    /**
     * Returns the party of the journal.
     *
     * @return the party
     */
    public Party party() {
        return JavaWebSocket.party(client);
    }

    /** Closes with 1001, waits a second for the end, and then drops the connection. */
    @Override
    public void close() {
        client.close(GOING_AWAY, "");
        PartyLog log = PartyLog.of(party());
        log.journal().await(log, PATIENCE, () -> log.isOver() ? Answer.found(true) : Answer.pending());
        client.closeConnection(ABNORMAL, "");
    }

    private static final class Quiet extends WebSocketClient {
        Quiet(URI uri, Draft draft) {
            super(uri, draft);
            setDaemon(true);
            setTcpNoDelay(true);
            setConnectionLostTimeout(0);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            // the journal has it
        }

        @Override
        public void onMessage(String message) {
            // the journal has it
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            // the journal has it
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            // the journal has it
        }

        @Override
        public void onError(Exception e) {
            // the journal has the consequences
        }
    }
}
