package io.github.windsock.junit;

import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** For samples in which two tests ask for a server, first {@code a} and then {@code b}. */
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class TestsAAndB {

    @Test
    void a(EchoServer server) {
        Log.of(getClass()).see("a", server);
    }

    @Test
    void b(EchoServer server) {
        Log.of(getClass()).see("b", server);
    }
}
