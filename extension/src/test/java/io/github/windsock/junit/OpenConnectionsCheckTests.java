package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.junit.Kit.failures;
import static io.github.windsock.junit.Kit.golden;
import static io.github.windsock.junit.Kit.onlyFailure;
import static io.github.windsock.server.Faults.stopReading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.Threads;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to a connection that a test leaves open. */
@SuppressWarnings("unused") // the samples are run by JUnit
class OpenConnectionsCheckTests {

    abstract static class LeavesOpen {

        /** The timeouts are short for what is left open; the behavior may begin after the client has its answer. */
        static final Duration PATIENCE = Duration.ofSeconds(30);

        @Test
        void a(EchoServer server) throws Exception {
            connect(server, "/left");
            server.awaitConnection(PATIENCE);
        }

        static WebSocket connect(EchoServer server, String path) throws Exception {
            return HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(path), new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @WithEchoServer(leftovers = Leftovers.FAIL, timeout = "1s")
    static class MustNotLeaveOpen extends LeavesOpen {

        /** The first message comes when the check has begun. */
        @Test
        @Override
        void a(EchoServer server) throws Exception {
            WebSocket socket = connect(server, "/left");
            server.awaitConnection(PATIENCE);
            Threads.onceThisOneWaitsFor(server.journal(), () -> socket.sendText("late", true));
        }
    }

    @WithEchoServer(leftovers = Leftovers.IGNORE)
    static class MayLeaveOpen extends LeavesOpen {}

    @WithEchoServer
    static class ShouldNotLeaveOpen extends LeavesOpen {}

    @WithEchoServer(leftovers = Leftovers.FAIL)
    static class ClosesAtTheLastMoment extends LeavesOpen {

        WebSocket socket;

        @Test
        @Override
        void a(EchoServer server) throws Exception {
            socket = connect(server, "/");
            server.awaitConnection();
            socket.sendClose(1000, "").get(30, TimeUnit.SECONDS);
        }

        /** As a client does that hands its Close frame to a thread of its own, while its pongs go out at once. */
        @Test
        void b(EchoServer server) throws Exception {
            WebSocket slow = connect(server, "/");
            server.awaitConnection();
            Threads.onceThisOneWaitsFor(server.journal(), slow::abort);
        }

        @Test
        void own_sockets_close_themselves(BrowserWebSocket own) {}
    }

    @Test
    void a_connection_that_is_left_open_fails_the_test_if_it_must_not() {
        String message =
                golden(onlyFailure(Kit.of(MustNotLeaveOpen.class).run()).getMessage());

        assertTrue(message.startsWith("""
                        OpenConnectionsCheckTests.MustNotLeaveOpen.a(EchoServer) left open: server#1 (/left; nothing had come from its client \
                        when the test ended: it may have been still connecting) (close what the test has opened, or set \
                        windsock.leftovers to ignore)

                         OpenConnectionsCheckTests.MustNotLeaveOpen.a(EchoServer) · ws://127.0.0.1:PORT
                        """), message);
    }

    @Test
    void a_connection_that_is_left_open_may_be_ignored() {
        assertEquals(
                List.of(),
                failures(Kit.of(MayLeaveOpen.class)
                        .with("windsock.leftovers", "fail")
                        .run()));
    }

    @Test
    void a_connection_that_closes_at_the_last_moment_is_not_left_open() {
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(), failures(Kit.of(ClosesAtTheLastMoment.class).run()));
        }
    }

    @WithEchoServer(leftovers = Leftovers.FAIL)
    static class IsNotRead {

        @Test
        void closed(EchoServer server) throws Exception {
            WebSocket socket = LeavesOpen.connect(server, "/closed");
            server.awaitConnection().stall();
            socket.sendText("unread", true).get(30, TimeUnit.SECONDS); // the frame waits, and the end of TCP behind it
            socket.abort();
        }

        @Test
        @WithEchoServer(leftovers = Leftovers.FAIL, timeout = "100ms")
        void left(EchoServer server) throws Exception {
            LeavesOpen.connect(server, "/left");
            server.awaitConnection(LeavesOpen.PATIENCE).fault(stopReading());
        }
    }

    /** The server cannot see that its client has left while it does not read, so it reads on before it judges. */
    @Test
    void a_connection_that_the_server_does_not_read_is_judged_too() {
        String message = onlyFailure(Kit.of(IsNotRead.class).run()).getMessage();

        assertTrue(
                message.startsWith("OpenConnectionsCheckTests.IsNotRead.left(EchoServer) left open: server#1 (/left; "),
                message);
    }

    @Test
    void a_connection_that_is_left_open_is_warned_of_by_default() {
        List<String> warnings = Warnings.during(() -> assertEquals(
                List.of(), failures(Kit.of(ShouldNotLeaveOpen.class).run())));

        assertEquals(
                List.of(
                        "WARNING OpenConnectionsCheckTests.ShouldNotLeaveOpen.a(EchoServer) left open: server#1 (/left; nothing had come "
                                + "from its client when the test ended: it may have been still connecting) (close what the test "
                                + "has opened, or set windsock.leftovers to ignore)"),
                warnings);
    }

    @WithEchoServer
    static class LeavesOpenWhatItUses {

        @Test
        void a(EchoServer server) throws Exception {
            LeavesOpen.connect(server, "/left").sendText("hello", true).get(30, TimeUnit.SECONDS);
            assertReceived("hello", server.awaitConnection());
        }
    }

    @Test
    void a_client_that_has_sent_something_was_not_still_connecting() {
        List<String> warnings = Warnings.during(() -> assertEquals(
                List.of(), failures(Kit.of(LeavesOpenWhatItUses.class).run())));

        assertEquals(
                List.of(
                        "WARNING OpenConnectionsCheckTests.LeavesOpenWhatItUses.a(EchoServer) left open: server#1 (/left) (close what the "
                                + "test has opened, or set windsock.leftovers to ignore)"),
                warnings);
    }
}
