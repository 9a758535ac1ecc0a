package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrowserWebSocketTests {
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @Test
    void says_hello_and_closes_with_a_reason() throws Exception {
        try (WireServer server = WireServer.echoing()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), s -> {
                trace.accept(s);
                s.addEventListener(EventType.OPEN, event -> event.target().send("hello WebSocket"));
                s.addEventListener(EventType.MESSAGE, event -> event.target().close(3005, "我就是要关闭它"));
            });
            assertEquals(
                    List.of("1 open", "1 message hello WebSocket", "3 close 3005 \"我就是要关闭它\" wasClean=true"),
                    trace.whole());
            assertEquals(
                    Optional.of(new CloseStatus(3005, "我就是要关闭它")),
                    Await.closed(socket).closeStatus());
            assertEquals(List.of(Message.text("hello WebSocket")), socket.received());
        }
    }

    @Test
    void does_the_same_without_listeners() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = Await.open(page.open(server.url("/chat")));
            assertEquals(ReadyState.OPEN, socket.readyState());
            socket.send("hello WebSocket");
            Await.received(socket, 1);
            assertEquals(List.of(Message.text("hello WebSocket")), socket.received());
            socket.close(3005, "我就是要关闭它");
            Await.closed(socket);
            assertEquals(Optional.of(new CloseStatus(3005, "我就是要关闭它")), socket.closeStatus());
        }
    }

    @Test
    void refuses_to_send_while_connecting() {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            DomException error = assertThrows(DomException.class, () -> socket.send("early"));
            assertEquals(
                    "InvalidStateError: "
                            + "client#1 is still CONNECTING and cannot send; send in onOpen, or wait until it is OPEN",
                    error.getMessage());
        }
    }
}
