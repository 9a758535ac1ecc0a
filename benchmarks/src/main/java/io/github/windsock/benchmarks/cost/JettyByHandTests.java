package io.github.windsock.benchmarks.cost;

import io.github.windsock.benchmarks.echo.JettyEcho;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A Jetty for each class and Java-WebSocket for each test, written by hand, with its close repaired. */
abstract class JettyByHandTests {

    private static Seen byServer = new Seen();
    private static AutoCloseable server = () -> {};
    private static URI uri = URI.create("ws://127.0.0.1/");

    @BeforeAll
    static void start() throws Exception {
        byServer = new Seen();
        JettyEcho jetty = new JettyEcho(false, status -> byServer.close(status.getCode(), status.getReason()));
        server = jetty;
        uri = URI.create("ws://127.0.0.1:" + jetty.port() + "/");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Times
    void test() throws Exception {
        Seen byClient = new Seen();
        RepairedClient client = new RepairedClient(uri, byClient);
        client.send("hello WebSocket");
        byClient.assertEcho();
        client.closeWith(3005, "done");
        byServer.assertClosed();
        byClient.assertClosed();
    }

    static final class C0 extends JettyByHandTests {}

    static final class C1 extends JettyByHandTests {}

    static final class C2 extends JettyByHandTests {}

    static final class C3 extends JettyByHandTests {}

    static final class C4 extends JettyByHandTests {}

    static final class C5 extends JettyByHandTests {}

    static final class C6 extends JettyByHandTests {}

    static final class C7 extends JettyByHandTests {}

    static final class C8 extends JettyByHandTests {}

    static final class C9 extends JettyByHandTests {}
}
