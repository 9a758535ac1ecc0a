package io.github.windsock.client;

import io.github.windsock.testkit.Conformance;
import io.github.windsock.testkit.RawServer;
import io.github.windsock.testkit.TestedClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client against the rules of RFC 6455 and RFC 7692. The large messages run with {@code -Dwindsock.soak=true}. */
class ConformanceTests {
    private static BrowserPage page;
    private static BrowserPage limited;
    private static RawServer server;

    @BeforeAll
    static void start() throws IOException {
        page = BrowserPage.create();
        limited = BrowserPage.builder().maxMessageBytes(Conformance.LIMIT).build();
        server = new RawServer();
    }

    @AfterAll
    static void stop() throws IOException {
        page.close();
        limited.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return Conformance.ofClient(client(page), client(limited), server);
    }

    private static TestedClient client(BrowserPage page) {
        return (port, echoes) -> new Watched(page, port, echoes);
    }

    /** A socket, and what its listeners see. */
    private static final class Watched implements TestedClient.Socket {
        private final List<TestedClient.Message> messages = new ArrayList<>(); // of the page's loop
        private final CompletableFuture<TestedClient.Seen> closed = new CompletableFuture<>();
        private boolean failed;

        Watched(BrowserPage page, int port, boolean echoes) {
            page.open("ws://127.0.0.1:" + port + "/", List.of(), socket -> {
                socket.onMessage(event -> {
                    if (!echoes) {
                        messages.add(new TestedClient.Message(
                                event.isText(), event.message().bytes()));
                    } else if (event.isText()) {
                        socket.send(event.text());
                    } else {
                        socket.send(event.message().bytes());
                    }
                });
                socket.onError(event -> failed = true);
                socket.onClose(event -> closed.complete(new TestedClient.Seen(
                        messages,
                        failed,
                        event.code() + " \"" + event.reason() + "\" " + (event.wasClean() ? "clean" : "unclean"))));
            });
        }

        @Override
        public TestedClient.Seen awaitClose() throws Exception {
            return closed.get(20, TimeUnit.SECONDS);
        }
    }
}
