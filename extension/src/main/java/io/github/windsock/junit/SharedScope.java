package io.github.windsock.junit;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The host of a server that is shared in the JVM: it does not belong to this run of tests, and outlives it. */
final class SharedScope extends HostScope {

    private final EchoServer server;

    private SharedScope(
            ExtensionContext root, Declaration declaration, Configuration configuration, EchoServer server) {
        super(root, declaration, configuration, Recorder.of(server));
        this.server = server;
    }

    static SharedScope create(ExtensionContext root, ExtensionContext asking, Declaration declaration) {
        Configuration configuration = Configuration.of(asking, declaration);
        EchoServer server = start(declaration, Recorder.create(configuration.journal()), builder -> {});
        return new SharedScope(root, declaration, configuration, server);
    }

    @Override
    EchoServer server() {
        return server;
    }

    @Override
    Optional<EchoServer> running() {
        return Optional.of(server);
    }

    /** They may be a test's, or those of code that outlives it. */
    @Override
    List<ServerConnection> leftovers(boolean isVerdict) {
        return List.of();
    }

    @Override
    void endServer() {}

    @Override
    String owner() {
        return "the name \"" + said().shared() + "\"";
    }

    @Override
    String lock() {
        return "@ResourceLock(\"" + WebSocketExtension.SHARED_LOCK + said().shared() + "\")";
    }

    @Override
    String wayOut() {
        return "leave shared out.";
    }
}
