package io.github.windsock.junit;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.WebSocketEngine;
import io.github.windsock.server.internal.ServerInternals;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine of one run of a test with {@link EveryEngine}. */
record EngineOfTest(String name) {

    /** Sets the engine of a server that is about to be built. */
    void play(EchoServer.Builder builder, Declaration declaration, ExtensionContext test) {
        Class<? extends WebSocketEngine> other = declaration.said().engine();
        if (other != WebSocketEngine.class) {
            throw refusal(test, declaration + " names the engine " + other.getSimpleName() + ". Leave engine out.");
        }
        ServerInternals.engine(builder, name);
    }

    /** Returns the refusal of a host's server: it would be the same server for each engine. */
    ExtensionConfigurationException refusal(HostScope host, ExtensionContext test) {
        return refusal(
                test,
                "it would use the server of " + host.owner() + " on each engine. Give each run a server of its own: "
                        + host.advice());
    }

    private static ExtensionConfigurationException refusal(ExtensionContext test, String what) {
        return new ExtensionConfigurationException(
                "@EveryEngine on [" + Titles.of(test.getRequiredTestMethod()) + "]: " + what);
    }
}
