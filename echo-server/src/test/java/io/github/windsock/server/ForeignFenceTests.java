package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.TestClient.TestConnection;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where a pong of a client that others wrote comes behind all that the client has been given to send, and where not. Each is
 * made to keep messages back: the server reads nothing of it, pings it, and reads on when it has seen what came after the
 * ping.
 */
@Timeout(60)
class ForeignFenceTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LARGE = "x".repeat(64 * 1024);
    private static final int MESSAGES = 200;

    /** The table of {@code docs/decisions/0005-nothing-more.md}. */
    private enum Peer {
        JDK(true),
        OKHTTP(false), // pongs have a queue of their own, which goes first
        JETTY(true),
        TYRUS(true),
        JAVA_WEBSOCKET(true);

        private final boolean keepsOrder;

        Peer(boolean keepsOrder) {
            this.keepsOrder = keepsOrder;
        }

        TestClient make() throws Exception {
            return switch (this) {
                case JDK -> new JdkTestClient();
                case OKHTTP -> new OkHttpTestClient();
                case JETTY -> new JettyTestClient();
                case TYRUS -> new TyrusTestClient();
                case JAVA_WEBSOCKET -> new JavaWebSocketTestClient();
            };
        }

        /** Jetty reads on when its pong is written. */
        boolean readsBeforeItsPongIsWritten() {
            return this != JETTY;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pong_keeps_its_place_or_not(Peer peer) throws Exception {
        Observations observations = new Observations();
        try (EchoServer server = EchoServer.builder().behavior(silent()).start();
                TestClient client = peer.make();
                TestConnection connected = client.connect(server, List.of(), observations)) {
            ServerConnection connection = server.awaitConnection();
            connection.stall();
            AtomicInteger said = new AtomicInteger();
            Thread speaker = speaker(connected, said);
            speaker.join(300); // some wait until a message is written, and this long at most; how many it are decides
            // nothing
            int given = said.get(); // now: what is said after the pong may be behind it
            connection.ping(Payload.ofText("mark"));
            connection.send("seen");
            if (peer.readsBeforeItsPongIsWritten()) {
                awaitObservation(observations, "seen");
            }
            connection.resume();
            int received = receivedBeforePong(connection);

            assertEquals(peer.keepsOrder, received >= given, received + " of " + given + " before the pong");
        }
    }

    private static Thread speaker(TestConnection connected, AtomicInteger said) {
        Thread speaker = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < MESSAGES; i++) {
                            connected.say(LARGE);
                            said.incrementAndGet();
                        }
                    } catch (Exception e) {
                        // the test is over, and with it the connection
                    }
                },
                "speaker");
        speaker.setDaemon(true);
        speaker.start();
        return speaker;
    }

    private static void awaitObservation(Observations observations, String wanted) throws InterruptedException {
        String observation = observations.next();
        while (!observation.equals(wanted)) {
            assertEquals("open", observation);
            observation = observations.next();
        }
    }

    private static int receivedBeforePong(ServerConnection connection) {
        Outcome<Integer> outcome = Recorder.of(connection).await(null, PATIENCE, () -> {
            int received = 0;
            for (Entry entry : PartyLog.of(connection).entries()) {
                received += entry.event().kind() == Kind.RECEIVED ? 1 : 0;
                if (entry.event().kind() == Kind.PONG_RECEIVED) {
                    return Answer.found(received);
                }
            }
            return Answer.pending();
        });
        return ((Outcome.Met<Integer>) outcome).value();
    }

    /** OkHttp hands what it is given to a thread of its own; the others write it before their pong. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OKHTTP")
    void what_was_said_before_a_fence_is_received_behind_it(Peer peer) throws Exception {
        try (EchoServer server = EchoServer.builder().behavior(silent()).start();
                TestClient client = peer.make();
                TestConnection connected = client.connect(server, List.of(), new Observations())) {
            ServerConnection connection = server.awaitConnection();
            for (int i = 1; i <= 5; i++) {
                connected.say("message");
                assertTrue(Fence.behindAll(Recorder.of(server), PATIENCE).pass());
                assertEquals(i, connection.received().size());
            }
        }
    }

    /** Nobody waits twice for a client that answers no ping. */
    @Test
    void a_client_without_pongs_is_told_of_and_not_asked_again() throws Exception {
        try (EchoServer server = EchoServer.start();
                AutoCloseable client = RawPeer.open(server.port())) {
            assertNotNull(client);
            server.awaitConnection();
            Fence first = Fence.behindAll(Recorder.of(server), Duration.ofMillis(50));
            assertTrue(first.pass());
            assertEquals("server#1 got no answer to a ping within 50 ms", first.why());
            Fence second = Fence.behindAll(Recorder.of(server), Duration.ofDays(1));
            assertTrue(second.pass());
            assertEquals("", second.why());
        }
    }

    /** It may have failed the connection and left TCP open, so the wait does not take the whole timeout. */
    @Test
    void clients_that_are_silent_after_a_broken_frame_are_not_waited_for_long() throws Exception {
        try (EchoServer server =
                        EchoServer.builder().closeTimeout(Duration.ofHours(1)).start();
                AutoCloseable one = RawPeer.open(server.port());
                AutoCloseable two = RawPeer.open(server.port())) {
            assertNotNull(one);
            assertNotNull(two);
            server.awaitConnection().fault(Faults.invalidUtf8());
            server.awaitConnection().fault(Faults.illegalCloseCode(1005));
            Fence fence = Fence.behindAll(Recorder.of(server), Duration.ofHours(1));
            assertTrue(fence.pass());
            String after = " within 1 s; its client may read nothing after the fault ";
            assertEquals(
                    "server#1 got no answer to a ping" + after + "invalidUtf8(); server#2 got no Close frame" + after
                            + "illegalCloseCode(1005)",
                    fence.why());
        }
    }

    /** One that goes on reading is checked as usual. */
    @Test
    void a_client_that_answers_after_a_broken_frame_is_waited_for() throws Exception {
        try (EchoServer server = EchoServer.builder().behavior(silent()).start();
                RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.fault(Faults.invalidUtf8());
            client.send(0x81, "late");
            assertEquals(2, client.read().payload().length); // the fault
            Thread answers = new Thread(() -> answerPings(client), "answers pings");
            answers.setDaemon(true);
            answers.start();
            Fence fence = Fence.behindAll(Recorder.of(server), PATIENCE);
            assertTrue(fence.pass());
            assertEquals("", fence.why());
            assertEquals(1, connection.received().size());
        }
    }

    private static void answerPings(RawPeer client) {
        try {
            while (true) {
                client.send(0x8A, client.read().payload());
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
