package io.github.windsock.benchmarks.cost;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;

/** Windsock with its own server for each test, and an injected socket. */
@WithEchoServer
abstract class WindsockTests {

    @Times
    void test(BrowserWebSocket socket, EchoServer server) {
        socket.send("hello WebSocket");
        assertReceived("hello WebSocket", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", server.awaitConnection());
        assertClosedWith(3005, "done", socket);
    }

    static final class C0 extends WindsockTests {}

    static final class C1 extends WindsockTests {}

    static final class C2 extends WindsockTests {}

    static final class C3 extends WindsockTests {}

    static final class C4 extends WindsockTests {}

    static final class C5 extends WindsockTests {}

    static final class C6 extends WindsockTests {}

    static final class C7 extends WindsockTests {}

    static final class C8 extends WindsockTests {}

    static final class C9 extends WindsockTests {}
}
