package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.assertConversation;
import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceivedBefore;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPings;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A behavior that is set when the socket is open, as an injected one is before the test begins, does not change it. */
class LateBehaviorTests extends AssertionsFixture {
    private static final String LATE =
            "; the connection was open before behave(..), which is for later attempts; connection.behave(..)"
                    + " changes it";

    private final BrowserWebSocket socket = hasty();
    private final ServerConnection connection = accepted(hastyServer);

    LateBehaviorTests() {
        hastyServer.behave(silent());
    }

    private static void assertSaid(String expected, Executable assertion) {
        AssertionError failure = assertThrows(AssertionError.class, assertion);
        assertEquals(expected.strip(), head(failure));
    }

    @Test
    void a_message_does_not_come() {
        assertSaid("""
                client#1 did not receive text "tick"
                expected: <text "tick">  but was: <nothing>  (after 150 ms; server#1 has not sent it""" + LATE + ")", () -> assertReceived("tick", socket));
        connection.behave(silent());
        assertSaid("""
                client#1 did not receive text "tick"
                expected: <text "tick">  but was: <nothing>  (after 150 ms; server#1 has not sent it)""", () -> assertReceived("tick", socket));
    }

    @Test
    void it_comes_too_seldom() {
        exchange(socket, "tick");
        assertSaid("""
                client#1 did not receive text "tick" twice
                expected: <twice>  but was: <once>  (after 150 ms; server#1 has sent it once""" + LATE + ")", () -> assertReceived(2, "tick", socket));
    }

    @Test
    void others_come() {
        assertSaid("""
                client#1 did not receive exactly these messages
                expected: <[text "tick"]>  but was: <nothing>  (after 150 ms; server#1 has sent nothing""" + LATE + ")", () -> assertReceivedExactly(List.of("tick"), socket));
        exchange(socket, "a");
        assertSaid("""
                client#1 did not receive exactly these messages
                expected: <[text "tick"]>  but was: <text "a">  (server#1 has sent just that""" + LATE + ")", () -> assertReceivedExactly(List.of("tick"), socket));
        assertSaid("""
                client#1 did not receive these messages in this order
                expected: <[text "tick"]>  but was: <text "a">  (after 150 ms; element 1, text "tick", did not come; server#1 has \
                sent just that""" + LATE + ")", () -> assertReceivedInOrder(List.of("tick"), socket));
        assertSaid("""
                client#1 did not receive text "tick" next
                expected: <text "tick">  but was: <text "a">  (another message of server#1 came before it""" + LATE + ")", () -> assertNothingMoreReceivedBefore("tick", socket));
        assertSaid("""
                client#1 fired other events
                expected: <["open", "message tick"]>  but was: <["open", "message a"]>  (event 2 differs""" + LATE + ")", () -> assertEvents(List.of("open", "message tick"), socket));
    }

    @Test
    void another_conversation_is_held() {
        exchange(socket, "a");
        String conversation = """
                #1's conversation is not that of tick.wsc; step 1 should be send "tick" and is expect "a"
                expected: <send "tick">  but was: <expect "a"
                send "a">  (step 1 differs; if it is right now, run this test with -Dwindsock.conversations=write to write \
                src/test/resources/io/github/windsock/assertions/tick.wsc""" + LATE + ")";
        assertSaid("client" + conversation, () -> assertConversation("tick.wsc", socket));
        assertSaid("server" + conversation, () -> assertConversation("tick.wsc", connection));
    }

    @Test
    void more_come() {
        exchange(socket, "a");
        assertSaid("""
                client#1 received more
                expected: <nothing more>  but was: <text "a">  (from server#1""" + LATE + ")", () -> assertNothingMoreReceived(socket));
    }

    @Test
    void a_ping_does_not_come() {
        assertSaid("""
                client#1 did not receive 1 ping
                expected: <1 ping>  but was: <0 pings>  (after 150 ms; server#1 has sent none""" + LATE + ")", () -> awaitPings(1, socket));
    }

    @Test
    void a_condition_does_not_come_true() {
        String why = "Condition with alias 'the price' didn't complete within 150 milliseconds because condition with"
                + " Lambda expression in io.github.windsock.assertions.LateBehaviorTests was not fulfilled. (";
        String state = "#1 is OPEN; it has received nothing; it has sent nothing" + LATE + ")";
        assertSaid(
                why + "client" + state, () -> await(socket).alias("the price").until(() -> false));
        assertSaid(
                why + "server" + state,
                () -> await(hastyServer).alias("the price").until(() -> false));
    }
}
