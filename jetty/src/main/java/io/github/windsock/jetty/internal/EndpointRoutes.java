package io.github.windsock.jetty.internal;

import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/** The users' endpoints on one port. Public for {@code JettyEndpoints}. */
public final class EndpointRoutes {
    private static final String JAKARTA = "org.eclipse.jetty.ee10.websocket:jetty-ee10-websocket-jakarta-server";

    private final JettyHost host;
    private final Recorder journal;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private boolean stopped; // guarded by this

    private record Route(PathSpec path, String name, Handler handler) {}

    EndpointRoutes(JettyHost host, Recorder journal) {
        this.host = host;
        this.journal = journal;
    }

    /**
     * Returns the endpoints of a server.
     *
     * @param server the server
     * @return always the same
     */
    public static EndpointRoutes of(EchoServer server) {
        if (ServerInternals.port(server) instanceof JettyPort port) {
            return port.endpoints(Recorder.of(server));
        }
        throw new IllegalArgumentException(
                "an endpoint takes a server with engine = JettyEngine.class; the engine of this one is Windsock's own");
    }

    /**
     * Adds an endpoint of Jetty's API.
     *
     * @param path the path
     * @param creator creates the endpoints
     */
    public synchronized void add(String path, WebSocketCreator creator) {
        requireOpen();
        Handler handler = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return host.container().upgrade(watched(path, creator), request, response, callback);
            }
        };
        routes.add(0, new Route(new ServletPathSpec(path), path, started(handler)));
    }

    /** Records exceptions, which Jetty answers with 500 but does not report. */
    private WebSocketCreator watched(String path, WebSocketCreator creator) {
        return (request, response, callback) -> {
            try {
                return creator.createWebSocket(request, response, callback);
            } catch (Exception | Error e) {
                failed(path, e);
                throw e;
            }
        };
    }

    /** Records a note, not a failure, because the endpoint may be under test and throw on purpose. */
    private void failed(String name, Throwable cause) {
        journal.general().record(Events.note("the endpoint " + name, "threw " + cause));
    }

    /**
     * Adds an endpoint of Jakarta's API.
     *
     * @param endpoint its class
     */
    public synchronized void add(Class<?> endpoint) {
        requireOpen();
        try {
            String path = JakartaContext.pathOf(endpoint);
            Handler context = started(JakartaContext.of(endpoint, host.server()));
            routes.add(0, new Route(new UriTemplatePathSpec(path), endpoint.getSimpleName(), context));
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    endpoint.getName() + " takes Jetty's module for Jakarta's endpoints; add " + JAKARTA
                            + " to the tests, in the version of Jetty that windsock-jetty has (" + e + ")",
                    e);
        }
    }

    private void requireOpen() {
        if (stopped) {
            throw new IllegalStateException("the server is closed; start another one");
        }
    }

    private Handler started(Handler handler) {
        try {
            handler.setServer(host.server());
            handler.start();
            return handler;
        } catch (Exception e) {
            throw new IllegalArgumentException("Jetty does not take the endpoint: " + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    /** Answers a request if an endpoint has its path. May block. */
    boolean handle(Request request, Response response, Callback callback) {
        Optional<Route> route = routes.stream()
                .filter(each -> each.path().matches(request.getHttpURI().getDecodedPath()))
                .findFirst();
        route.ifPresent(there -> answer(there, request, response, callback));
        return route.isPresent();
    }

    private void answer(Route route, Request request, Response response, Callback callback) {
        String what = request.getMethod() + " " + request.getHttpURI().getPathQuery();
        journal.general().record(Events.note(what, "answered by the endpoint " + route.name()));
        try {
            if (!route.handler().handle(request, response, callback)) {
                Response.writeError(request, response, callback, 426);
            }
        } catch (Exception | LinkageError | AssertionError e) {
            failed(route.name(), e);
            Response.writeError(request, response, callback, e);
        }
    }

    /** Stops all endpoints. */
    synchronized void stop() {
        stopped = true;
        for (Route route : routes) {
            try {
                route.handler().stop();
            } catch (Exception e) {
                throw new IllegalStateException("the endpoint " + route.name() + " did not stop: " + e.getMessage(), e);
            }
        }
        routes.clear();
    }
}
