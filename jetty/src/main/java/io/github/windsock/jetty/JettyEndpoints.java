package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.jetty.internal.EndpointRoutes;
import io.github.windsock.server.EchoServer;
import org.apiguardian.api.API;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/**
 * Deploys your own endpoints on a server's port, as in production: the code under test is the server, and the test's
 * sockets are its clients.
 *
 * <pre>{@code
 * @WithEchoServer(engine = JettyEngine.class)
 * class ChatEndpointTests {
 *     @BeforeEach
 *     void serve(EchoServer server) {
 *         JettyEndpoints.of(server).add("/chat", (request, response, callback) -> new ChatEndpoint());
 *     }
 *
 *     @Test
 *     void greets(@Connect(path = "/chat") BrowserWebSocket socket) {
 *         assertReceived("welcome", socket);
 *     }
 * }
 * }</pre>
 *
 * <p>On other paths the server plays its behavior. The journal shows the traffic of an endpoint at its client's end. An
 * endpoint may block. It stays until the server is closed, which also ends its connections. All methods may be called
 * from any thread.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class JettyEndpoints {
    private final EndpointRoutes routes;

    private JettyEndpoints(EndpointRoutes routes) {
        this.routes = routes;
    }

    /**
     * Returns the endpoints of a server, always the same for one server.
     *
     * @param server the server, with {@link JettyEngine}
     * @return its endpoints
     * @throws IllegalArgumentException if the server has another engine
     */
    public static JettyEndpoints of(EchoServer server) {
        return new JettyEndpoints(EndpointRoutes.of(requireNonNull(server, "server must not be null")));
    }

    /**
     * Adds an endpoint of Jetty's own API: one with annotations of {@code org.eclipse.jetty.websocket.api}, or a {@code
     * Session.Listener}.
     *
     * @param path such as {@code /chat}, or {@code /chat/*} for all below it
     * @param creator creates the endpoint of each connection, and chooses the subprotocol; an exception is answered
     *     with 500 and recorded in the journal
     * @return this
     * @throws IllegalArgumentException if the path is not valid
     * @throws IllegalStateException if the server is closed
     */
    public JettyEndpoints add(String path, WebSocketCreator creator) {
        routes.add(BesidePath.checked(path), requireNonNull(creator, "creator must not be null"));
        return this;
    }

    /**
     * Adds an endpoint of Jakarta's API, on the path of its annotation. This needs the library {@code
     * org.eclipse.jetty.ee10.websocket:jetty-ee10-websocket-jakarta-server}.
     *
     * @param endpoint a class with {@code jakarta.websocket.server.ServerEndpoint}
     * @return this
     * @throws IllegalArgumentException if the class has no such annotation, or Jetty refuses it
     * @throws IllegalStateException if the library is missing, or the server is closed
     */
    public JettyEndpoints add(Class<?> endpoint) {
        routes.add(requireNonNull(endpoint, "endpoint must not be null"));
        return this;
    }
}
