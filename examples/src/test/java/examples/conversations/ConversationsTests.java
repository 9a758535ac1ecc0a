package examples.conversations;

import static io.github.windsock.assertions.WebSocketAssertions.assertConversation;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.parse;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.Matchers;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/**
 * Five protocols as files beside the test, each played to a client that others wrote; only graphql-transport-ws, whose Java
 * clients bring a framework, is spoken by the page. That each file was kept to is what the check after each test says.
 */
@WithEchoServer
class ConversationsTests {

    private static Behavior conversation(String file) {
        return parse("script?file=" + file, ConversationsTests.class);
    }

    @Test
    void stomp_by_springs_client(EchoServer server) throws Exception {
        server.behave(conversation("stomp.wsc"));
        WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
        client.setMessageConverter(new StringMessageConverter());
        Queue<Object> prices = new ConcurrentLinkedQueue<>();

        StompSession session = client.connectAsync(server.uri("/stomp").toString(), new StompSessionHandlerAdapter() {})
                .get();
        session.subscribe("/topic/prices", new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return String.class;
            }

            @Override
            public void handleFrame(StompHeaders headers, Object payload) {
                prices.add(payload);
            }
        });

        await(server).until(() -> prices.contains("42"));
        session.disconnect();
    }

    @Test
    void socket_io_by_its_own_client(EchoServer server) {
        server.behave(conversation("socket-io.wsc"));
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .build();
        Queue<Object> greetings = new ConcurrentLinkedQueue<>();
        Socket socket = IO.socket(server.httpUri(), options);
        socket.on("greeting", arguments -> greetings.add(arguments[0]));
        socket.connect();
        socket.emit("hello", "Ada"); // is kept until both have greeted each other

        await(server).until(() -> greetings.contains("hello, Ada"));
        socket.disconnect();
    }

    @Test
    void mqtt_by_paho(EchoServer server) throws MqttException {
        server.behave(conversation("mqtt.wsc"));
        Queue<String> prices = new ConcurrentLinkedQueue<>();
        try (MqttClient client = new MqttClient(server.uri("/mqtt").toString(), "windsock", new MemoryPersistence())) {
            client.connect();
            client.subscribe("prices", 0, (topic, message) -> prices.add(new String(message.getPayload(), UTF_8)));

            await(server).until(() -> prices.contains("42"));
            client.disconnect();
        }
    }

    @Test
    void graphql_transport_ws(EchoServer server, BrowserPage page) {
        server.behave(conversation("graphql-transport-ws.wsc"));
        BrowserWebSocket socket =
                assertReadyState(ReadyState.OPEN, page.open(server.uri("/graphql"), "graphql-transport-ws"));
        socket.send("{\"type\":\"connection_init\"}");
        assertReceived("{\"type\":\"connection_ack\"}", socket);
        socket.send("{\"id\":\"7\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { price }\"}}");
        assertReceived("{\"id\":\"7\",\"type\":\"next\",\"payload\":{\"data\":{\"price\":41}}}", socket);
        socket.send("{\"type\":\"ping\"}");
        assertReceived("{\"type\":\"pong\"}", socket);
        assertReceived(Matchers.textContaining("42"), socket);
        assertReceived("{\"id\":\"7\",\"type\":\"complete\"}", socket);
        socket.close(1000, "done");
    }

    @Test
    void a_price_feed_by_the_jdks_client(EchoServer server) {
        server.behave(conversation("price-feed.wsc"));

        SequencedFeed feed = SequencedFeed.start(server.uri("/prices"));

        await(server).until(() -> feed.prices().equals(List.of(40, 41, 42, 43)));
        assertConversation("price-feed.wsc", server.awaitConnection()); // and so it was said
    }
}
