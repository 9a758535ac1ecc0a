package io.github.windsock.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.testkit.Gate;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Jetty too, what the test does to a connection happens in the order of its calls. */
class JettyActionOrderTests {
    private final EchoServer server =
            EchoServer.builder().engine(JettyEngine.class).behavior(ask()).start();
    private final Gate gate = new Gate();

    @BeforeEach
    void block_the_thread_on_request() {
        ServerInternals.fallback(server, exchange -> {
            gate.pass();
            exchange.refuse(200, Map.of(), new byte[0]);
            return true;
        });
    }

    @AfterEach
    void stop() {
        gate.open();
        server.close();
    }

    /** Acts while the thread of the engine is blocked. */
    private void act(RawPeer client, Consumer<ServerConnection> actions) throws IOException {
        Attempt attempt = server.awaitAttempt();
        try (RawPeer blocking = RawPeer.to(server.port())) {
            blocking.writeLines("GET / HTTP/1.1", "Host: localhost", "");
            gate.awaitReached();
            actions.accept(attempt.accept(sendMessage("first").then(silent())));
            gate.open();
        }
        assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
    }

    @Test
    void a_message_and_a_close_come_after_the_first_message() throws IOException {
        try (RawPeer client = RawPeer.connect(server.port())) {
            act(client, connection -> {
                connection.send("a");
                connection.close(3005, "bye");
            });
            assertEquals("81 first", client.read().toString());
            assertEquals("81 a", client.read().toString());
            assertEquals("88 3005 bye", client.read().toString());
        }
    }

    @Test
    void a_connection_is_reset_that_is_not_open_yet() throws IOException {
        try (RawPeer client = RawPeer.connect(server.port())) {
            Attempt attempt = server.awaitAttempt();
            try (RawPeer blocking = RawPeer.to(server.port())) {
                blocking.writeLines("GET / HTTP/1.1", "Host: localhost", "");
                gate.awaitReached();
                ServerConnection connection = attempt.accept();
                connection.reset();
                gate.open();
                assertReadyState(ReadyState.CLOSED, connection);
                assertTrue(client.socket().isConnected());
            }
        }
    }

    /** The server resets all connections, such as when it goes down, while Jetty still answers the handshake. */
    @Test
    void a_connection_is_reset_that_jetty_has_not_opened() throws Exception {
        try (RawPeer client = RawPeer.connect(server.port())) {
            Attempt attempt = server.awaitAttempt();
            Recorder journal = Recorder.of(server);
            CountDownLatch asked = new CountDownLatch(1);
            AtomicBoolean isReset = new AtomicBoolean();
            Thread waiter = new Thread(() -> journal.await(null, Question.ofState(() -> {
                asked.countDown();
                List<ServerConnection> made = server.connections();
                if (!made.isEmpty() && isReset.compareAndSet(false, true)) {
                    made.get(0).reset(); // on the thread that accepts
                    made.get(0).drop(); // too late to change that
                }
                return made.stream().anyMatch(each -> each.readyState() == ReadyState.CLOSED)
                        ? Answer.found(true)
                        : Answer.<Boolean>pending();
            })));
            waiter.start();
            asked.await();
            ServerConnection connection = attempt.accept();
            assertReadyState(ReadyState.CLOSED, connection);
            waiter.join();
            assertThrows(IOException.class, client::readRest);
        }
    }
}
