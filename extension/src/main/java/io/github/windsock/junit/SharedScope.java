package io.github.windsock.junit;

import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The scope of a server that the JVM shares. The server does not belong to this test run, and outlives it. */
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

    /**
     * Refuses another declaration of the name that wants a server of another kind. Which kind the tests got would depend
     * on their order.
     */
    void requireSame(Declaration other) {
        String kind = said().serverKind();
        String wanted = other.said().serverKind();
        if (!wanted.equals(kind)) {
            throw refusal(other, wanted, "wants it " + kind);
        }
        int port = other.said().port();
        if (port != 0 && port != server.port()) {
            throw refusal(other, "on port " + port, "has it on port " + server.port());
        }
    }

    private ExtensionConfigurationException refusal(Declaration other, String wanted, String has) {
        return new ExtensionConfigurationException(other + " wants the shared server "
                + Text.quote(said().shared()) + " " + wanted + ", but " + declaration() + " " + has
                + ". Use the same settings everywhere, or another name.");
    }

    @Override
    EchoServer server() {
        return server;
    }

    @Override
    Optional<EchoServer> running() {
        return Optional.of(server);
    }

    /** Connections may belong to code that outlives the test. */
    @Override
    List<String> leftovers(boolean isVerdict) {
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
    String advice() {
        return "leave shared out.";
    }
}
