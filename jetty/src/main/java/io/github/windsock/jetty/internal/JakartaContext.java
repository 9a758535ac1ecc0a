package io.github.windsock.jetty.internal;

import jakarta.websocket.server.ServerEndpoint;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/** Creates a servlet context for a Jakarta endpoint. Only this class uses Jakarta's libraries, which are optional. */
final class JakartaContext {

    private JakartaContext() {}

    static String pathOf(Class<?> endpoint) {
        ServerEndpoint annotation = endpoint.getAnnotation(ServerEndpoint.class);
        if (annotation == null) {
            throw new IllegalArgumentException(endpoint.getName()
                    + " has no @ServerEndpoint(\"/path\") of jakarta.websocket.server; an endpoint of"
                    + " Jetty's API is added with its path: add(\"/path\", (request, response, callback) -> ..)");
        }
        return annotation.value();
    }

    static Handler of(Class<?> endpoint, Server server) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setServer(server);
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servlets, container) -> container.addEndpoint(endpoint));
        return context;
    }
}
