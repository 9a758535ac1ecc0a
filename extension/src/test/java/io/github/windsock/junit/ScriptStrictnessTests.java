package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertFailed;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Faults.invalidUtf8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A script that was not kept to fails the test, with the step, the steps done, and the nearest miss. */
@SuppressWarnings("unused") // the samples are run by JUnit
class ScriptStrictnessTests {

    private static String head(Class<?> sample) {
        String message = Kit.golden(Kit.onlyFailure(Kit.of(sample).run()).getMessage());
        int story = message.indexOf("\n\n ScriptStrictnessTests.");
        assertTrue(story > 0, message);
        return message.substring(0, story).replaceFirst(" \\(there may be more, .*\\)$", ""); // a slow machine
    }

    private static BrowserWebSocket open(EchoServer server, BrowserPage page) {
        return assertReadyState(ReadyState.OPEN, page.open(server.uri()));
    }

    @WithEchoServer
    static class Kept {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(script().expect("login").send("welcome").expectClose(3005, "bye"));
            BrowserWebSocket socket = open(server, page);
            socket.send("login");
            assertReceived("welcome", socket);
            socket.close(3005, "bye"); // the check waits for it
        }
    }

    @Test
    void one_that_was_kept_passes() {
        assertEquals(List.of(), Kit.failures(Kit.of(Kept.class).run()));
    }

    @WithEchoServer
    static class Faulty {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(script().expect("login").fault(invalidUtf8()).expectClose());
            BrowserWebSocket socket = open(server, page);
            socket.send("login");
            assertFailed(invalidUtf8(), socket);
        }
    }

    @Test
    void a_fault_and_what_the_client_says_to_it_pass() {
        assertEquals(List.of(), Kit.failures(Kit.of(Faulty.class).run()));
    }

    @WithEchoServer
    static class OutOfTurn {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(
                    script().expect("login").send("welcome").expect("subscribe").close(3005, "bye"));
            BrowserWebSocket socket = open(server, page);
            socket.send("login");
            socket.send("subscibe");
        }
    }

    @Test
    void a_message_out_of_turn() {
        assertEquals("""
            server#1 received text "subscibe" out of turn; next is step 3, expect(text("subscribe")); its script:
              1. expect(text("login"))  (done)
              2. send("welcome")  (done)
              3. expect(text("subscribe"))  (here)
              4. close(3005, "bye")
            nearest: step 3, text("subscribe"): differs after "subsc": wanted "ribe", was "ibe\"\
            """, head(OutOfTurn.class));
    }

    @WithEchoServer(timeout = "50ms")
    static class InVain {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(script().send("hello").expect("login").close(3005, "bye"));
            BrowserWebSocket socket = page.open(server.uri());
            waitingUpTo(ofSeconds(30), () -> assertReadyState(ReadyState.CLOSED, socket)); // with 1011
        }
    }

    @Test
    void a_wait_in_vain() {
        assertEquals("""
            server#1 timed out after 50 ms, waiting for step 2, expect(text("login")); its script:
              1. send("hello")  (done)
              2. expect(text("login"))  (here)
              3. close(3005, "bye")\
            """, head(InVain.class));
    }

    @WithEchoServer
    static class ClosedEarly {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(
                    script().expect("login").send("welcome").expect("subscribe").close(3005, "bye"));
            BrowserWebSocket socket = open(server, page);
            socket.send("login");
            assertReceived("welcome", socket);
            socket.close(1000, "enough");
        }
    }

    @Test
    void a_client_that_closes_before_the_end() {
        assertEquals("""
            server#1 received Close 1000 "enough" out of turn; next is step 3, expect(text("subscribe")); its script:
              1. expect(text("login"))  (done)
              2. send("welcome")  (done)
              3. expect(text("subscribe"))  (here)
              4. close(3005, "bye")\
            """, head(ClosedEarly.class));
    }

    @WithEchoServer
    static class Lost {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(script().expect("login").close(3005, "bye"));
            BrowserWebSocket socket = open(server, page);
            server.awaitConnection().drop();
            assertReadyState(ReadyState.CLOSED, socket);
        }
    }

    @Test
    void a_connection_that_ends_before_its_script() {
        assertEquals("""
            server#1's connection ended before its script: it was at step 1, expect(text("login")); its script:
              1. expect(text("login"))  (here)
              2. close(3005, "bye")\
            """, head(Lost.class));
    }

    @WithEchoServer(timeout = "50ms")
    static class Unfinished {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(script().send("hello").pause(ofSeconds(100)).close(3005, "bye"));
            BrowserWebSocket socket = page.open(server.uri());
            waitingUpTo(ofSeconds(30), () -> assertReceived("hello", socket));
        }
    }

    @Test
    void a_script_that_is_unfinished_when_the_test_ends() {
        assertEquals("""
            server#1 has not come to the end of its script; it is at step 2, pause(ofSeconds(100)); its script:
              1. send("hello")  (done)
              2. pause(ofSeconds(100))  (here)
              3. close(3005, "bye")\
            """, head(Unfinished.class));
    }
}
