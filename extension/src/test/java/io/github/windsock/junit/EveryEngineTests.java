package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.onlyFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import org.junit.jupiter.api.Test;

/** What is on this class path: Windsock's own engine, and no other. The module jetty tests the rest. */
class EveryEngineTests {

    @WithEchoServer
    static class Sample {

        @EveryEngine
        void a(BrowserWebSocket socket) {}
    }

    @Test
    void is_refused_where_there_is_one_engine() {
        assertEquals(
                "@EveryEngine on [EveryEngineTests.Sample.a(BrowserWebSocket)]: there is no engine but Windsock's own on"
                        + " the class path. Add io.github.windsock:windsock-jetty to the tests, or write @Test.",
                onlyFailure(Kit.of(Sample.class).run()).getMessage());
    }
}
