package io.github.windsock.spring;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.closeWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.junit.Injected;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** One annotation gives a context its server, and the test the same one. */
@SuppressWarnings("unused") // the samples are run by JUnit
class EchoServerPropertyTests {

    @SpringBootTest(classes = Prices.Application.class, properties = "feed.url=wss://feed.example")
    @EchoServerProperty("feed.url")
    static class WithBoot {

        @Autowired
        EchoServer autowired;

        @Injected
        EchoServer injected;

        @Test
        void asks(EchoServer server, @Value("${feed.url}") String url, @Autowired Prices prices) {
            assertEquals(server.uri().toString(), url);
            assertSame(server, autowired);
            assertSame(server, injected);
            ServerConnection connection = server.awaitConnection();
            connection.send("42");
            await(server).until(() -> prices.latest().equals("42"));
        }
    }

    @Test
    void the_server_of_the_property_is_the_tests_with_boot() {
        Kit.of(WithBoot.class).succeeds(1);
    }

    @EchoServerProperty("feed.url")
    @SpringJUnitConfig(Prices.Application.class)
    static class WithoutBoot {

        @Test
        void asks(EchoServer server, @Value("${feed.url}") String url) {
            assertEquals(server.uri().toString(), url);
            server.awaitConnection();
        }
    }

    @Test
    void the_server_of_the_property_is_the_tests_without_boot_and_with_the_annotation_first() {
        Kit.of(WithoutBoot.class).succeeds(1);
    }

    @SpringBootTest(classes = Bound.Application.class)
    @EchoServerProperty("feed.serverUrl")
    static class Bound {

        @ConfigurationProperties("feed")
        record Feed(String serverUrl) {}

        @Configuration(proxyBeanMethods = false)
        @EnableConfigurationProperties(Feed.class)
        static class Application {}

        @Test
        void asks(EchoServer server, @Autowired Feed feed, @Value("${feed.server-url}") String kebab, Journal journal) {
            assertEquals(server.uri().toString(), feed.serverUrl());
            assertEquals(server.uri().toString(), kebab);
            assertEquals(List.of(), journal.entries(), "it is known that it has been read");
        }
    }

    @Test
    void the_property_may_be_bound_in_boots_ways_of_writing_it() {
        Kit.of(Bound.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", behavior = "script?file=prices.wsc")
    static class Scripted {

        @Test
        void asks(EchoServer server, @Autowired Prices prices) {
            await(server).until(() -> prices.latest().equals("42"));
        }
    }

    @Test
    void a_script_is_found_beside_the_class() {
        Kit.of(Scripted.class).succeeds(1);
    }

    @SpringJUnitConfig(Empty.class)
    @EchoServerProperty(value = "feed.url", path = "/feed?token=a", behavior = "close?code=3005")
    @EchoServerProperty(value = "chat.url", path = "/chat")
    static class Several {

        @Test
        void ask(EchoServer server, @Autowired Environment environment) {
            assertEquals(server.uri("/feed?token=a").toString(), environment.getProperty("feed.url"));
            assertEquals(server.uri("/chat").toString(), environment.getProperty("chat.url"));
            assertTrue(server.toString().endsWith(" closeWith(3005, \"\")"), server::toString);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    @Test
    void several_properties_are_of_one_server_with_one_behavior() {
        Kit.of(Several.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OneAfterTheOther {

        static ServerConnection connection;

        @Test
        void a(EchoServer server, BrowserWebSocket socket, @Autowired Prices prices) {
            connection = server.awaitConnection();
            if (PartyLog.of(connection).peer().isPresent()) {
                connection = server.awaitConnection(); // the application's comes later than the test's own
            }
            socket.send("a");
            assertReceived("a", socket);
            server.behave(closeWith(3005, "bye"));
        }

        @Test
        void b(EchoServer server, Journal journal, @Autowired Prices prices) {
            assertTrue(server.toString().endsWith(" echo()"), server::toString);
            assertEquals(1, server.connections().size());
            assertSame(connection, server.awaitConnection());
            assertEquals(0, server.attempts().size());
            assertTrue(!journal.timeline().toString().contains("\"a\""), "b sees what a did");
            connection.send("b");
            await(server).until(() -> prices.latest().equals("b"));
        }
    }

    @Test
    void each_test_has_its_window_and_the_applications_connection_stays() {
        Kit.of(OneAfterTheOther.class).with("windsock.leftovers", "fail").succeeds(2);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClass {

        final EchoServer ofTheConstructor;

        @Injected
        EchoServer ofTheField;

        @Injected
        static EchoServer ofTheClass;

        PerClass(EchoServer server) {
            ofTheConstructor = server;
        }

        @BeforeAll
        void ask(EchoServer server) {
            assertSame(ofTheClass, server);
        }

        @Test
        void asks(EchoServer server) {
            assertSame(ofTheClass, server);
            assertSame(ofTheConstructor, server);
            assertSame(ofTheField, server);
        }
    }

    @Test
    void everybody_who_asks_gets_the_server_of_the_context() {
        Kit.of(PerClass.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    abstract static class Base {}

    @WithEchoServer(alias = "echo.websocket.org")
    static class Subclass extends Base {

        @Autowired
        EchoServer ofTheContext;

        @Test
        void asks(EchoServer server, BrowserWebSocket socket, @Value("${feed.url}") String url) {
            assertSame(ofTheContext, server);
            assertEquals(server.uri().toString(), url);
            assertEquals("ws://echo.websocket.org/", socket.url());
        }

        @Test
        @WithEchoServer
        void has_its_own(EchoServer server) {
            assertNotSame(ofTheContext, server);
        }
    }

    @Test
    void annotations_of_superclasses_count_and_one_beside_them_and_the_nearest_on_a_method() {
        Kit.of(Subclass.class).succeeds(2);
    }

    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = Prices.Application.class),
        @ContextConfiguration(name = "child", classes = Empty.class)
    })
    @EchoServerProperty("feed.url")
    static class Hierarchy {

        @Test
        void asks(EchoServer server, @Value("${feed.url}") String url, @Autowired Prices ofTheParent) {
            assertEquals(server.uri().toString(), url);
            server.awaitConnection().send("42");
            await(server).until(() -> ofTheParent.latest().equals("42"));
        }
    }

    @Test
    void a_hierarchy_of_contexts_has_one_server() {
        Kit.of(Hierarchy.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    @TestPropertySource(properties = "windsock.timeout=7s")
    static class Settled {

        @Test
        void asks(EchoServer server) {
            assertEquals(Duration.ofSeconds(7), server.journal().settings().timeout());
        }
    }

    @Test
    void the_journal_has_the_settings_of_the_environment() {
        Kit.of(Settled.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    static class EndingContext {

        static Prices prices;
        static EchoServer server;

        @Test
        void asks(EchoServer it, @Autowired Prices application) {
            it.awaitConnection();
            application.awaitOpen();
            server = it;
            prices = application;
        }
    }

    @Test
    void the_server_is_closed_with_the_context_and_after_its_beans() {
        Kit.of(EndingContext.class).succeeds(1);
        assertTrue(EndingContext.server.toString().endsWith(" closed"), EndingContext.server::toString);
        assertEquals(0, EndingContext.prices.closedWith(), "the application was told of it");
    }
}
