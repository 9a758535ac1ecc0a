package io.github.windsock.javawebsocket;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPings;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.party;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.recorded;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.silent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Threads;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.enums.Opcode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * Another behavior takes over between two messages. Here it is certain that it has not yet: the client is within a message
 * of two frames, and the test has its second one.
 */
@Timeout(60)
class BehaviorToComeTests {
    private static final Behavior TICK = push(ofMillis(8), "p").times(1).then(silent());

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(20)));
    private final EchoServer server =
            EchoServer.builder().journal(journal).behavior(silent()).start();
    private final ChatClient chat = new ChatClient(server.uri(), recorded(server));

    @BeforeEach
    void is_within_a_message() {
        chat.connect();
        assertReadyState(OPEN, party(chat));
        frame("hello ", false);
        chat.sendPing();
        awaitPings(1, connection()); // so the server has read what came before
    }

    @AfterEach
    void close() {
        chat.close();
        server.close();
    }

    private ServerConnection connection() {
        return server.connection(1);
    }

    private void frame(String text, boolean isLast) {
        chat.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), isLast);
    }

    private void endMessageOnceThisThreadWaits() {
        Threads.onceThisOneWaitsFor(journal, () -> frame("world", true));
    }

    private static String failure(Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    private static void assertMore(Executable assertion) {
        String failure = failure(assertion);
        String expected = "client#1 received more\nexpected: <nothing more>  but was: <text \"p\">";
        assertTrue(failure.startsWith(expected), failure);
    }

    @Test
    void is_unfinished_business_for_as_long_as_it_waits() {
        connection().behave(TICK);
        assertEquals(
                "cannot confirm that client#1 receives nothing more: server#1 has not finished "
                        + "push(ofMillis(8), \"p\").times(1).then(silent()), which has not begun within 150 ms; give a "
                        + "time to watch: quietFor(..)",
                failure(() -> waitingUpTo(ofMillis(150), () -> assertNothingMoreReceived(party(chat)))));
    }

    @Test
    void is_waited_for_and_then_for_what_it_does() {
        connection().behave(TICK);
        endMessageOnceThisThreadWaits();
        assertMore(() -> assertNothingMoreReceived(party(chat)));
    }

    @Test
    void is_waited_for_by_exactly_too() {
        connection().behave(TICK);
        endMessageOnceThisThreadWaits();
        assertMore(() -> assertReceivedExactly(List.of(), party(chat)));
    }
}
