package examples.tutorial;

import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.client.EventType.CLOSE;
import static io.github.windsock.client.EventType.MESSAGE;
import static io.github.windsock.client.EventType.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.client.MessageEvent;
import io.github.windsock.junit.WithEchoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The tutorial that everybody starts with, line by line: what stands in a comment is the JavaScript of the line below it. */
@WithEchoServer(alias = "echo.websocket.org")
class TutorialTests {

    private final List<String> console = new ArrayList<>();

    @Test
    void with_handlers(BrowserPage page) {
        // 1  var ws = new WebSocket("ws://echo.websocket.org");
        BrowserWebSocket socket = page.open("ws://echo.websocket.org", ws -> {
            // 2  ws.onopen = evt => { console.log("Connection open ..."); ws.send("hello WebSocket"); };
            ws.onOpen(evt -> {
                console.add("Connection open ...");
                ws.send("hello WebSocket");
            });
            // 3  ws.onmessage = evt => { console.log("Received Message: " + evt.data);
            ws.onMessage(evt -> {
                console.add("Received Message: " + evt.text());
                // 4  ws.close(3005, "我就是要关闭它"); };
                ws.close(3005, "我就是要关闭它");
            });
            // 5  ws.onclose = evt => console.log("Connection closed. " + evt.code);
            ws.onClose(evt -> console.add("Connection closed. " + evt.code()));
        });

        assertEvents(List.of("open", "message hello WebSocket", "close 3005 我就是要关闭它"), socket);
        assertEquals(
                List.of("Connection open ...", "Received Message: hello WebSocket", "Connection closed. 3005"),
                console);
    }

    @Test
    void with_listeners(BrowserPage page) {
        // const log = evt => console.log(evt.data);
        Consumer<MessageEvent> log = evt -> console.add(evt.text());

        // const ws = new WebSocket("ws://echo.websocket.org");
        BrowserWebSocket socket = page.open("ws://echo.websocket.org", ws -> {
            // ws.addEventListener("open", () => ["a", "b", "c"].forEach(text => ws.send(text)));
            ws.addEventListener(OPEN, evt -> List.of("a", "b", "c").forEach(ws::send));
            // ws.addEventListener("message", log);
            ws.addEventListener(MESSAGE, log);
            // ws.addEventListener("message", evt => console.log("first: " + evt.data), { once: true });
            ws.addEventListenerOnce(MESSAGE, evt -> console.add("first: " + evt.text()));
            // ws.addEventListener("message", evt => { if (evt.data === "b") ws.removeEventListener("message", log); });
            ws.addEventListener(MESSAGE, evt -> {
                if (evt.text().equals("b")) {
                    ws.removeEventListener(MESSAGE, log);
                }
            });
            // ws.addEventListener("message", evt => { if (evt.data === "c") ws.close(); });
            ws.addEventListener(MESSAGE, evt -> {
                if (evt.text().equals("c")) {
                    ws.close();
                }
            });
            // ws.addEventListener("close", evt => console.log(evt.code + " " + evt.wasClean));
            ws.addEventListener(CLOSE, evt -> console.add(evt.code() + " " + evt.wasClean()));
        });

        assertEvents(List.of("open", "message a", "message b", "message c", "close 1005"), socket);
        assertEquals(List.of("a", "first: a", "b", "1005 true"), console);
    }
}
