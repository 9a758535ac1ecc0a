package io.github.windsock.jetty;

import static io.github.windsock.Matchers.request;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.jetty.HttpBeside.assertRequested;
import static io.github.windsock.jetty.HttpReply.respond;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.sendMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.EchoServer;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import org.springframework.web.socket.sockjs.frame.AbstractSockJsMessageCodec;

/** Spring's SockJS client: it asks for {@code /info} before it connects. */
class SockJsTests {

    /** Takes one string without escapes; Spring's own takes Jackson. */
    private static final class Codec extends AbstractSockJsMessageCodec {
        @Override
        public String[] decode(String content) {
            return new String[] {content.substring(2, content.length() - 2)};
        }

        @Override
        public String @Nullable [] decodeInputStream(InputStream content) {
            throw new UnsupportedOperationException("only WebSocket is used");
        }

        @Override
        protected char[] applyJsonQuoting(String content) {
            return content.toCharArray();
        }
    }

    private static final class Listener extends TextWebSocketHandler {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            heard.add(message.getPayload());
        }
    }

    private static SockJsClient client() {
        SockJsClient client = new SockJsClient(
                List.of(new WebSocketTransport(new StandardWebSocketClient(ClientManager.createClient()))));
        client.setInfoReceiver(new RestTemplateXhrTransport(new RestTemplate()));
        client.setMessageCodec(new Codec());
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void asks_for_info_and_connects(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start()) {
            HttpBeside.of(server)
                    .get(
                            "/prices/info",
                            respond(200).json("{\"websocket\":true,\"cookie_needed\":false,\"entropy\":1}"));
            server.at("/prices/{server}/{session}/websocket")
                    .behave(sendMessage("o").then(on(text("[\"hello\"]"), reply("a[\"welcome\"]"))));
            Listener listener = new Listener();
            SockJsClient client = client();
            client.start();

            WebSocketSession session = client.execute(
                            listener, server.httpUri().resolve("/prices").toString())
                    .get(60, TimeUnit.SECONDS);
            session.sendMessage(new TextMessage("hello"));

            assertEquals("welcome", listener.heard.poll(60, TimeUnit.SECONDS));
            assertRequested(request("GET", "/prices/info"), server);
            assertReceived(text("[\"hello\"]"), server.awaitConnection());
            session.close();
            client.stop();
        }
    }
}
