package io.github.windsock.jetty;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.pause;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.template;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TestClock;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that a test drives, with Jetty's threads under it. */
class JettyClockTests {
    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(ofSeconds(30)));
    private final TestClock clock = TestClock.create();
    private final EchoServer server = EchoServer.builder()
            .engine(JettyEngine.class)
            .clock(clock)
            .journal(journal)
            .start();
    private final BrowserPage page = BrowserPage.builder().journal(journal).build();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private BrowserWebSocket open(Behavior behavior) {
        server.behave(behavior);
        return assertReadyState(OPEN, page.open(server.uri()));
    }

    private List<String> sent() {
        return journal.entries().stream()
                .filter(entry -> entry.party().startsWith("server"))
                .filter(entry ->
                        entry.event().kind() == Event.Kind.SENT || entry.event().kind() == Event.Kind.PING_SENT)
                .map(entry -> entry.event().summary().replaceAll(" +\\d+ B|(?<=ping).*", ""))
                .toList();
    }

    @Test
    void drives_pings_and_latency_and_late_replies_in_the_order_in_which_they_are_due() {
        BrowserWebSocket socket = open(on("slow", reply("late").after(ofSeconds(25)))
                .otherwise(echo())
                .with(latency(ofSeconds(5)))
                .with(pingEvery(ofSeconds(10))));
        socket.send("slow");
        socket.send("a");
        clock.advance(ofSeconds(30));

        assertEquals(List.of("text  \"a\"", "ping", "ping", "ping", "text  \"late\""), sent());
    }

    @Test
    void loses_and_reorders_nothing_in_hundreds_of_advances() {
        BrowserWebSocket socket = open(push(ofSeconds(7), template("${n}")));
        Duration sum = ZERO;
        for (int i = 0; i < 200; i++) {
            Duration step = Duration.ofMillis(1 + i * 7919L % 10_000);
            sum = sum.plus(step);
            clock.advance(step);
        }

        assertEquals(sum, clock.elapsed());
        List<String> ticks = IntStream.rangeClosed(1, 1 + (int) (sum.toSeconds() / 7))
                .mapToObj(Integer::toString)
                .toList();
        assertEquals(ticks, socket.received().stream().map(Message::text).toList());
    }

    @Test
    void closes_who_is_idle_but_not_who_answers_pings() {
        BrowserWebSocket socket =
                open(echo().with(pingEvery(ofSeconds(20))).with(closeIdle(ofSeconds(30), 3005, "idle")));
        clock.advance(ofMinutes(10));
        assertReadyState(OPEN, socket);
        server.awaitConnection().behave(echo().with(closeIdle(ofSeconds(30), 3005, "idle")));
        clock.advance(ofSeconds(30));

        assertClosedWith(3005, "idle", socket);
    }

    @Test
    void holds_what_comes_in_a_pause_and_an_answer_to_the_handshake() {
        server.behave(slowOpen(ofHours(1)).then(pause(ofHours(1)).then(echo())));
        BrowserWebSocket socket = page.open(server.uri());
        server.awaitAttempt();
        clock.advance(ofHours(1));
        assertReadyState(OPEN, socket);
        socket.send("a");
        socket.send("b");
        clock.advance(ofMinutes(59));
        assertEquals(List.of(), sent());
        clock.advance(ofMinutes(1));

        assertReceivedExactly(List.of("a", "b"), socket);
    }

    @Test
    void serves_a_client_of_others() throws Exception {
        server.behave(on("start", push(ofSeconds(1), template("${n}")).times(3)));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new Listener(seen))
                .get(30, TimeUnit.SECONDS);
        socket.sendText("start", true).get(30, TimeUnit.SECONDS);
        clock.advance(ofSeconds(2));

        for (int n = 1; n <= 3; n++) {
            assertEquals(Integer.toString(n), seen.poll(30, TimeUnit.SECONDS));
        }
        socket.abort();
    }

    private record Listener(BlockingQueue<String> seen) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            seen.add(data.toString());
            socket.request(1);
            return null;
        }
    }

    @Test
    void drives_what_the_client_sends_and_how_it_closes() {
        BrowserWebSocket socket = open(echo().with(uploadLatency(ofSeconds(2))));
        ServerConnection connection = server.awaitConnection();
        socket.send("a");
        assertNothingMoreReceived(connection);
        clock.advance(ofSeconds(2));
        assertReceivedExactly(List.of("a"), socket);
        socket.send("b");
        socket.close(3005, "bye");
        assertNotReceived("b", connection);
        clock.advance(ofSeconds(2));
        assertReceivedExactly(List.of("a", "b"), connection);
        assertClosedWith(3005, "bye", connection);
    }
}
