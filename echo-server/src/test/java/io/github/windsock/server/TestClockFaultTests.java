package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Faults.cutAfter;
import static io.github.windsock.server.Faults.cutAfterIdle;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.TestClient.TestConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are cut when a test says that time has passed. */
class TestClockFaultTests {
    private final TestClock clock = TestClock.create();
    private final EchoServer server = EchoServer.builder()
            .clock(clock)
            .timeout(ofSeconds(30))
            .behavior(silent())
            .start();
    private final JettyTestClient client;
    private final Observations seen = new Observations();
    private TestConnection connection;
    private ServerConnection atServer;

    TestClockFaultTests() throws Exception {
        client = new JettyTestClient();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private void connect(TransportFault fault) throws Exception {
        connection = client.connect(server, List.of(), seen);
        assertEquals("open", seen.next());
        atServer = server.awaitConnection();
        atServer.fault(fault);
    }

    @Test
    void after_a_time() throws Exception {
        connect(cutAfter(ofSeconds(30)));
        clock.advance(ofMillis(29_999));
        atServer.send("still there");
        assertEquals("still there", seen.next());
        clock.advance(ofMillis(1));

        assertEquals(Observations.LOST, seen.next());
    }

    /** Not even the clock's own fences, which go over the connection at each step, are traffic. */
    @Test
    void after_a_time_without_traffic() throws Exception {
        connect(cutAfterIdle(ofSeconds(30)));
        clock.advance(ofSeconds(20));
        connection.say("a");
        clock.advance(ofSeconds(20));
        atServer.send("b");
        assertEquals("b", seen.next());
        for (int i = 0; i < 29; i++) {
            clock.advance(ofSeconds(1));
        }
        assertEquals(
                List.of("ServerConnection.fault(cutAfterIdle(ofSeconds(30))) of server#1 in 1 s"), clock.planned());
        clock.advance(ofSeconds(1));

        assertEquals(Observations.LOST, seen.next());
        assertEquals(List.of(), clock.planned());
    }

    @Test
    void or_not_if_they_have_ended() throws Exception {
        connect(cutAfterIdle(ofSeconds(30)));
        atServer.reset();
        clock.advance(ofSeconds(1));

        assertEquals(List.of(), clock.planned());
    }
}
