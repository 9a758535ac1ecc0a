package io.github.windsock.benchmarks.cost;

import static org.awaitility.Awaitility.await;

import io.github.windsock.benchmarks.echo.JettyEcho;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The naive way: a new Jetty and Java-WebSocket for each test, and waits with Awaitility's defaults. */
abstract class AwaitilityTests {

    private final Seen byServer = new Seen();
    private AutoCloseable server = () -> {};
    private URI uri = URI.create("ws://127.0.0.1/");

    @BeforeEach
    void start() throws Exception {
        JettyEcho jetty = new JettyEcho(false, status -> byServer.close(status.getCode(), status.getReason()));
        server = jetty;
        uri = URI.create("ws://127.0.0.1:" + jetty.port() + "/");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Times
    void test() throws Exception {
        Seen byClient = new Seen();
        RepairedClient client = new RepairedClient(uri, byClient);
        client.send("hello WebSocket");
        await().until(byClient::hasEcho);
        client.closeWith(3005, "done");
        await().until(byServer::isClosed);
        await().until(byClient::isClosed);
    }

    static final class C0 extends AwaitilityTests {}

    static final class C1 extends AwaitilityTests {}

    static final class C2 extends AwaitilityTests {}

    static final class C3 extends AwaitilityTests {}

    static final class C4 extends AwaitilityTests {}

    static final class C5 extends AwaitilityTests {}

    static final class C6 extends AwaitilityTests {}

    static final class C7 extends AwaitilityTests {}

    static final class C8 extends AwaitilityTests {}

    static final class C9 extends AwaitilityTests {}
}
