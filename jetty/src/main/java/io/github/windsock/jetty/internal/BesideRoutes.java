package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.HttpFallback;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** The HTTP responses of one server. Public for {@code HttpBeside}. */
public final class BesideRoutes implements HttpFallback, PortOwner {
    private static final String ANY = "";
    private static final Map<String, List<String>> PLAIN_TEXT =
            Map.of("Content-Type", List.of("text/plain; charset=utf-8"));

    private final RequestSink log;
    private final Set<PortEndPoint> connections = ConcurrentHashMap.newKeySet();
    private volatile List<Route> routes = List.of();

    // Guarded by this.
    private final List<Handler> started = new ArrayList<>();
    private @Nullable JettyHost handlersHost;
    private volatile boolean closed;

    /** A route: a handler, or a fixed response. */
    private record Route(
            String method, String path, @Nullable Handler handler, RouteReply reply) {

        boolean isFor(String target) {
            int mark = target.indexOf('?');
            String where = mark < 0 ? target : target.substring(0, mark);
            return path.endsWith("/*") ? where.startsWith(path.substring(0, path.length() - 1)) : where.equals(path);
        }

        boolean takes(String asked) {
            return method.equals(ANY) || method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
        }
    }

    private record RouteReply(int status, Map<String, String> headers, Payload body) {
        static final RouteReply NONE = new RouteReply(404, Map.of(), Payload.EMPTY);
    }

    /**
     * Creates the responses of a server.
     *
     * @param log receives the requests that arrive
     */
    public BesideRoutes(RequestSink log) {
        this.log = log;
    }

    /**
     * Adds a response.
     *
     * @param method the method
     * @param path the path
     * @param status the status of the response
     * @param headers its headers
     * @param body its body
     */
    public void add(String method, String path, int status, Map<String, String> headers, Payload body) {
        add(new Route(method, path, null, new RouteReply(status, headers, body)));
    }

    /**
     * Starts a handler and adds it.
     *
     * @param path the path
     * @param handler the handler
     */
    public synchronized void mount(String path, Handler handler) {
        requireOpen();
        if (!handler.isStarted()) {
            start(handler);
        }
        add(new Route(ANY, path, handler, RouteReply.NONE));
    }

    private void start(Handler handler) {
        JettyHost host = handlersHost;
        if (host == null) {
            host = JettyHost.lease(); // kept until the server is closed, since the handler needs it
            handlersHost = host;
        }
        try {
            handler.setServer(host.server());
            handler.start();
            started.add(handler);
        } catch (Exception e) {
            throw new IllegalArgumentException("Jetty cannot start the handler: " + e.getMessage(), e);
        }
    }

