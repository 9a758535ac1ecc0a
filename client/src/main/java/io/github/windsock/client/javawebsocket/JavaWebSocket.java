package io.github.windsock.client.javawebsocket;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.journal.Party;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Recorder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.apiguardian.api.API;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;

/**
 * Records a {@code WebSocketClient} of Java-WebSocket, so that assertions can check it. Import its methods statically.
 *
 * <pre>{@code
 * var chat = new ChatClient(server.uri("/chat"), recorded(server));   // your subclass of WebSocketClient, super(uri, draft)
 * chat.connect();
 * assertReceived("welcome", party(chat));
 * }</pre>
 *
 * <p>The recording does not change the client's behavior, faults included. If the client reports another close status
 * than the one on the wire, the journal has both: the party's status is the one on the wire, and the close entry also
 * says what the client reported.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class JavaWebSocket {

    private JavaWebSocket() {}

    /**
     * Returns a draft that records its client, for the constructor of {@code WebSocketClient}. It offers no extensions
     * and no subprotocols, as {@code new Draft_6455()} does. One draft may serve several clients; each connection is a
     * separate party, also after a {@code reconnect()}.
     *
     * @param where the owner of the journal, such as the server, a page, or a journal itself
     * @return the draft
     */
    public static Draft_6455 recorded(Recorded where) {
        return recorded(where, new Draft_6455());
    }

    /**
     * Returns a draft that records its client, with the extensions, subprotocols and limit of another.
     *
     * <pre>{@code recorded(server, new Draft_6455(new PerMessageDeflateExtension()))}</pre>
     *
     * @param where the owner of the journal
     * @param settings the draft that the client would have without the recording; it is not changed
     * @return the draft
     */
    public static Draft_6455 recorded(Recorded where, Draft_6455 settings) {
        requireNonNull(where, "where must not be null");
        return new RecordingDraft(Recorder.of(where), requireNonNull(settings, "settings must not be null"));
    }

    /**
     * Returns the party of the client's present connection, for assertions. Before {@code connect()} it is {@code
     * CONNECTING}. After {@code reconnect()} call this again, since that is another connection.
     *
     * @param client a client that was created with a {@link #recorded(Recorded) recorded} draft
     * @return the party
     * @throws IllegalArgumentException if the client is not recorded
     */
    public static Party party(WebSocketClient client) {
        requireNonNull(client, "client must not be null");
        if (client.getConnection().getDraft() instanceof RecordingDraft draft) {
            return draft.recording().partyOf(client);
        }
        String name = client.getClass().getName();
        throw new IllegalArgumentException(
                name + " is not recorded. Give its constructor the draft: super(uri, recorded(server)).");
    }

    /**
     * Connects a client to a port of this machine instead of the host and port of its URL. Call it before {@code
     * connect()}.
     *
     * <pre>{@code
     * var chat = alias(new ChatClient(URI.create("ws://chat.example.org/"), recorded(server)), server.port());
     * }</pre>
     *
     * <p>The handshake still names the host of the URL. This method sets the client's socket factory; a second call
     * replaces the first. Over TLS the client trusts what the JVM trusts; see {@link #alias(WebSocketClient, int,
     * SSLContext)}.
     *
     * @param client the client
     * @param port the port of the loopback address to connect to instead
     * @param <C> the client's type
     * @return the same client
     * @throws IllegalArgumentException if the port is not between 1 and 65535
     */
    public static <C extends WebSocketClient> C alias(C client, int port) {
        requireNonNull(client, "client must not be null");
        client.setSocketFactory(new AliasSocketFactory(client, loopback(port), null));
        return client;
    }

    /**
     * Connects a client to a port of this machine instead of the host and port of its URL, and trusts the server there.
     *
     * <pre>{@code
     * var chat = new ChatClient(URI.create("wss://chat.example.org/"), recorded(server));
     * alias(chat, server.port(), server.sslContext()).connect();
     * }</pre>
     *
     * <p>As in production, the certificate must name the host of the client's URL, and the client sends that name with
     * SNI.
     *
     * @param client the client
     * @param port the port of the loopback address to connect to instead
     * @param trust the TLS context that trusts the server
     * @param <C> the client's type
     * @return the same client
     * @throws IllegalArgumentException if the port is not between 1 and 65535
     */
    public static <C extends WebSocketClient> C alias(C client, int port, SSLContext trust) {
        requireNonNull(client, "client must not be null");
        requireNonNull(trust, "trust must not be null");
        client.setSocketFactory(new AliasSocketFactory(client, loopback(port), trust));
        return client;
    }

    private static InetSocketAddress loopback(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535; use server.port()");
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
