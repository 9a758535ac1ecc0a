package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.OwnLoader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A build that runs tests in class loaders gets rid of them, with all of Windsock in them.
 *
 * <p>JUnit is in the loader too: its cache of annotations (as of 6.1.3, {@code AnnotationUtils}) keeps each annotation that
 * it has met, and so the loader of ours, for as long as JUnit itself is there.
 */
class LoaderTests {

    @WithEchoServer(alias = "echo.websocket.org")
    static class Everything {

        @Injected
        static EchoServer ofTheClass;

        @Connect(path = "/field", page = "bob")
        BrowserWebSocket bob;

        @BeforeAll
        static void start(BrowserWebSocket socket) {
            socket.onMessage(message -> socket.send("more"));
        }

        @Test
        void a(EchoServer server, BrowserPage page) {
            ServerConnection connection = server.connections().get(1);
            bob.onMessage(message -> bob.close(3005, message.text()));
            bob.send("bye");
            assertClosedWith(3005, "bye", connection);
            await(server).until(() -> !bob.received().isEmpty());
            page.open("ws://localhost:" + server.port());
        }

        @Test
        @WithEchoServer(tls = true)
        void b(BrowserWebSocket socket) {
            socket.send("secret");
            assertReceived("secret", socket);
        }

        @AfterAll
        static void end(EchoServer server) {
            assertEquals(ofTheClass, server);
        }
    }

    /** Runs the class as a user's build would. */
    public static final class LoadedRun implements Runnable {

        @Override
        public void run() {
            assertEquals(
                    List.of(),
                    Kit.failures(Kit.of(Everything.class).concurrently().run()));
        }
    }

    /** In a JVM of its own, which has no threads of other tests, and keeps nothing that only a soft reference leads to. */
    @Test
    void a_class_loader_that_ran_a_test_with_all_of_windsock_in_it_is_collected() throws Exception {
        try (ChildJvm child = ChildJvm.start(LoaderTests.class, "-XX:SoftRefLRUPolicyMSPerMB=0")) {
            String said = child.readAll();
            assertEquals(0, child.waitFor(), said);
        }
    }

    /** What that JVM runs. */
    public static void main(String[] args) throws Exception {
        OwnLoader.assertCollected(LoadedRun.class);
    }
}