    private synchronized void add(Route route) {
        requireOpen();
        routes = Stream.concat(Stream.of(route), routes.stream()).toList();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the server is closed; start another one");
        }
    }

    private Optional<Route> route(String method, String target) {
        return routes.stream()
                .filter(each -> each.isFor(target) && each.takes(method))
                .findFirst();
    }

    // Callbacks of the server.

    @Override
    public synchronized Runnable begin() {
        List<Route> before = routes;
        log.forget();
        return () -> {
            synchronized (this) {
                routes = before;
            }
            log.forget();
        };
    }

    @Override
    public void closed() {
        JettyHost host;
        List<Handler> mine;
        synchronized (this) {
            closed = true;
            host = handlersHost;
            handlersHost = null;
            mine = List.copyOf(started);
            started.clear();
        }
        connections.forEach(PortEndPoint::close);
        mine.forEach(this::stop);
        if (host != null) {
            host.release();
        }
    }

    private void stop(Handler handler) {
        try {
            handler.stop();
        } catch (Exception e) {
            log.failed("a handler at its stop", e);
        }
    }

    // Requests.

    @Override
    public boolean take(HttpExchange exchange) {
        Optional<Route> found = route(exchange.method(), exchange.target());
        if (found.isEmpty()) {
            return refuseMethod(exchange);
        }
        Route route = found.get();
        if (exchange instanceof JettyExchange jettys) {
            jettys.handle((request, response, callback) -> answer(route, jettys.host(), request, response, callback));
            return true;
        }
        boolean isGiven = exchange.detach(
                detached -> JettyHost.lease().connector().enter(detached.channel(), detached.read(), this));
        if (!isGiven) {
            log.note(
                    exchange.method() + " " + exchange.target(),
                    "answered 501: it came over TLS, which takes JettyEngine");
            exchange.refuse(501, PLAIN_TEXT, overTls(exchange));
        }
        return true;
    }

    /** Refuses a known path with another method. */
    private boolean refuseMethod(HttpExchange exchange) {
        String allowed = routes.stream()
                .filter(each -> each.isFor(exchange.target()))
                .map(Route::method)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            return false;
        }
        String what = exchange.method() + " " + exchange.target();
        log.note(what, "answered 405: the methods here are " + allowed);
        Map<String, List<String>> headers = new TreeMap<>(PLAIN_TEXT);
        headers.put("Allow", List.of(allowed));
        exchange.refuse(
                405, headers, (what + " is not answered here; " + allowed + " is\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static byte[] overTls(HttpExchange exchange) {
        return ("HTTP beside the socket over TLS takes a server with engine = JettyEngine.class; " + exchange.method()
                        + " " + exchange.target() + " came over TLS\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Answers a request on a connection that was handed over to Jetty. */
    @Override
    public void handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // the next request may be a WebSocket handshake
        Route route =
                route(request.getMethod(), request.getHttpURI().getPathQuery()).orElse(null);
        if (route == null) {
            response.setStatus(404);
            response.write(true, ByteBuffer.allocate(0), callback);
        } else {
            answer(route, PortEndPoint.of(request).host(), request, response, callback);
        }
    }

    @Override
    public void entered(PortEndPoint connection) {
        connections.add(connection);
        if (closed) {
            connection.close();
        }
    }

    @Override
    public void left(PortEndPoint connection) {
        connections.remove(connection);
        connection.host().release();
    }

    // Answers.

    private void answer(Route route, JettyHost host, Request request, Response response, Callback callback) {
        WholeBody.read(request, new Promise<>() {
            @Override
            public void succeeded(ByteBuffer body) {
                answer(route, host, request, body, response, callback);
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof WholeBody.TooLarge) {
                    refuseBody(request, response, callback);
                } else {
                    log.note(named(request), "its body did not come whole: " + failure.getMessage());
                    callback.failed(failure);
                }
            }
        });
    }

    private void refuseBody(Request request, Response response, Callback callback) {
        log.note(named(request), "answered 413: its body has more than 64 MiB");
        Response.writeError(request, response, callback, 413);
    }

    private static String named(Request request) {
        return request.getMethod() + " " + request.getHttpURI().getPathQuery();
    }

    private void answer(
            Route route, JettyHost host, Request request, ByteBuffer body, Response response, Callback callback) {
        Handler handler = route.handler();
        if (handler == null) {
            record(request, body, "answered " + route.reply().status());
            give(route.reply(), response, callback);
        } else {
            record(request, body, "answered by the handler of " + route.path());
            host.executeBlocking(
                    () -> handle(route.path(), handler, WholeBody.again(request, body), response, callback));
        }
    }

    private void handle(String path, Handler handler, Request request, Response response, Callback callback) {
        String who = "the handler of " + path;
        Callback watched = Callback.from(callback::succeeded, failure -> {
            log.failed(who, failure);
            callback.failed(failure);
        });
        try {
            if (!handler.handle(request, response, watched)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception | LinkageError | AssertionError e) {
            log.failed(who, e);
            Response.writeError(request, response, callback, e);
        }
    }

    private static void give(RouteReply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body().toByteArray()), callback);
    }

    private void record(Request request, ByteBuffer body, String answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName(), request.getHeaders().getValuesList(field.getName()));
        }
        log.add(request.getMethod(), request.getHttpURI().getPathQuery(), headers, Payload.of(body), answer);
    }
}
