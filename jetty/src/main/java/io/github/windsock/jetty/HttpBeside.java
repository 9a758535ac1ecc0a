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
 * Answers HTTP requests on the server's own port, such as those of a client before it connects: {@code /info} of
 * SockJS, {@code /negotiate} of SignalR, a login or a token.
 *
 * <pre>{@code
 * HttpBeside.of(server).get("/info", respond(200).json("{\"websocket\":true}"));
 * // ..
 * assertRequested(request("GET", "/info"), server);
 * }</pre>
 *
 * <p>Jetty answers with every engine. Windsock's own engine hands a connection to Jetty if its first request is no
 * WebSocket handshake; the connection ends after each response. Over TLS the server needs {@link JettyEngine}. Requests
 * for other paths still get 426; those for a known path with another method get 405.
 *
 * <p>The journal has the requests with their answers. A body of more than 64 MiB is refused with 413. The end of a
 * {@code ServerWindow} removes the responses that were added in it and clears {@link #requests}, so that tests can
 * share a server. All methods may be called from any thread.
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
     * Returns the HTTP side of a server, always the same for one server.
     *
     * @param server the server
     * @return its HTTP side
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
     * @param path such as {@code /info}, or {@code /info/*} for all below it; percent-encoded, as clients send it
     * @param reply the response; replaces an earlier one for the same path
     * @return this
     * @throws IllegalArgumentException if the path is not valid
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
     * @throws IllegalArgumentException if it is not a method of HTTP
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
     * Lets a handler of Jetty answer all requests for a path, with any method. It may block. An exception of the
     * handler is answered with 500, recorded in the journal, and fails the test.
     *
     * @param path such as {@code /login}, or {@code /static/*} for all below it
     * @param handler the handler; unless it runs already, it is started here, and stopped when the server is closed
     * @return this
     * @throws IllegalArgumentException if the path is not valid, or the handler does not start
     * @throws IllegalStateException if the server is closed
     */
    public HttpBeside mount(String path, Handler handler) {
        routes.mount(BesidePath.checked(path), requireNonNull(handler, "handler must not be null"));
        return this;
    }

    /**
     * Returns the requests so far.
     *
     * @return a snapshot, in order
     */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /**
     * Asserts that the server receives an HTTP request, and claims it: the same assertion again expects another one.
     *
     * @param expected the matcher, by {@code Matchers.request} and similar methods
     * @param server the server
     * @return the request
     * @throws AssertionError if no unclaimed one comes in time
     */
    public static RecordedRequest assertRequested(RequestMatcher expected, EchoServer server) {
        requireNonNull(expected, "expected must not be null");
        requireNonNull(server, "server must not be null");
        return of(server).log.await(expected, server);
    }
}
