package io.github.windsock.server;

import io.github.windsock.internal.text.Text;
import java.util.HashMap;
import java.util.Map;

/** The shared servers of this JVM. All callers with the same name get the same server. */
final class SharedServers {
    private static final Map<String, EchoServer> SERVERS = new HashMap<>(); // guarded by the class

    private SharedServers() {}

    /** Returns the running server with a name; starts it if there is none. */
    static synchronized EchoServer get(String name, EchoServer.Builder builder) {
        EchoServer known = SERVERS.get(name);
        if (known != null && !known.isClosed()) {
            return known;
        }
        SERVERS.values().removeIf(EchoServer::isClosed); // releases their journals
        EchoServer started = builder.start();
        SERVERS.put(name, started);
        return started;
    }

    /** Refuses a blank name, which is probably one that was forgotten, as others may have done too. */
    static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name " + Text.quote(name)
                    + " of a shared server is blank; give a name such as \"prices\", or start() a server of your own");
        }
    }

    /** Refuses settings that differ from those that the server was started with. */
    static void requireSame(String name, EchoServer server, int port, boolean tls) {
        if (port != 0 && port != server.port()) {
            throw other(name, server, "on port " + port);
        }
        if (tls && !server.isSecure()) {
            throw other(name, server, "with TLS");
        }
    }

    private static IllegalStateException other(String name, EchoServer server, String wanted) {
        return new IllegalStateException("the shared server " + Text.quote(name) + " should be started " + wanted
                + ", but it runs already at " + server.uri()
                + ". Use the same settings everywhere, or another name.");
    }
}
