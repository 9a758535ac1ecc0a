package io.github.windsock.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Nested classes have the context that Spring makes for them, and its server. */
@SuppressWarnings("unused") // the samples are run by JUnit
class NestedTests {

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    static class Outer {

        static EchoServer seen;

        @Test
        void asks(EchoServer server) {
            seen = server;
            server.awaitConnection();
        }

        @Nested
        class the_same_context {

            @Test
            void asks(EchoServer server, @Value("${feed.url}") String url) {
                assertSame(seen, server);
                assertEquals(server.uri().toString(), url);
                server.awaitConnection();
            }
        }

        @Nested
        @EchoServerProperty(value = "chat.url", path = "/chat")
        class a_context_with_one_more {

            @Test
            void asks(EchoServer server, @Autowired Environment environment) {
                assertNotSame(seen, server);
                assertEquals(server.uri().toString(), environment.getProperty("feed.url"));
                assertEquals(server.uri("/chat").toString(), environment.getProperty("chat.url"));
                server.awaitConnection();
            }
        }

        @Nested
        @NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
        @SpringJUnitConfig(EchoServerPropertyTests.Empty.class)
        class a_context_of_its_own {

            @Test
            void asks(@Autowired Environment environment) {
                assertEquals(null, environment.getProperty("feed.url"));
            }
        }
    }

    @Test
    void have_the_server_of_their_context() {
        Kit.of(Outer.class)
                .nesting(Outer.a_context_with_one_more.class, Outer.a_context_of_its_own.class)
                .succeeds(4);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    static class OuterOfAnother {

        @Nested
        @NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
        @SpringJUnitConfig(EchoServerPropertyTests.Empty.class)
        class a_context_of_its_own {

            @Test
            void asks(EchoServer server) {}
        }
    }

    @Test
    void are_refused_one_where_their_context_has_none() {
        assertEquals(
                "Cannot inject EchoServer into NestedTests.OuterOfAnother.a_context_of_its_own.asks(EchoServer): neither it"
                        + " nor a class around it is annotated with @WithEchoServer. Add the annotation.",
                Kit.onlyFailure(OuterOfAnother.class).getMessage());
        Kit.of(OuterOfAnother.a_context_of_its_own.class).closeContexts();
    }
}
