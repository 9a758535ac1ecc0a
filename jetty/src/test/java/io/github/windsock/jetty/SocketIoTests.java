package io.github.windsock.jetty;

import static io.github.windsock.Matchers.bodyContaining;
import static io.github.windsock.Matchers.request;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.jetty.HttpBeside.assertRequested;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Socket.IO's client in Java: it polls by HTTP, and then moves to the socket. */
class SocketIoTests {
    private static final int PATIENCE_SECONDS = 20;

    /** The polling of Engine.IO 4, for one client. */
    private static final class Polling extends Handler.Abstract {
        private final CountDownLatch moved = new CountDownLatch(1);
        private final AtomicInteger polls = new AtomicInteger();

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            response.getHeaders().put("Content-Type", "text/plain; charset=UTF-8");
            response.write(true, ByteBuffer.wrap(answer(request).getBytes(UTF_8)), callback);
            return true;
        }

        private String answer(Request request) throws InterruptedException {
            if (request.getMethod().equals("POST")) {
                return "ok";
            }
            if (!request.getHttpURI().getQuery().contains("sid=")) {
                return "0{\"sid\":\"a\",\"upgrades\":[\"websocket\"],\"pingInterval\":60000,\"pingTimeout\":60000}";
            }
            if (polls.getAndIncrement() == 0) {
                return "40{\"sid\":\"b\"}";
            }
            moved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return "6"; // nothing to say
        }
    }

    @ParameterizedTest
    @EnumSource
    void polls_and_moves_to_the_socket(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start()) {
            Polling polling = new Polling();
            HttpBeside.of(server).mount("/socket.io/", polling);
            server.at("/socket.io/")
                    .behave(on("2probe", reply("3probe"))
                            .on("42[\"hello\",\"server\"]", reply("42[\"hello\",\"client\"]"))
                            .otherwise(silent()));
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            try (Client client = new Client(server)) {
                client.socket.on("hello", args -> heard.add(String.valueOf(args[0])));
                client.socket.connect();
                ServerConnection connection = server.awaitConnection();
                assertReceived("2probe", connection);
                polling.moved.countDown();
                assertReceived("5", connection); // before that, the client speaks by POST

                client.socket.emit("hello", "server");

                assertEquals("client", heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertRequested(request("GET", "/socket.io/"), server);
            assertRequested(request("POST", "/socket.io/").and(bodyContaining("40")), server);
        }
    }

    private static final class Client implements AutoCloseable {
        private final Socket socket;

        Client(EchoServer server) {
            IO.Options options = new IO.Options();
            options.forceNew = true;
            options.reconnection = false;
            socket = IO.socket(URI.create(server.httpUri().toString()), options);
        }

        @Override
        public void close() {
            socket.disconnect();
        }
    }
}
