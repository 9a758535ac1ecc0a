package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server as the JDK's client sees it. */
class ForeignClientTests {

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                seen.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            seen.add(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            seen.add(error.toString());
        }

        String next() throws InterruptedException {
            return seen.poll(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void echoes_and_answers_the_close() throws Exception {
        Listener listener = new Listener();
        try (EchoServer server = EchoServer.start()) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri("/jdk"), listener)
                    .get(30, TimeUnit.SECONDS);
            String large = "💡".repeat(50_000);
            socket.sendText("hello WebSocket", true).get();
            socket.sendText(large, true).get();

            assertEquals("hello WebSocket", listener.next());
            assertEquals(large, listener.next());
            socket.sendClose(3005, "我就是要关闭它").get();
            assertEquals("3005 我就是要关闭它", listener.next());
            assertEquals(new CloseStatus(3005, "我就是要关闭它"), ServerConnectionTests.awaitClosed(server.awaitConnection()));
        }
    }

    @Test
    void reports_what_the_client_answered_to_the_servers_close() throws Exception {
        Listener listener = new Listener();
        try (EchoServer server = EchoServer.start()) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), listener)
                    .get(30, TimeUnit.SECONDS);
            ServerConnection connection = server.awaitConnection();
            connection.close(3005, "maintenance");

            assertEquals("3005 maintenance", listener.next());
            assertEquals(3005, ServerConnectionTests.awaitClosed(connection).code());
            assertEquals(true, socket.isInputClosed());
        }
    }
}
