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
    void what_is_said_last_holds_and_a_path_has_its_own(EchoServer server, BrowserPage page) {
        server.behave(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
        server.behave(on(text("ping"), reply("pong")) // text is literal, JSON included
                .otherwise(echo())); // without it, what no rule matches fails the test
        server.at("/feed/{id}").behave(echo().with(latency(ofMillis(80)))); // traits are added with with(..)

        BrowserWebSocket socket = page.open(server.uri(), it -> it.onOpen(open -> it.send("ping")));
        BrowserWebSocket feed = page.open(server.uri("/feed/1"), it -> it.onOpen(open -> it.send("ping")));

        assertReceived("pong", socket);
        assertReceived("ping", feed);
    }

    @Test
    void a_close_may_stay_without_an_answer(EchoServer server) {
        server.behave(echo().with(neverAnswerClose()).with(latency(ofMillis(80)).jitter(ofMillis(20))));
        try (var hasty = BrowserPage.builder()
                .journal(server.journal())
                .closeTimeout(ofMillis(100))
                .build()) {
            BrowserWebSocket socket = hasty.open(server.uri(), it -> it.onOpen(open -> it.close(3005, "bye")));

            assertClosedWith(1006, "", socket); // what a browser reports when no Close frame came
        }
    }
}
