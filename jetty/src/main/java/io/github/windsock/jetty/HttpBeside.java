package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.RequestMatcher;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.jetty.internal.BesideRoutes;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import org.apiguardian.api.API;
import org.eclipse.jetty.http.HttpMethod;
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
 * get what they get without this: 426; for a path that is answered, but not with that method: 405.
 *
 * <p>Requests stand in the journal with their answers. A body of more than 64 MiB is refused with 413. What is added in a
 * {@code ServerWindow} ends with it, and {@link #requests} begin anew, as the behaviors of a server do between tests that share
 * it. All methods may be called from any thread.
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
        if (ServerInternals.isClosed(server)) {
            routes.closed();
        }
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
     * Answers GET requests, and HEAD with the same headers.
     *
     * @param path such as {@code /info}, or {@code /info/*} for all below it; percent-encoded, as it comes
     * @param reply the response; of two for a path the later one counts
     * @return this
     * @throws IllegalArgumentException if no request can have the path
     * @throws IllegalStateException if the server is closed
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
     * @throws IllegalArgumentException if it is no method
     * @see #get
     */
    public HttpBeside on(String method, String path, HttpReply reply) {
        requireNonNull(method, "method must not be null");
        requireNonNull(reply, "reply must not be null");
        String where = BesidePath.checked(path);
        requireMethod(method);
        routes.add(method, where, reply.status(), reply.headers(), reply.body());
        return this;
    }

    private static void requireMethod(String method) {
        if (!HttpToken.is(method)) {
            throw new IllegalArgumentException("\"" + method + "\" is not a method of HTTP");
        }
        String upper = method.toUpperCase(Locale.ROOT);
        if (!upper.equals(method) && HttpMethod.fromString(upper) != null) {
            throw new IllegalArgumentException(
                    "method " + method + " is another one than " + upper + "; write " + upper);
        }
    }

    /**
     * Has a handler of Jetty answer all requests for a path, whatever their method. It may block. What it throws is answered
     * with 500, stands in the journal and fails the test, as of all code of the test's that a server runs.
     *
     * @param path such as {@code /login}, or {@code /static/*} for all below it
     * @param handler the handler; unless it runs already, it is started here, with what it needs of a server, and stopped
     *     when the server is closed
     * @return this
     * @throws IllegalArgumentException if no request can have the path, or the handler does not start
     * @throws IllegalStateException if the server is closed
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
