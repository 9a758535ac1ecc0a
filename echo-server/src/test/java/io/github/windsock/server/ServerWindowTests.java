package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWindowTests {

    private static final class Client implements WebSocket.Listener {
        private final CompletableFuture<String> closed = new CompletableFuture<>();

        static Client to(EchoServer server) throws Exception {
            Client client = new Client();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), client)
                    .get(30, TimeUnit.SECONDS);
            return client;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code + " " + reason);
            return CompletableFuture.completedStage(null);
        }
    }

    @Test
    void closing_it_restores_the_behavior_and_ends_what_came_since() throws Exception {
        try (EchoServer server = EchoServer.start()) {
            Client early = Client.to(server);
            ServerConnection first = server.awaitConnection();
            ServerWindow window = server.openWindow();
            server.behave(silent());
            Client late = Client.to(server);
            ServerConnection second = server.connection(2);

            window.close();

            assertEquals("1001 test over", late.closed.get(30, TimeUnit.SECONDS));
            assertEquals(ReadyState.CLOSED, second.readyState());
            assertEquals(ReadyState.OPEN, first.readyState());
            assertEquals("EchoServer " + server.uri() + " echo()", server.toString());
            assertTrue(!early.closed.isDone());
        }
    }

    @Test
    void a_window_sees_nothing_of_the_past_but_open_connections() throws Exception {
        try (EchoServer server = EchoServer.start()) {
            Client.to(server);
            ServerConnection ended = server.awaitConnection();
            Client.to(server);
            ServerConnection open = server.awaitConnection();
            ServerWindow window = server.openWindow();
            window.close();
            ended.reset();
            Recorder.of(server)
                    .await(
                            PartyLog.of(ended),
                            () -> ended.readyState() == ReadyState.CLOSED ? Answer.found(true) : Answer.pending());

            try (ServerWindow next = server.openWindow()) {
                assertEquals(List.of(), server.attempts());
                assertEquals(List.of(open), server.connections());
                assertSame(open, server.awaitConnection());
                assertSame(open, server.connection(1));
                assertNotSame(window, next);
            }
        }
    }

    @Test
    void connections_that_it_is_to_keep_live_on() throws Exception {
        try (EchoServer server = EchoServer.start()) {
            ServerWindow window = server.openWindow().keepConnections();
            Client.to(server);
            ServerConnection connection = server.awaitConnection();
            window.close();
            assertEquals(ReadyState.OPEN, connection.readyState());
            assertEquals(List.of(connection), server.connections());
        }
    }

    @Test
    void a_shared_server_is_the_same_for_all_until_it_is_closed() {
        EchoServer server = EchoServer.shared("windows");

        assertSame(server, EchoServer.shared("windows"));
        assertSame(server, EchoServer.builder().port(server.port()).shared("windows"));
        server.close();
        try (EchoServer next = EchoServer.shared("windows")) {
            assertNotSame(server, next);
        }
    }

    @Test
    void who_wants_a_shared_server_otherwise_is_told() {
        try (EchoServer server = EchoServer.shared("other")) {
            int port = server.port() == 65535 ? 65534 : server.port() + 1;
            assertEquals(
                    "the shared server \"other\" should be started on port " + port + ", but it runs already at "
                            + server.uri() + ". Use the same settings everywhere, or another name.",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> EchoServer.builder().port(port).shared("other"))
                            .getMessage());
            assertEquals(
                    "the shared server \"other\" should be started with TLS, but it runs already at " + server.uri()
                            + ". Use the same settings everywhere, or another name.",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> EchoServer.builder().tls().shared("other"))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_shared_server_without_a_name_is_refused(String blank) {
        assertEquals(
                "the name \"" + blank + "\" of a shared server is blank; give a name such as \"prices\", or start() a"
                        + " server of your own",
                assertThrows(IllegalArgumentException.class, () -> EchoServer.shared(blank))
                        .getMessage());
    }

    @Test
    void closing_the_outer_one_first_ends_the_inner_one() {
        try (EchoServer server = EchoServer.start()) {
            ServerWindow outer = server.openWindow();
            server.behave(silent());
            ServerWindow inner = server.openWindow();
            server.behave(refuse(503));

            outer.close();
            inner.close();

            assertEquals("EchoServer " + server.uri() + " echo()", server.toString());
        }
    }
}
