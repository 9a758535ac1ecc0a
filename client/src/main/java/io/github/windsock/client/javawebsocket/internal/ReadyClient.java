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
 * A recorded client of Java-WebSocket that does nothing of its own, for injection. It shows no type of that library, so that
 * a test without such a client never loads it.
 */
public final class ReadyClient implements AutoCloseable {
    private static final String TYPE = "org.java_websocket.client.WebSocketClient";
    private static final int GOING_AWAY = 1001;
    private static final int ABNORMAL = 1006;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WebSocketClient client;

    private ReadyClient(WebSocketClient client) {
        this.client = client;
    }

    /**
     * Tells whether a type is that of Java-WebSocket's client.
     *
     * @param type any type
     * @return whether it is, exactly
     */
    public static boolean isOf(Class<?> type) {
        return type.getName().equals(TYPE);
    }

    /**
     * Makes a client, which does not connect yet.
     *
     * @param where whose journal records it
     * @param uri whom it asks for
     * @param subprotocols what it offers
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
     * Has the client send a header.
     *
     * @param name its name
     * @param value its value; the library sends one of a name, the last
     */
    public void header(String name, String value) {
        client.addHeader(name, value);
    }

    /**
     * Leads the client to a port of this machine, whatever its URL says.
     *
     * @param port the port
     * @param trust what it trusts over TLS, null for what the JVM does
     */
    public void alias(int port, @Nullable SSLContext trust) {
        if (trust == null) {
            JavaWebSocket.alias(client, port);
        } else {
            JavaWebSocket.alias(client, port, trust);
        }
    }

    /** Begins to connect. */
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

    /** Says 1001, waits a second for its end, and drops the connection if that does not come. */
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
            // what came of it, the journal has
        }
    }
}
