package io.github.windsock.server;

import io.github.windsock.internal.text.Text;
import java.util.HashMap;
import java.util.Map;

/** The servers of this JVM that have a name: all callers with the same name get the same server. */
final class SharedServers {
    private static final Map<String, EchoServer> SERVERS = new HashMap<>(); // guarded by the class

    private SharedServers() {}

    /** Returns the running server of that name; the first call starts it. */
    static synchronized EchoServer get(String name, EchoServer.Builder builder) {
        EchoServer known = SERVERS.get(name);
        if (known != null && !known.isClosed()) {
            return known;
        }
        SERVERS.values().removeIf(EchoServer::isClosed); // with all that they have recorded
        EchoServer started = builder.start();
        SERVERS.put(name, started);
        return started;
    }

    /** The settings of the first call hold; a call with others is refused. */
    static void requireSame(String name, EchoServer server, int port, boolean tls) {
        if (port != 0 && port != server.port()) {
            throw other(name, server, "on port " + port);
        }
        if (tls && !server.isSecure()) {
            throw other(name, server, "with TLS");
        }
    }

    private static IllegalStateException other(String name, EchoServer server, String wanted) {
        return new IllegalStateException("the shared server " + Text.quote(name) + " is to be started " + wanted
                + ", but it runs already at " + server.uri()
                + ". Say the same wherever it is asked for, or use another name.");
    }
}
