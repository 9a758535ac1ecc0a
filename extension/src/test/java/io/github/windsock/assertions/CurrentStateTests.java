package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a wait for the user's own condition says in its first line, apart from that the condition is not met. */
class CurrentStateTests extends AssertionsFixture {

    private static void assertState(String expected, Recorded recorded) {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> WebSocketAssertions.await(recorded).alias("the price").until(() -> false));
        String why =
                "Condition with alias 'the price' didn't complete within 150 milliseconds because condition with Lambda"
                        + " expression in io.github.windsock.assertions.CurrentStateTests was not fulfilled.";
        assertEquals(why + expected, head(failure));
    }

    private static void awaitEnd(BrowserWebSocket socket) {
        eventually(socket, () -> socket.readyState() == CLOSED);
    }

    @Test
    void nobody_came() {
        assertState(" (nothing came at all)", hastyServer);
    }

    @Test
    void every_attempt_was_refused() {
        hastyServer.behave(refuse(503));
        awaitEnd(hastyPage.open(hastyServer.uri("/prices")));
        assertState(" (the only attempt to connect is server#1 GET /prices 503)", hastyServer);
        awaitEnd(hastyPage.open(hastyServer.uri("/prices")));
        assertState(" (the last of 2 attempts to connect is server#2 GET /prices 503)", hastyServer);
    }

    @Test
    void an_attempt_has_no_answer_yet() {
        hastyServer.behave(ask());
        BrowserWebSocket socket = hastyPage.open(hastyServer.uri());
        Attempt attempt = waitingUpTo(PATIENCE, hastyServer::awaitAttempt);
        assertState(" (the attempt to connect is server#1 GET /, which has no answer)", attempt);
        assertState(" (the only attempt to connect is server#1 GET /, which has no answer)", hastyServer);
        assertState(" (client#1 is CONNECTING; server#1 has not answered the handshake)", socket);
    }

    @Test
    void an_attempt_has_its_answer() {
        hastyServer.behave(inTurn(refuse(503), silent()));
        awaitEnd(hastyPage.open(hastyServer.uri("/prices")));
        hasty();
        List<Attempt> attempts = hastyServer.attempts();
        assertState(" (the attempt to connect is server#1 GET /prices 503)", attempts.get(0));
        assertState(" (server#2 is OPEN; it has received nothing; it has sent nothing)", attempts.get(1));
    }

    @Test
    void nothing_has_been_said() {
        BrowserWebSocket socket = hasty();
        assertState(" (server#1 is OPEN; it has received nothing; it has sent nothing)", hastyServer);
        assertState(" (client#1 is OPEN; it has received nothing; it has sent nothing)", socket);
    }

    @Test
    void something_has_been_said() {
        exchange(hasty(), "a", "{\"op\":\"subscribe\"}");
        exchange(hasty(), "b");
        assertState(" (server#2 is OPEN; it has received text \"b\"; it has sent text \"b\")", hastyServer);
        assertState(
                " (server#1 is OPEN; it has received 2 messages, the last text {\"op\":\"subscribe\"};"
                        + " it has sent 2 messages, the last text {\"op\":\"subscribe\"})",
                hastyServer.connection(1));
    }

    @Test
    void no_rule_took_the_message() {
        hastyServer.behave(on("ping", reply("pong")));
        BrowserWebSocket socket = hasty();
        socket.send("ping!");
        eventually(
                socket,
                () -> hastyServer.journal().entries().stream()
                        .anyMatch(entry -> Events.unexpected(entry.event()).isPresent()));
        assertState(
                " (server#1 is OPEN; it has received text \"ping!\"; it has sent nothing;"
                        + " no rule took a message that it received;"
                        + " nearest: rule 1, text(\"ping\"): differs after \"ping\": wanted nothing, was \"!\")",
                hastyServer);
    }

    @Test
    void the_connection_has_ended() {
        hastyServer.behave(silent());
        BrowserWebSocket socket = hasty();
        accepted(hastyServer).close(3005, "bye");
        awaitEnd(socket);
        eventually(socket, () -> hastyServer.connection(1).readyState() == CLOSED);
        assertState(
                " (server#1 is closed: server#1 closed first, with 3005 \"bye\", a code of a library or framework;"
                        + " no attempt has come since)",
                hastyServer);
    }

    @Test
    void an_end_waits_for_the_other() {
        BrowserWebSocket socket = hasty();
        ServerConnection connection = accepted(hastyServer);
        connection.stall();
        socket.close();
        assertState(" (client#1 is CLOSING; server#1 has not sent a Close frame)", socket);
    }

    @Test
    void the_server_is_down() {
        String down = "the server is down since goDown(), so nobody can come before comeBack()";
        BrowserWebSocket socket = hasty();
        hastyServer.goDown();
        awaitEnd(socket);
        eventually(socket, () -> hastyServer.connection(1).readyState() == CLOSED);
        assertState(
                " (server#1 is closed with 1006 \"\": the server reset the connection; no attempt has come since; "
                        + down + ")",
                hastyServer);
    }

    @Test
    void the_server_is_closed() {
        hastyServer.close();
        assertState(" (the server is closed)", hastyServer);
    }

    @Test
    void a_page_knows_only_its_sockets() {
        assertState("", hastyPage);
    }
}
