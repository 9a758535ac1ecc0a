package examples.behaviors;

import static io.github.windsock.Matchers.text;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static java.time.Duration.ofMillis;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server is told in one line each: behaviors are values, which can be put together and printed. */
@WithEchoServer
class BehaviorsTests {

    @Test
    void one_ends_and_another_follows(EchoServer server, BrowserPage page) {
        server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));

        BrowserWebSocket socket = page.open(server.uri());

        assertClosedWith(3005, "done", socket);
        assertReceivedExactly(List.of("tick-1", "tick-2", "tick-3"), socket);
    }

    @Test
    void rules_answer_messages(EchoServer server, BrowserPage page) {
        server.behave(on(text("ping"), reply("pong")) // text is literal, JSON included
                .otherwise(echo())); // without it, what no rule matches fails the test
        BrowserWebSocket socket = page.open(server.uri(), opening -> opening.onOpen(event -> {
            opening.send("ping");
            opening.send("hello");
        }));

        assertReceived("pong", socket);
        assertReceived("hello", socket);
    }

    @Test
    void traits_are_added_to_what_is_done(EchoServer server, BrowserPage page) {
        server.at("/feed/{id}").behave(echo().with(latency(ofMillis(80)).jitter(ofMillis(20))));
        server.behave(echo().with(neverAnswerClose()));
        BrowserWebSocket socket = page.open(server.uri("/feed/1"), opening -> opening.onOpen(event -> {
            opening.send("late");
            opening.close(3005, "bye");
        }));

        assertClosedWith(3005, "bye", socket); // on that path Close is answered
        assertReceived("late", server.awaitConnection());
    }
}
