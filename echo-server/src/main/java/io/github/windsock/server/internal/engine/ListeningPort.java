package io.github.windsock.server.internal.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A server's listening port. All methods may be called from any thread. */
public interface ListeningPort extends AutoCloseable {

    /**
     * Starts to accept connections. Must be called once.
     *
     * @param handler receives the requests
     */
    void admit(ConnectionHandler handler);

    /**
     * Returns the port number.
     *
     * @return the port number, the same for all addresses
     */
    int port();

    /**
     * Counts the open connections, also those that became links.
     *
     * @param remote selects the clients to count by their addresses
     * @return the number of connections
     */
    int connections(Predicate<InetSocketAddress> remote);

    /**
     * Describes the open connections that have not sent a request yet.
     *
     * @return a description of each
     */
    List<String> waiting();

    /**
     * Runs a task later, on the engine's thread.
     *
     * @param delay the delay
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Runnable schedule(Duration delay, Runnable task);

    /**
     * Runs a task that may block on a worker thread. Ports do not wait for each other.
     *
     * @param task a task that may block, such as a callback of the user
     */
    void executeBlocking(Runnable task);

    /**
     * Closes the port. Once this method has returned, connects are refused, and connections without a link are closed.
     * Links stay open. A second call does nothing.
     */
    @Override
    void close();

    /**
     * Stops listening but reserves the port: connects are refused once this method has returned, and no other process
     * can take the port. Connections without a link are closed. A second call does nothing.
     *
     * @param reserved runs when the port is reserved, before anything is closed
     * @throws IOException if the port cannot be reserved; it then still listens
     */
    void shut(Runnable reserved) throws IOException;

    /**
     * Listens again on the same port after {@link #shut}. A second call does nothing.
     *
     * @param bound runs when the server can listen, before the first connection is accepted
     * @throws IOException if it cannot listen; the port then stays reserved
     */
    void reopen(Runnable bound) throws IOException;
}
