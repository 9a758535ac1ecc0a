package io.github.windsock.junit;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.junit.ConnectOptions.PageName;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.ServerWindow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The scope of a test on a server that exists already. It uses the server and journal of its host, alone, and restores
 * their state at its end.
 */
final class GuestScope extends Scope {

    private final HostScope host;

    // All below are guarded by this.
    private @Nullable ServerWindow window;
    private List<ServerConnection> olderConnections = List.of();
    private boolean begun;

    private GuestScope(ExtensionContext context, Declaration declaration, HostScope host) {
        super(context, declaration, Configuration.of(context, declaration), host.journal());
        this.host = host;
    }

    /** Throws if another test uses the same server. */
    static Scope create(ExtensionContext context, Declaration declaration, HostScope host) {
        EngineOfTest engine = engine(context);
        if (engine != null) {
            throw engine.refusal(host, context);
        }
        GuestScope scope = new GuestScope(context, declaration, host);
        host.admit(scope);
        return scope;
    }

    /** Notes the connections that exist now; they stay open when the test ends. */
    @Override
    synchronized void begin() {
        begun = true;
        if (host.running().isPresent()) {
            server();
        }
    }

    @Override
    synchronized EchoServer server() {
        EchoServer server = host.server();
        if (begun && window == null) {
            window = host instanceof SharedScope ? server.openWindow().keepConnections() : server.openWindow();
            olderConnections = server.connections();
        }
        return server;
    }

    @Override
    synchronized Optional<EchoServer> running() {
        return window == null ? Optional.empty() : Optional.of(host.server());
    }

    @Override
    synchronized BrowserPage page(PageName name) {
        return host.existingPage(name).orElseGet(() -> super.page(name));
    }

    @Override
    synchronized List<String> leftovers(boolean isVerdict) {
        return host instanceof SharedScope
                ? List.of()
                : running()
                        .map(it -> OpenConnectionsCheck.of(it, olderConnections, isVerdict))
                        .orElse(List.of());
    }

    @Override
    void endServer() {
        try {
            if (window != null) {
                window.close();
            }
        } finally {
            host.release();
        }
    }
}
