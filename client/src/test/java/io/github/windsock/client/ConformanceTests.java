package io.github.windsock.client;

import io.github.windsock.testkit.Conformance;
import io.github.windsock.testkit.RawServer;
import io.github.windsock.testkit.Sockets;
import io.github.windsock.testkit.TestedClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client against the rules of RFC 6455 and RFC 7692. The large messages run with {@code -Dwindsock.soak=true}. */
class ConformanceTests {

    @TestFactory
    Stream<DynamicTest> over_tcp() throws IOException {
        return tests("ws://127.0.0.1:", BrowserPage.builder(), Sockets.PLAIN, Conformance.all());
    }

    @TestFactory
    Stream<DynamicTest> over_tls() throws IOException {
        SSLContext context = TlsTests.context();
        return tests(
                "wss://127.0.0.1:", BrowserPage.builder().trust(context), Sockets.tls(context), Conformance.sample());
    }

    private static Stream<DynamicTest> tests(
            String url, BrowserPage.Builder builder, Sockets sockets, Conformance cases) throws IOException {
        BrowserPage page = builder.build();
        BrowserPage limited = builder.maxMessageBytes(Conformance.LIMIT).build();
        RawServer server = new RawServer(sockets);
        return cases.ofClient(client(page, url), client(limited, url), server).onClose(() -> {
            page.close();
            limited.close();
            server.close();
        });
    }

    private static TestedClient client(BrowserPage page, String url) {
        return (port, echoes) -> new Watched(page, url + port + "/", echoes);
    }

    /** A socket, and what its listeners see. */
    private static final class Watched implements TestedClient.Socket {
        private final List<TestedClient.ReceivedMessage> messages = new ArrayList<>(); // of the page's loop
        private final CompletableFuture<TestedClient.ClientResult> closed = new CompletableFuture<>();
        private boolean failed;

        Watched(BrowserPage page, String url, boolean echoes) {
            page.open(url, List.of(), socket -> {
                socket.onMessage(event -> {
                    if (!echoes) {
                        messages.add(new TestedClient.ReceivedMessage(
                                event.isText(), event.message().bytes()));
                    } else if (event.isText()) {
                        socket.send(event.text());
                    } else {
                        socket.send(event.message().bytes());
                    }
                });
                socket.onError(event -> failed = true);
                socket.onClose(event -> closed.complete(new TestedClient.ClientResult(
                        messages,
                        failed,
                        event.code() + " \"" + event.reason() + "\" " + (event.wasClean() ? "clean" : "unclean"))));
            });
        }

        @Override
        public TestedClient.ClientResult awaitClose() throws Exception {
            return closed.get(20, TimeUnit.SECONDS);
        }
    }
}
