package io.github.windsock.benchmarks.cost;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.jetty.JettyEngine;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;

/** The test of {@link WindsockTests} on Jetty's engine. */
@WithEchoServer(engine = JettyEngine.class)
abstract class WindsockOnJettyTests {

    @Times
    void test(BrowserWebSocket socket, EchoServer server) {
        socket.send("hello WebSocket");
        assertReceived("hello WebSocket", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", server.awaitConnection());
        assertClosedWith(3005, "done", socket);
    }

    static final class C0 extends WindsockOnJettyTests {}

    static final class C1 extends WindsockOnJettyTests {}

    static final class C2 extends WindsockOnJettyTests {}

    static final class C3 extends WindsockOnJettyTests {}

    static final class C4 extends WindsockOnJettyTests {}

    static final class C5 extends WindsockOnJettyTests {}

    static final class C6 extends WindsockOnJettyTests {}

    static final class C7 extends WindsockOnJettyTests {}

    static final class C8 extends WindsockOnJettyTests {}

    static final class C9 extends WindsockOnJettyTests {}
}
