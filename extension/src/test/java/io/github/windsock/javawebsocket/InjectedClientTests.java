package io.github.windsock.javawebsocket;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.party;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.junit.Connect;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.client.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A client of Java-WebSocket that is injected arrives open and recorded. */
class InjectedClientTests {

    @WithEchoServer(timeout = "30s")
    static class PlainTests {
        @Test
        void arrives_open_and_recorded(WebSocketClient client, EchoServer server) {
            assertTrue(client.isOpen());
            client.send("hello");

            assertReceived("hello", party(client));
            server.awaitConnection().close(3005, "bye");
            assertClosedWith(3005, "bye", party(client));
        }
    }

    @WithEchoServer(alias = "chat.example.org", tls = true, timeout = "30s")
    static class SecureTests {
        @Test
        void comes_by_the_alias(WebSocketClient client, EchoServer server) {
            client.send("hello");

            assertReceived("hello", party(client));
            assertEquals(
                    "chat.example.org",
                    server.awaitConnection().handshake().header("Host").orElseThrow());
        }
    }

    @WithEchoServer(timeout = "30s")
    static class ConnectedTests {
        @Test
        void connects_as_it_is_told(
                @Connect(path = "/chat?room=a", protocols = "v2.chat", headers = "Authorization: Bearer abc")
                        WebSocketClient client,
                EchoServer server) {
            Handshake handshake = server.awaitConnection().handshake();

            assertTrue(client.isOpen());
            assertEquals("/chat?room=a", handshake.target());
            assertEquals("v2.chat", client.getProtocol().getProvidedProtocol());
            assertEquals("Bearer abc", handshake.header("Authorization").orElseThrow());
        }
    }

    @ExtendWith(WebSocketExtension.class)
    static class ElsewhereTests {
        @Test
        void connects_elsewhere(@Connect(url = "ws://127.0.0.1:0/", open = false) WebSocketClient nobody) {
            assertClosedWith(CloseStatus.ABNORMAL, party(nobody));
        }
    }

    /** What the test below looks at when the other one is over. */
    private static final CompletableFuture<ServerConnection> LEFT = new CompletableFuture<>();

    @WithEchoServer(timeout = "30s")
    static class LeavingTests {
        @Test
        void leaves_it_open(WebSocketClient client, EchoServer server) {
            LEFT.complete(server.awaitConnection());
        }
    }

    @WithEchoServer(behavior = "refuse?status=503", timeout = "30s")
    static class RefusedTests {
        @Test
        void is_refused(WebSocketClient client) {}
    }

    private static void run(Class<?> sample) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(sample))
                .configurationParameter("windsock.timeout", "30s")
                .execute()
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));
    }

    @Test
    void it_arrives_open() {
        run(PlainTests.class);
    }

    @Test
    void it_follows_the_alias_and_trusts_the_server() {
        run(SecureTests.class);
    }

    @Test
    void it_connects_as_it_is_told() {
        run(ConnectedTests.class);
        run(ElsewhereTests.class);
    }

    @Test
    void it_leaves_at_the_end_of_the_test() {
        run(LeavingTests.class);

        assertClosedWith(new CloseStatus(1001, ""), LEFT.join());
    }

    @Test
    void a_refusal_says_why_it_does_not() {
        Throwable failure = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(RefusedTests.class))
                .configurationParameter("windsock.timeline", "never") // the kit has no folder for it
                .execute()
                .testEvents()
                .failed()
                .stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();

        String head = failure.getMessage().substring(0, failure.getMessage().indexOf("\n\n"));
        assertTrue(head.contains("(client#1 is closed with 1006 \"\": the client refused the server's answer"), head);
    }
}
