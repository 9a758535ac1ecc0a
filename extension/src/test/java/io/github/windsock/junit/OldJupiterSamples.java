package io.github.windsock.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What {@link OldJupiterTests} runs in a JVM of its own, on an older Jupiter: prints who ended how. */
@SuppressWarnings("unused") // the samples are run by JUnit
final class OldJupiterSamples {

    private OldJupiterSamples() {}

    public static void main(String... args) {
        LauncherFactory.create()
                .execute(
                        request()
                                .selectors(selectClass(Annotated.class), selectClass(Registered.class))
                                .selectors(selectClass(OneMethod.class))
                                .enableImplicitConfigurationParameters(false) // one after the other
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                System.out.println(test.getDisplayName() + ": " + result.getStatus()
                                        + result.getThrowable()
                                                .map(it -> " " + it.getMessage())
                                                .orElse(""));
                            }
                        });
    }

    @WithEchoServer
    static class Annotated {

        Annotated(EchoServer server) {}

        @Test
        void a() {}

        @Test
        void b(EchoServer server) {}
    }

    static class Registered {

        @RegisterExtension
        static final WebSocketExtension WEB_SOCKETS =
                WebSocketExtension.builder().build();

        @Test
        void a(EchoServer server) {}
    }

    static class OneMethod {

        @Test
        @WithEchoServer
        void a(EchoServer server) {}

        @Test
        void b() {}
    }
}
