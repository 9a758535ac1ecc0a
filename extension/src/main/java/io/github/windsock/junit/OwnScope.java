package io.github.windsock.junit;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.TestClock;
import io.github.windsock.server.internal.ServerInternals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The scope of a test or class with its own server, which starts when it is first needed and ends with the scope. */
final class OwnScope extends HostScope {

    private final ExtensionContext context;
    private final Declaration declaration;
    private @Nullable EchoServer server; // guarded by this

    OwnScope(ExtensionContext context, Declaration declaration) {
        this(context, declaration, Configuration.of(context, declaration));
    }

    private OwnScope(ExtensionContext context, Declaration declaration, Configuration configuration) {
        super(context, declaration, configuration, Recorder.create(configuration.journal()));
        this.context = context;
        this.declaration = declaration;
        journal().beginWindow(this::title);
    }

    @Override
    synchronized EchoServer server() {
        if (server == null) {
            server = start(declaration, journal(), this::adapt);
        }
        return server;
    }

    /** Applies what the test's parameters and annotations ask for beyond its declaration. */
    private void adapt(EchoServer.Builder builder) {
        if (ClockUse.isAskedFor(context)) {
            ServerInternals.clock(builder, TestClock::create);
        }
        EngineOfTest engine = engine(context);
        if (engine != null) {
            engine.play(builder, declaration, context);
        }
    }

    @Override
    synchronized Optional<EchoServer> running() {
        return Optional.ofNullable(server);
    }

    @Override
    List<String> leftovers(boolean isVerdict) {
        EchoServer running = running().orElse(null);
        return running == null ? List.of() : OpenConnectionsCheck.of(running, List.of(), isVerdict);
    }

    @Override
    void endServer() {
        EchoServer running = running().orElse(null);
        if (running != null) {
            running.close();
        }
    }

    @Override
    String owner() {
        return "the class " + title();
    }

    @Override
    String lock() {
        return "@Execution(SAME_THREAD) or @ResourceLock";
    }

    @Override
    String advice() {
        return "ask for it in the test, @BeforeEach, or an instance field, but not in @BeforeAll, a static field,"
                + " or under PER_CLASS in the constructor.";
    }
}
