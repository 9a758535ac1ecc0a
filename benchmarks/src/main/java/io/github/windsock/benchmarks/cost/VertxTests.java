package io.github.windsock.benchmarks.cost;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A Vert.x server and client for each class. */
abstract class VertxTests {

    private static Seen byServer = new Seen();
    private static Vertx vertx;
    private static WebSocketClient client;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        byServer = new Seen();
        Seen seen = byServer;
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().webSocketHandler(socket -> {
            socket.textMessageHandler(socket::writeTextMessage);
            socket.closeHandler(end -> seen.close(code(socket.closeStatusCode()), "" + socket.closeReason()));
        });
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .actualPort();
        client = vertx.createWebSocketClient();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Times
    void test() throws Exception {
        Seen byClient = new Seen();
        WebSocket socket = client.connect(port, "127.0.0.1", "/")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        socket.textMessageHandler(byClient::message);
        socket.closeHandler(end -> byClient.close(code(socket.closeStatusCode()), "" + socket.closeReason()));
        socket.writeTextMessage("hello WebSocket");
        byClient.assertEcho();
        socket.close((short) 3005, "done");
        byServer.assertClosed();
        byClient.assertClosed();
    }

    private static int code(Short code) {
        return code == null ? 1006 : code;
    }

    static final class C0 extends VertxTests {}

    static final class C1 extends VertxTests {}

    static final class C2 extends VertxTests {}

    static final class C3 extends VertxTests {}

    static final class C4 extends VertxTests {}

    static final class C5 extends VertxTests {}

    static final class C6 extends VertxTests {}

    static final class C7 extends VertxTests {}

    static final class C8 extends VertxTests {}

    static final class C9 extends VertxTests {}
}
