package io.github.windsock.jetty.internal;

import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import io.github.windsock.server.internal.engine.ServerEngine;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The server engine with the name {@code jetty}. */
public final class JettyServerEngine implements ServerEngine {

    /** Creates the engine, which has no state. */
    public JettyServerEngine() {}

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.RESET, Ability.UNANSWERED);
    }

    @Override
    public ListeningPort open(PortSettings settings) throws IOException {
        JettyHost host = JettyHost.lease();
        try {
            return JettyPort.open(host, settings);
        } catch (IOException | RuntimeException | Error e) {
            host.release();
            throw e;
        }
    }
}
