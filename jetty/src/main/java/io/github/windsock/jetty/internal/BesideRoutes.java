package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import io.github.windsock.jetty.HttpReply;
import io.github.windsock.jetty.RecordedRequest;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.HttpFallback;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** What answers HTTP beside the socket of one server. Public for the face of this module. */
public final class BesideRoutes implements HttpFallback, PortOwner {
    private static final String ANY = "";
    private static final Map<EchoServer, BesideRoutes> ALL = new WeakHashMap<>(); // guarded by itself

    private final RequestLog log;
    private final List<Route> routes = new CopyOnWriteArrayList<>();

    /** What is said to whom; a reply, or a handler. */
    private record Route(
            String method,
            String path,
            @Nullable HttpReply reply,
            @Nullable Handler handler) {

        boolean fits(String asked, String target) {
            int mark = target.indexOf('?');
            String where = mark < 0 ? target : target.substring(0, mark);
            boolean isThere =
                    path.endsWith("/*") ? where.startsWith(path.substring(0, path.length() - 1)) : where.equals(path);
            return isThere && (method.equals(ANY) || method.equals(asked));
        }
    }

    private BesideRoutes(RequestLog log) {
        this.log = log;
    }

    /**
     * Returns those of a server.
     *
     * @param server the server
     * @return always the same
     */
    public static BesideRoutes of(EchoServer server) {
        synchronized (ALL) {
            BesideRoutes known = ALL.get(server);
            if (known == null) {
                known = new BesideRoutes(new RequestLog(Recorder.of(server)));
                ALL.put(server, known);
                ServerInternals.fallback(server, known);
            }
            return known;
        }
    }

    /**
     * Returns the requests that came.
     *
     * @return the log
     */
    public RequestLog log() {
        return log;
    }

    /**
     * Adds a response.
     *
     * @param method the method
     * @param path the path
     * @param reply the response
     */
    public void add(String method, String path, HttpReply reply) {
        routes.add(0, new Route(method, path, reply, null));
    }

    /**
     * Adds a handler.
     *
     * @param path the path
     * @param handler the handler
     */
    public void mount(String path, Handler handler) {
        routes.add(0, new Route(ANY, path, null, handler));
    }

    private Optional<Route> route(String method, String target) {
        return routes.stream().filter(each -> each.fits(method, target)).findFirst();
    }

    // Who asks.

    @Override
    public boolean take(HttpExchange exchange) {
        Route route = route(exchange.method(), exchange.target()).orElse(null);
        if (route == null) {
            return false;
        }
        if (exchange instanceof JettyExchange jettys) {
            jettys.handle((request, response, callback) -> answer(route, jettys.host(), request, response, callback));
            return true;
        }
        boolean isGiven = exchange.detach(
                detached -> JettyHost.lease().connector().enter(detached.channel(), detached.read(), this));
        if (!isGiven) {
            exchange.refuse(501, Map.of("Content-Type", List.of("text/plain; charset=utf-8")), overTls(exchange));
        }
        return true;
    }

    private static byte[] overTls(HttpExchange exchange) {
        return ("HTTP beside the socket over TLS takes a server with engine = JettyEngine.class; " + exchange.method()
                        + " " + exchange.target() + " came over TLS\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A connection that was handed over: it is of HTTP from now on. */
    @Override
    public void handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // the next request may be one for the socket
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
    public void left(PortEndPoint connection) {
        connection.host().release();
    }

    // What is answered.

    private void answer(Route route, JettyHost host, Request request, Response response, Callback callback) {
        Content.Source.asByteBuffer(request, new Promise<>() {
            @Override
            public void succeeded(ByteBuffer body) {
                RecordedRequest recorded = recorded(request, Payload.of(body));
                HttpReply reply = route.reply();
                if (reply == null) {
                    log.add(recorded, "answered by the handler of " + route.path());
                    host.executeBlocking(() -> mounted(route, host, new WithBody(request, body), response, callback));
                } else {
                    log.add(recorded, "answered " + reply.status());
                    give(reply, response, callback);
                }
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        });
    }

    /** A request whose body has been read, for somebody who reads it once more. */
    private static final class WithBody extends Request.Wrapper {
        private final ByteBufferContentSource body;

        WithBody(Request request, ByteBuffer body) {
            super(request);
            this.body = new ByteBufferContentSource(body.slice());
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable reader) {
            body.demand(reader);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }

    private static void give(HttpReply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body().toByteArray()), callback);
    }

    private static void mounted(Route route, JettyHost host, Request request, Response response, Callback callback) {
        Handler handler = Objects.requireNonNull(route.handler(), "a route without a reply has a handler");
        try {
            synchronized (handler) {
                if (!handler.isStarted()) {
                    handler.setServer(host.server());
                    handler.start();
                }
            }
            if (!handler.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private static RecordedRequest recorded(Request request, Payload body) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName(), request.getHeaders().getValuesList(field.getName()));
        }
        return new RecordedRequest(request.getMethod(), request.getHttpURI().getPathQuery(), headers, body);
    }
}
