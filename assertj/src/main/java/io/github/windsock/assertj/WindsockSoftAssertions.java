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
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions: these and AssertJ's own, with all failures reported together.
 *
 * <pre>{@code
 * WindsockSoftAssertions softly = new WindsockSoftAssertions();
 * softly.assertThat(socket).isClosedWith(3005, "bye");
 * softly.assertThat(server).hasAttempts(2);
 * softly.assertAll();
 * }</pre>
 *
 * <p>An assertion that fails waits for its whole timeout before the next one begins.
 *
 * @see AbstractSoftAssertions
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class WindsockSoftAssertions extends SoftAssertions {

    /** Creates soft assertions without failures. */
    public WindsockSoftAssertions() {}

    /**
     * Begins assertions on a client's socket.
     *
     * @param socket the socket
     * @return the assertions
     */
    public SocketAssert assertThat(@Nullable BrowserWebSocket socket) {
        return proxy(SocketAssert.class, BrowserWebSocket.class, socket);
    }

    /**
     * Begins assertions on a server's end of a connection.
     *
     * @param connection the connection
     * @return the assertions
     */
    public ConnectionAssert assertThat(@Nullable ServerConnection connection) {
        return proxy(ConnectionAssert.class, ServerConnection.class, connection);
    }

    /**
     * Begins assertions on another party, such as a recorded client of Java-WebSocket.
     *
     * @param party the party
     * @return the assertions
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public RecordedPartyAssert assertThat(@Nullable Party party) {
        return proxy(RecordedPartyAssert.class, Party.class, party);
    }

    /**
     * Begins assertions on a server.
     *
     * @param server the server
     * @return the assertions
     */
    public ServerAssert assertThat(@Nullable EchoServer server) {
        return proxy(ServerAssert.class, EchoServer.class, server);
    }

    /**
     * Begins assertions on an attempt to connect.
     *
     * @param attempt the attempt
     * @return the assertions
     */
    public AttemptAssert assertThat(@Nullable Attempt attempt) {
        return proxy(AttemptAssert.class, Attempt.class, attempt);
    }

    /**
     * Begins assertions on a journal.
     *
     * @param journal the journal
     * @return the assertions
     */
    public JournalAssert assertThat(@Nullable Journal journal) {
        return proxy(JournalAssert.class, Journal.class, journal);
    }

    /**
     * Begins assertions on a message.
     *
     * @param message the message
     * @return the assertions
     */
    public MessageAssert assertThat(@Nullable Message message) {
        return proxy(MessageAssert.class, Message.class, message);
    }
}
