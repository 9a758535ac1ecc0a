package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.Journal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tutorial that everybody starts with, as it stands on its page, run by GraalJS on this room's client. */
class TutorialTests {
    private static final String TUTORIAL = """
            var ws = new WebSocket(url);

            ws.onopen = function(evt) {
              console.log("Connection open ...");
              ws.send("hello WebSocket");
            };

            ws.onmessage = function(evt) {
              console.log("Received Message: " + evt.data);
              ws.close(3005, "我就是要关闭它");
            };

            ws.onclose = function(evt) {
              console.log("Connection closed. " + evt.code + " " + evt.reason + " " + evt.wasClean);
            };
            """;

    /** Beside the tutorial's own words: each event with the state at that moment. */
    private static final String WATCH = """
            for (const type of ['open', 'message', 'error', 'close']) {
              ws.addEventListener(type, event => lines.add(ws.readyState + ' ' + type));
            }
            lines.add(ws.readyState + ' ' + ws.url.replace(/[0-9]+\\/$/, 'PORT/') + ' ' + ws.bufferedAmount);
            ws.addEventListener('close', () => finished.run());
            """;

    @Test
    void gives_the_trace_of_the_tutorial() throws Exception {
        try (WireServer server = WireServer.echoing();
                BrowserPage page = BrowserPage.create();
                JavaScript script = new JavaScript(page)) {
            List<String> lines = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> finished = new CompletableFuture<>();
            script.bind("url", server.url());
            script.bind("lines", lines);
            script.bind("finished", (Runnable) () -> finished.complete(null));
            script.eval("console.log = line => lines.add(line);" + TUTORIAL + WATCH);
            finished.get(20, TimeUnit.SECONDS);
            assertEquals(
                    List.of(
                            "0 ws://127.0.0.1:PORT/ 0",
                            "Connection open ...",
                            "1 open",
                            "Received Message: hello WebSocket",
                            "2 message",
                            "Connection closed. 3005 我就是要关闭它 true",
                            "3 close"),
                    lines);
            assertEquals("""
                    client#1  ⇢ connect  ws://127.0.0.1:PORT/   origin http://127.0.0.1:PORT
                    client#1    open
                    client#1  → text  "hello WebSocket"          15 B
                    client#1  ← text  "hello WebSocket"          15 B
                    client#1  → close 3005 "我就是要关闭它"
                    client#1  ← close 3005 "我就是要关闭它"
                    client#1    close 3005 "我就是要关闭它"      wasClean=true
                    """, withoutTimesAndPorts(page.journal()));
        }
    }

    private static String withoutTimesAndPorts(Journal journal) {
        return String.valueOf(journal.timeline())
                        .replaceAll("(?m)^ *[0-9.]+ ms  ", "")
                        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                        .stripTrailing()
                + "\n";
    }
}
