package io.github.windsock.benchmarks.cost;

import java.io.IOException;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;

/** MockWebServer and an OkHttp client for each test. */
abstract class MockWebServerPerTestTests {

    @Times
    void test() throws IOException, InterruptedException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            OkHttp.test(server, new OkHttpClient());
        }
    }

    static final class C0 extends MockWebServerPerTestTests {}

    static final class C1 extends MockWebServerPerTestTests {}

    static final class C2 extends MockWebServerPerTestTests {}

    static final class C3 extends MockWebServerPerTestTests {}

    static final class C4 extends MockWebServerPerTestTests {}

    static final class C5 extends MockWebServerPerTestTests {}

    static final class C6 extends MockWebServerPerTestTests {}

    static final class C7 extends MockWebServerPerTestTests {}

    static final class C8 extends MockWebServerPerTestTests {}

    static final class C9 extends MockWebServerPerTestTests {}
}
