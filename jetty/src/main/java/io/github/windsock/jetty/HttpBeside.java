package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.RequestMatcher;
import io.github.windsock.jetty.internal.BesideRoutes;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.apiguardian.api.API;
import org.eclipse.jetty.server.Handler;

/**
 * HTTP beside the socket, on the server's own port: what a client asks for before it connects, such as {@code /info} of SockJS,
 * {@code /negotiate} of SignalR, a login or a token.
 *
 * <pre>{@code
 * HttpBeside.of(server).get("/info", respond(200).json("{\"websocket\":true}"));
 * // ..
 * assertRequested(request("GET", "/info"), server);
 * }</pre>
 *
 * <p>Jetty answers, whatever the server's engine is: on Windsock's own, a connection whose first request asks for no WebSocket
 * is handed to Jetty as it is, and ends after each response. Over TLS that takes {@link JettyEngine}. Requests for other paths
 * get what they get without this: 426.
 *
 * <p>Requests stand in the journal with their answers. All methods may be called from any thread.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class HttpBeside {
    private static final Map<EchoServer, HttpBeside> ALL = new WeakHashMap<>(); // guarded by itself

    private final RequestLog log;
    private final BesideRoutes routes;

    private HttpBeside(EchoServer server) {
        this.log = new RequestLog(Recorder.of(server));
        this.routes = new BesideRoutes(log);
        ServerInternals.fallback(server, routes);
    }

    /**
     * Returns what answers HTTP beside a server's socket, always the same for one server.
     *
     * @param server the server
     * @return its HTTP
     */
    public static HttpBeside of(EchoServer server) {
        requireNonNull(server, "server must not be null");
        synchronized (ALL) {
            return ALL.computeIfAbsent(server, HttpBeside::new);
        }
    }

    /**
     * Answers GET requests.
     *
     * @param path such as {@code /info}, or {@code /info/*} for all below it
     * @param reply the response; of two for a path the later one counts
     * @return this
     */
    public HttpBeside get(String path, HttpReply reply) {
        return on("GET", path, reply);
    }

    /**
     * Answers POST requests.
     *
     * @param path the path
     * @param reply the response
     * @return this
     * @see #get
     */
    public HttpBeside post(String path, HttpReply reply) {
        return on("POST", path, reply);
    }

    /**
     * Answers requests of a method.
     *
     * @param method such as {@code DELETE}
     * @param path the path
     * @param reply the response
     * @return this
     * @see #get
     */
    public HttpBeside on(String method, String path, HttpReply reply) {
        requireNonNull(method, "method must not be null");
        requireNonNull(reply, "reply must not be null");
        routes.add(method, BesidePath.checked(path), reply.status(), reply.headers(), reply.body());
        return this;
    }

    /**
     * Has a handler of Jetty answer all requests for a path, whatever their method. It may block.
     *
     * @param path such as {@code /login}, or {@code /static/*} for all below it
     * @param handler the handler; it is started here, and what it needs of a server it gets
     * @return this
     */
    public HttpBeside mount(String path, Handler handler) {
        routes.mount(BesidePath.checked(path), requireNonNull(handler, "handler must not be null"));
        return this;
    }

    /**
     * Returns the requests that have come so far.
     *
     * @return a snapshot in their order
     */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /**
     * Asserts that a request comes beside the socket, and claims it: the same assertion again asks for another one.
     *
     * @param expected which, by {@code Matchers.request} and what it has beside it
     * @param server the server that it comes to
     * @return the request
     * @throws AssertionError if no unclaimed one comes in time
     */
    public static RecordedRequest assertRequested(RequestMatcher expected, EchoServer server) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(server, "server must not be null");
        return of(server).log.await(expected, server);
    }
}
