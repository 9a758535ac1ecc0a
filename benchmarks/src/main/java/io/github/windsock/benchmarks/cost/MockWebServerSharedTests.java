package io.github.windsock.benchmarks.cost;

import java.io.IOException;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A MockWebServer for each class and one OkHttp client for all: the best peer. */
abstract class MockWebServerSharedTests {

    private static final OkHttpClient CLIENT = new OkHttpClient();
    private static MockWebServer server = new MockWebServer();

    @BeforeAll
    static void start() throws IOException {
        server = new MockWebServer();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Times
    void test() throws InterruptedException {
        OkHttp.test(server, CLIENT);
    }

    static final class C0 extends MockWebServerSharedTests {}

    static final class C1 extends MockWebServerSharedTests {}

    static final class C2 extends MockWebServerSharedTests {}

    static final class C3 extends MockWebServerSharedTests {}

    static final class C4 extends MockWebServerSharedTests {}

    static final class C5 extends MockWebServerSharedTests {}

    static final class C6 extends MockWebServerSharedTests {}

    static final class C7 extends MockWebServerSharedTests {}

    static final class C8 extends MockWebServerSharedTests {}

    static final class C9 extends MockWebServerSharedTests {}
}
