package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.BoundPort;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import io.github.windsock.server.internal.engine.ServerEngine;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Windsock's own engine, which is the default. It has all abilities. */
public final class TransportEngine implements ServerEngine {
    /** The engine, which is stateless. */
    public static final TransportEngine INSTANCE = new TransportEngine();

    private TransportEngine() {}

    @Override
    public String name() {
        return "windsock";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public ListeningPort open(PortSettings settings) throws IOException {
        BoundPort port = BoundPort.open(settings.hosts(), settings.port(), settings.tls(), LoopThread.ENGINE);
        return new TransportPort(port, settings);
    }
}
