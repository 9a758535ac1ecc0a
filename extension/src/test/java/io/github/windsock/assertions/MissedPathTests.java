package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.internal.PartyLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A path without a behavior of its own gets the general one. A failure says so if other paths have one. */
class MissedPathTests extends AssertionsFixture {

    @BeforeEach
    void set_behaviors_of_paths() {
        hastyServer.at("/chat").behave(silent());
        hastyServer.at("/feed/{id}").behave(sendMessage("price"));
    }

    private BrowserWebSocket open(String path) {
        BrowserWebSocket socket = hastyPage.open(hastyServer.uri(path));
        eventually(socket, () -> PartyLog.of(socket).handledStates().contains(OPEN));
        return socket;
    }

    private static void assertSaid(String expected, Executable assertion) {
        assertEquals(expected, head(assertThrows(AssertionError.class, assertion)));
    }

    @Test
    void is_named_with_the_nearest_that_has_one() {
        BrowserWebSocket socket = open("/fed/1");
        assertSaid("""
                client#1 did not receive text "price"
                expected: <text "price">  but was: <nothing>  (after 150 ms; server#1 has not sent it; no path of at(..) matched \
                "/fed/1"; the nearest is "/feed/{any}")""", () -> assertReceived("price", socket));
        assertSaid("""
                Condition with alias 'the price' didn't complete within 150 milliseconds because condition with Lambda expression in \
                io.github.windsock.assertions.MissedPathTests was not fulfilled. (server#1 is OPEN; it has received nothing; \
                it has sent nothing; no path of at(..) matched "/fed/1"; the nearest is "/feed/{any}")""", () -> await(hastyServer).alias("the price").until(() -> false));
    }

    @Test
    void is_not_blamed_for_another_behavior() {
        BrowserWebSocket socket = open("/fed/1");
        accepted(hastyServer).behave(silent());
        assertSaid("""
                client#1 did not receive text "price"
                expected: <text "price">  but was: <nothing>  (after 150 ms; server#1 has not sent it)""", () -> assertReceived("price", socket));
    }

    @Test
    void is_no_matter_where_one_matches() {
        BrowserWebSocket socket = open("/feed/1");
        eventually(socket, () -> !socket.received().isEmpty());
        assertReceived("price", socket);
        assertSaid("""
                client#1 did not receive text "offer"
                expected: <text "offer">  but was: <nothing>  (after 150 ms; server#1 has not sent it)""", () -> assertReceived("offer", socket));
    }

    @Test
    void is_named_among_what_came_if_it_was_refused() {
        hastyServer.behave(refuse(404));
        BrowserWebSocket socket = hastyPage.open(hastyServer.uri("/chart"));
        eventually(socket, () -> socket.readyState() == CLOSED);
        assertSaid(
                "no client connected to " + hastyServer.uri()
                        + " (after 150 ms; what came: server#1 GET /chart 404 (no path of at(..) matched \"/chart\"; the"
                        + " nearest is \"/chat\"))",
                hastyServer::awaitConnection);
    }
}
