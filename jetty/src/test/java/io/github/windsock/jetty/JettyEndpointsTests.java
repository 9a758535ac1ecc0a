package io.github.windsock.jetty;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.Connect;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketMessage;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketOpen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints of users on the one Jetty, as their clients see them. */
@WithEchoServer(engine = JettyEngine.class, timeout = "30s")
class JettyEndpointsTests {
    private static volatile CountDownLatch stuck = new CountDownLatch(1);
    private static volatile CountDownLatch released = new CountDownLatch(1);

    /** Of Jetty's API. */
    @org.eclipse.jetty.websocket.api.annotations.WebSocket
    public static class Chat {
        @OnWebSocketOpen
        public void greet(Session session) {
            session.sendText("welcome", Callback.NOOP);
        }

        @OnWebSocketMessage
        public void hear(Session session, String message) throws InterruptedException {
            switch (message) {
                case "bye" -> session.close(StatusCode.NORMAL, "bye", Callback.NOOP);
                case "wait" -> {
                    stuck.countDown();
                    assertTrue(released.await(30, TimeUnit.SECONDS));
                }
                default -> session.sendText(message.toUpperCase(java.util.Locale.ROOT), Callback.NOOP);
            }
        }
    }

    /** Of Jakarta's API. */
    @ServerEndpoint(value = "/rooms/{room}", subprotocols = "v2.chat")
    public static class Room {
        @OnMessage
        public String hear(@PathParam("room") String room, String message) {
            return room + ": " + message;
        }
    }

    /** Is no endpoint. */
    static class Nothing {}

    @BeforeEach
    void serve(EchoServer server) {
        stuck = new CountDownLatch(1);
        released = new CountDownLatch(1);
        JettyEndpoints.of(server)
                .add("/chat", (request, response, callback) -> new Chat())
                .add(Room.class);
    }

    @Test
    void one_of_jettys_api_answers_its_client(@Connect(path = "/chat") BrowserWebSocket socket) {
        assertReceived("welcome", socket);
        socket.send("hello");
        assertReceived("HELLO", socket);
        socket.send("bye");
        assertClosedWith(1000, "bye", socket);
    }

    @Test
    void one_of_jakartas_api_answers_its_client(
            @Connect(path = "/rooms/a", protocols = "v2.chat") BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("a: hello", socket);
        assertEquals("v2.chat", socket.protocol());
        socket.close(3005, "bye");
        assertClosedWith(3005, "bye", socket);
    }

    @Test
    void the_journal_tells_who_answers(EchoServer server, @Connect(path = "/chat") BrowserWebSocket socket) {
        assertReceived("welcome", socket);

        String timeline = server.journal().timeline().toString();

        assertTrue(timeline.contains("GET /chat"), timeline);
        assertTrue(timeline.contains("answered by the endpoint /chat"), timeline);
    }

    @Test
    void the_jdks_client_meets_them_too(EchoServer server) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri("/rooms/b"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return WebSocket.Listener.super.onText(socket, text, last);
                    }
                })
                .get(60, TimeUnit.SECONDS);

        client.sendText("hello", true);

        assertEquals("b: hello", heard.get(60, TimeUnit.SECONDS));
        client.abort();
    }

    @Test
    void other_paths_are_the_servers(EchoServer server, BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
        assertReceived("hello", server.awaitConnection());
    }

    @Test
    void each_server_has_its_own(BrowserPage page) {
        try (EchoServer other = EchoServer.builder().engine(JettyEngine.class).start()) {
            JettyEndpoints.of(other).add("/own", (request, response, callback) -> new Chat());
            BrowserWebSocket socket = page.open(other.uri("/chat"));
            assertReadyState(OPEN, socket);
            socket.send("hello");
            assertReceived("hello", socket);
        }
    }

    @Test
    void one_that_blocks_holds_up_nobody(
            @Connect(path = "/chat") BrowserWebSocket blocked, EchoServer server, BrowserPage page) {
        blocked.send("wait");
        BrowserWebSocket chat = page.open(server.uri("/chat"));
        BrowserWebSocket echo = page.open(server.uri());
        assertReadyState(OPEN, echo);
        echo.send("hello");

        assertReceived("welcome", chat);
        assertReceived("hello", echo);
        released.countDown();
    }

    /** What comes in one piece with the handshake is read by the thread that answers it. */
    @Test
    void one_that_blocks_at_once_holds_up_nobody(EchoServer server, BrowserPage page) throws Exception {
        String handshake = "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        String waitInAFrame = "\u0081\u0084\0\0\0\0wait";
        try (Socket client = new Socket("127.0.0.1", server.port())) {
            client.getOutputStream().write((handshake + waitInAFrame).getBytes(ISO_8859_1));
            assertTrue(stuck.await(30, TimeUnit.SECONDS));

            assertReceived("welcome", page.open(server.uri("/chat")));
            released.countDown();
        }
    }

    @Test
    void takes_the_engine() {
        try (EchoServer server = EchoServer.start()) {
            assertEquals(
                    "an endpoint takes a server with engine = JettyEngine.class; the engine of this one is Windsock's own",
                    assertThrows(IllegalArgumentException.class, () -> JettyEndpoints.of(server))
                            .getMessage());
        }
    }

    @Test
    void a_class_without_annotation_is_none(EchoServer server) {
        JettyEndpoints endpoints = JettyEndpoints.of(server);

        assertEquals(
                Nothing.class.getName()
                        + " has no @ServerEndpoint(\"/path\") of jakarta.websocket.server; an endpoint of"
                        + " Jetty's API is added with its path: add(\"/path\", (request, response, callback) -> ..)",
                assertThrows(IllegalArgumentException.class, () -> endpoints.add(Nothing.class))
                        .getMessage());
        assertEquals(
                "path chat does not begin with /; write it as /chat",
                assertThrows(IllegalArgumentException.class, () -> endpoints.add("chat", (a, b, c) -> new Chat()))
                        .getMessage());
    }

    @Test
    void one_that_cannot_be_made_is_in_the_journal(EchoServer server, BrowserPage page) {
        JettyEndpoints.of(server).add("/broken", (request, response, callback) -> {
            throw new IllegalStateException("no database");
        });

        assertRefused(500, page.open(server.uri("/broken")));

        String timeline = server.journal().timeline().toString();
        assertTrue(timeline.contains("the endpoint /broken "), timeline);
        assertTrue(timeline.contains("threw java.lang.IllegalStateException: no database"), timeline);
    }

    @Test
    void after_the_end_none_is_added() {
        EchoServer server = EchoServer.builder().engine(JettyEngine.class).start();
        JettyEndpoints before = JettyEndpoints.of(server);
        server.close();

        for (JettyEndpoints each : List.of(before, JettyEndpoints.of(server))) {
            assertEquals(
                    "the server is closed; start another one",
                    assertThrows(IllegalStateException.class, () -> each.add(Room.class))
                            .getMessage());
        }
    }
}
