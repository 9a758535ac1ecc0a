package io.github.windsock.junit;

import io.github.windsock.server.Attempt;
import io.github.windsock.server.Fault;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.HandshakeFault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TransportFault;
import java.util.Map;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Parameters of types that tests have but that are not injected. JUnit says only that nobody resolves them, and to
 * resolve them here would take them from a resolver of the user.
 */
final class UninjectedParameters {
    private static final String EVERY_FAULT = " is injected by @EveryFault. Write it instead of @Test.";
    private static final Map<Class<?>, String> HINTS = Map.of(
            ServerConnection.class,
            " is not injected, since a client has to connect first. Take an EchoServer, and call server.awaitConnection().",
            Attempt.class,
            " is not injected, since a client has to connect first. Take an EchoServer, and call server.awaitAttempt().",
            Fault.class,
            EVERY_FAULT,
            HandshakeFault.class,
            EVERY_FAULT,
            FrameFault.class,
            EVERY_FAULT,
            TransportFault.class,
            EVERY_FAULT);

    private UninjectedParameters() {}

    /** Adds to JUnit's failure where to get the object. */
    static void explain(ParameterResolutionException failure) {
        String message = String.valueOf(failure.getMessage());
        HINTS.forEach((type, hint) -> {
            if (message.startsWith("No ParameterResolver registered for parameter [" + type.getName() + " ")) {
                failure.addSuppressed(TimelineThrowable.hint(type.getSimpleName() + hint));
            }
        });
    }
}
