package io.github.windsock.json;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.json.JsonMatchers.json;
import static io.github.windsock.json.JsonMatchers.jsonDocument;
import static io.github.windsock.json.JsonMatchers.jsonValue;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;

/** JSON in rules and in assertions. */
class JsonAssertionTests {

    @Test
    void a_rule_copies_an_id_and_an_assertion_finds_it() {
        try (EchoServer server = EchoServer.start();
                BrowserPage page =
                        BrowserPage.builder().journal(server.journal()).build()) {
            server.behave(on(
                            json("$.op", "subscribe").and(jsonValue("id", "$.id")),
                            reply(template("{\"type\":\"welcome\",\"id\":${id}}")))
                    .otherwise(echo()));
            BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
            socket.send("{\"id\":7,\"op\":\"subscribe\"}");
            assertEquals(
                    "{\"type\":\"welcome\",\"id\":7}",
                    assertReceived(json("$.type", "welcome"), socket).text());
            assertNotReceived(json("$.type", "error"), socket);

            socket.send("{\"type\":\"price\",\"bid\":41.5}");
            assertNotReceived(json("$.bid", 42), socket); // so the echo has come
            AssertionError failure = assertThrows(
                    AssertionError.class,
                    () -> waitingUpTo(
                            ofMillis(20),
                            () -> assertReceived(jsonDocument("{\"type\":\"price\",\"bid\":42}"), socket)));
            assertEquals(
                    """
                    client#1 did not receive jsonDocument("{\\"type\\":\\"price\\",\\"bid\\":42}")
                    expected: <jsonDocument("{\\"type\\":\\"price\\",\\"bid\\":42}")>  but was: <text {"type":"price","bid":41.5}>\
                      (after 20 ms; server#1 has not sent it; $.bid is 41.5, wanted 42)""", failure.getMessage().substring(0, failure.getMessage().indexOf("\n\n")));
        }
    }
}
