package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Party;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of the assertions for AssertJ. Import it statically, beside AssertJ's own {@code assertThat}.
 *
 * <pre>{@code
 * assertThat(socket).as("the feed").isOpen().hasReceived(textContaining("tick")).hasReceivedNothingMore();
 * assertThat(server).nextConnection().wasAskedFor(header("Authorization", "Bearer abc"));
 * }</pre>
 *
 * <p>They call those of {@code WebSocketAssertions}, and wait, claim and fail in the same way.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class WindsockAssertions {

    private WindsockAssertions() {}

    /**
     * Begins assertions on a client's socket.
     *
     * @param socket the socket
     * @return the assertions
     */
    public static SocketAssert assertThat(@Nullable BrowserWebSocket socket) {
        return new SocketAssert(socket);
    }

    /**
     * Begins assertions on a server's end of a connection.
     *
     * @param connection the connection
     * @return the assertions
     */
    public static ConnectionAssert assertThat(@Nullable ServerConnection connection) {
        return new ConnectionAssert(connection);
    }

    /**
     * Begins assertions on another party, such as a recorded client of Java-WebSocket.
     *
     * <pre>{@code assertThat(party(chat)).hasReceived("welcome");}</pre>
     *
     * @param party the party
     * @return the assertions
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static RecordedPartyAssert assertThat(@Nullable Party party) {
        return new RecordedPartyAssert(party);
    }

    /**
     * Begins assertions on a server.
     *
     * @param server the server
     * @return the assertions
     */
    public static ServerAssert assertThat(@Nullable EchoServer server) {
        return new ServerAssert(server);
    }

    /**
     * Begins assertions on an attempt to connect.
     *
     * @param attempt the attempt
     * @return the assertions
     */
    public static AttemptAssert assertThat(@Nullable Attempt attempt) {
        return new AttemptAssert(attempt);
    }

    /**
     * Begins assertions on a journal.
     *
     * @param journal the journal
     * @return the assertions
     */
    public static JournalAssert assertThat(@Nullable Journal journal) {
        return new JournalAssert(journal);
    }

    /**
     * Begins assertions on a message.
     *
     * @param message the message
     * @return the assertions
     */
    public static MessageAssert assertThat(@Nullable Message message) {
        return new MessageAssert(message);
    }
}
