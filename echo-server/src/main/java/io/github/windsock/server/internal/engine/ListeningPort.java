package io.github.windsock.server.internal.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A server's listening port. All methods may be called from any thread. */
public interface ListeningPort extends AutoCloseable {

    /**
     * Accepts connections, those that wait already first. Called once.
     *
     * @param handler receives the connections
     */
    void admit(ConnectionHandler handler);

    /**
     * Returns the port.
     *
     * @return the port, the same for all addresses
     */
    int port();

    /**
     * Counts the connections that are open now, whatever has become of them.
     *
     * @param remote which clients to count
     * @return their number
     */
    int connections(Predicate<InetSocketAddress> remote);

    /**
     * Describes the connections that are open now but have not sent a request yet.
     *
     * @return one description for each
     */
    List<String> waiting();

    /**
     * Runs a task later, on the engine's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return stops it if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * Runs a task that may block, on a thread of a pool. What one port runs there does not hold up another's.
     *
     * @param task such as a callback of the user's
     */
    void executeBlocking(Runnable task);

    /**
     * Closes the port: from the return of this method on, connects are refused, and connections that have not been accepted
     * are closed. Accepted ones stay until their links end, or the engine. A second call does nothing.
     */
    @Override
    void close();

    /**
     * Refuses connects from the return of this method on, but keeps the port: nobody else can listen on it. Connections
     * that have not been accepted are closed. A second call does nothing.
     *
     * @throws IOException if it cannot keep the port; then it still listens
     */
    void shut() throws IOException;

    /**
     * Listens again on the same port, after {@link #shut()}. A second call does nothing.
     *
     * @throws IOException if it cannot
     */
    void reopen() throws IOException;
}
