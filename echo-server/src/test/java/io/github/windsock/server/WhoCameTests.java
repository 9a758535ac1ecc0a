package io.github.windsock.server;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a wait for a client that never comes says about who came, and why nobody may have. */
class WhoCameTests {
    private final EchoServer server = EchoServer.builder().timeout(ofMillis(20)).start();

    @AfterEach
    void stop() {
        server.close();
    }

    private String why(Executable wait) {
        String message = assertThrows(AssertionError.class, wait).getMessage();
        String head = message.substring(0, message.indexOf("\n\n"));
        return head.substring(head.indexOf(" (after 20 ms; "));
    }

    @Test
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
    void nobody() {
        assertEquals(" (after 20 ms; nothing came at all)", why(server::awaitConnection));
    }

    @Test
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
    void somebody_before_the_test_began() throws IOException {
        RawPeer.open(server.port()).close();
        server.awaitAttempts(1);
        server.awaitConnection(ofMillis(20_000));
        try (ServerWindow window = server.openWindow()) {
            assertEquals(
                    " (after 20 ms; nothing came at all; before this test's part of the server's life began: server#1 GET /"
                            + " 101)",
                    why(server::awaitAttempt),
                    window::toString);
        }
    }

    @Test
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
    void nobody_could_come_to_a_server_that_is_down() {
        server.goDown();
        assertEquals(
                " (after 20 ms; nothing came at all; the server is down since goDown(), so nobody can come before"
                        + " comeBack())",
                why(server::awaitConnection));
        server.comeBack();
        assertEquals(" (after 20 ms; nothing came at all)", why(server::awaitConnection));
    }

    @Test
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ_WRITE)
    void perhaps_to_a_proxy() {
        System.setProperty("http.proxyHost", "proxy.example");
        try {
            assertEquals(
                    " (after 20 ms; nothing came at all; the system property http.proxyHost is set in this JVM, so a client"
                            + " may have asked that proxy: add 127.0.0.1 and localhost to http.nonProxyHosts, or clear it)",
                    why(server::awaitConnection));
        } finally {
            System.clearProperty("http.proxyHost");
        }
    }

    @Test
    void one_too_many() throws IOException {
        try (EchoServer full = EchoServer.builder()
                        .timeout(ofMillis(20))
                        .maxConnections(1)
                        .start();
                RawPeer first = RawPeer.open(full.port());
                RawPeer second = RawPeer.to(full.port())) {
            assertTrue(second.isAtEnd());
            full.awaitConnection(ofSeconds(20));
            assertEquals(
                    " (after 20 ms; what came: server#1 GET / 101; a connection beyond the limit of 1, closed at once)",
                    why(full::awaitConnection),
                    first::toString);
        }
    }
}
