package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.HttpFallback;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private final RequestSink log;
    private final List<Route> routes = new CopyOnWriteArrayList<>();

    /** Who answers what: a handler, or a response that is always the same. */
    private record Route(
            String method, String path, @Nullable Handler handler, Reply reply) {

        boolean fits(String asked, String target) {
            int mark = target.indexOf('?');
            String where = mark < 0 ? target : target.substring(0, mark);
            boolean isThere =
                    path.endsWith("/*") ? where.startsWith(path.substring(0, path.length() - 1)) : where.equals(path);
            return isThere && (method.equals(ANY) || method.equals(asked));
        }
    }

    private record Reply(int status, Map<String, String> headers, Payload body) {
        static final Reply NONE = new Reply(404, Map.of(), Payload.EMPTY);
    }

    /**
     * Makes those of a server.
     *
     * @param log is told of the requests that come
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
        routes.add(0, new Route(method, path, null, new Reply(status, headers, body)));
    }

    /**
     * Adds a handler.
     *
     * @param path the path
     * @param handler the handler
     */
    public void mount(String path, Handler handler) {
        routes.add(0, new Route(ANY, path, handler, Reply.NONE));
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
                Handler handler = route.handler();
                if (handler == null) {
                    record(request, body, "answered " + route.reply().status());
                    give(route.reply(), response, callback);
                } else {
                    record(request, body, "answered by the handler of " + route.path());
                    host.executeBlocking(() -> mounted(handler, host, new WithBody(request, body), response, callback));
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

    private static void give(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body().toByteArray()), callback);
    }

    private static void mounted(
            Handler handler, JettyHost host, Request request, Response response, Callback callback) {
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

    private void record(Request request, ByteBuffer body, String answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName(), request.getHeaders().getValuesList(field.getName()));
        }
        log.add(request.getMethod(), request.getHttpURI().getPathQuery(), headers, Payload.of(body), answer);
    }
}
