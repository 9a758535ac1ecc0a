package examples.matching;

import static io.github.windsock.Matchers.cookie;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.offers;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertContinuous;
import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.assertions.WebSocketAssertions.assertHandshake;
import static io.github.windsock.assertions.WebSocketAssertions.assertNoMoreAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertPonged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.awaitMessage;
import static io.github.windsock.assertions.WebSocketAssertions.claimReceived;
import static io.github.windsock.assertions.WebSocketAssertions.ignoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.assertj.WindsockAssertions.assertThat;
import static io.github.windsock.json.JsonMatchers.json;
import static io.github.windsock.json.JsonMatchers.jsonDocument;
import static io.github.windsock.json.JsonMatchers.jsonValue;
import static io.github.windsock.json.JsonOption.IGNORING_EXTRA_KEYS;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A test says what it means: by matcher where equality would say too much, and with what was found in hand. */
@WithEchoServer
class SayWhatYouMeanTests {

    @Test
    void the_same_assertion_again_expects_one_more(BrowserWebSocket socket) {
        socket.send("tick");
        socket.send("tick");
        assertReceived("tick", socket); // claims the first message
        assertReceived("tick", socket); // claims the second one
        assertNothingMoreReceived(socket);
    }

    @Test
    void messages_with_ids_and_times(EchoServer server, BrowserPage page) {
        server.behave(silent());
        BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri())); // open, or the story of why not
        ServerConnection connection = server.awaitConnection();
        connection.send("heartbeat");
        connection.send("{\"at\": 1732790000, \"type\": \"welcome\", \"id\": \"7f3\"}");
        for (int n = 1; n <= 3; n++) {
            connection.send("tick " + n);
        }
        connection.send("heartbeat");

        Message welcome = assertReceived(json("$.type", "welcome"), socket); // other keys may differ
        ignoreReceived("heartbeat", socket); // for the rest of the test
        List<Message> ticks = assertReceived(3, textContaining("tick"), socket); // exactly three
        assertNotReceived(json("$.type", "error"), socket); // confirmed by a ping sent last

        assertEquals(3, ticks.size());
        assertEquals(List.of(), claimReceived(socket)); // all that came, and nothing is left
        assertThat(socket).as("the feed").isOpen().hasReceivedNothingMore(); // module assertj
        assertEquals(true, welcome.text().contains("7f3"));
    }

    @Test
    void lists_mix_values_and_matchers(BrowserWebSocket socket) {
        socket.send("welcome");
        socket.send("{\"id\": 7, \"price\": 42.0}");
        socket.send("tick 1");
        assertReceivedExactly(
                List.of(
                        "welcome",
                        jsonDocument("{\"price\": 42, \"id\": \"${json-unit.any-number}\"}"),
                        textMatching("tick \\d+")),
                socket);
    }

    @Test
    void combined(BrowserWebSocket socket) {
        socket.send("{\"type\": \"price\", \"symbol\": \"WNDS\", \"bid\": 41}");
        assertReceived(json("$.symbol", "WNDS").and(json("$.bid", 42).negate()), socket);
        socket.send("{\"type\": \"welcome\", \"version\": 3}");
        assertReceived(jsonDocument("{\"type\": \"welcome\"}", IGNORING_EXTRA_KEYS), socket);
    }

    @Test
    void the_same_words_in_rules(EchoServer server, BrowserPage page) {
        server.behave(on(
                        json("$.op", "subscribe").and(jsonValue("id", "$.id")),
                        reply(template("{\"id\": ${id}, \"ok\": true}")))
                .on(text("ping").or(text("PING")), reply("pong"))
                .otherwise(echo()));

        BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
        socket.send("{\"op\": \"subscribe\", \"id\": 7}");
        assertReceived(json("$.id", 7).and(json("$.ok", true)), socket);
        socket.send("PING");
        assertEquals("pong", awaitMessage(socket).text());
    }

    @Test
    void a_token_is_renewed_between_attempts(EchoServer server) {
        server.behave(inTurn(refuse(401).header("WWW-Authenticate", "Bearer"), echo()));
        HttpClient client = HttpClient.newHttpClient();
        for (String token : List.of("old", "new")) {
            client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .header("Cookie", "sid=42")
                    .subprotocols("v2.chat")
                    .buildAsync(server.uri(), new WebSocket.Listener() {})
                    .thenAccept(WebSocket::abort)
                    .exceptionally(refused -> null)
                    .join();
        }

        List<Attempt> attempts = server.awaitAttempts(2);
        HttpAnswer refused = assertRefused(401, attempts.get(0)); // the answer, with headers and body
        assertEquals(Optional.of("Bearer"), refused.header("WWW-Authenticate"));
        assertHandshake(header("Authorization", "Bearer new").and(offers("v2.chat")), attempts.get(1));

        assertHandshake(cookie("sid", "42"), attempts.get(0));
        assertNoMoreAttempts(server, quietFor(ofMillis(20)));
    }

    @Test
    void a_chain_goes_on_to_what_was_found(EchoServer server, BrowserPage page) {
        server.behave(refuse(401).body("not for you"));
        assertThat(page.open(server.uri())).refusal(401).returns("not for you", HttpAnswer::text);
    }

    @Test
    void pings_and_pongs(EchoServer server, BrowserWebSocket socket) {
        ServerConnection connection = server.awaitConnection();
        for (int n = 0; n < 3; n++) {
            connection.ping();
        }
        assertPinged(3, socket); // exactly three; Windsock's own do not count
        assertPonged(3, connection);
    }

    @Test
    void nothing_is_lost_over_a_reconnect(EchoServer server, BrowserPage page) {
        BrowserWebSocket before = assertReadyState(OPEN, page.open(server.uri()));
        before.send("1");
        before.send("2");
        BrowserWebSocket after = assertReadyState(OPEN, page.open(server.uri()));
        after.send("3");
        assertContinuous(message -> Long.parseLong(message.text()), List.of(before, after));
    }

    @Test
    void one_assertion_has_more_time(EchoServer server, BrowserPage page) {
        BrowserWebSocket socket = waitingUpTo(ofSeconds(20), () -> assertReadyState(OPEN, page.open(server.uri())));
        server.awaitConnection().close(3005, "bye");
        assertEvents(List.of("open", "close 3005 bye"), socket);
    }
}
