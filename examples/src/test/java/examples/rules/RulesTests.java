package examples.rules;

import static io.github.windsock.Matchers.anyBinary;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.server.Behaviors.answerCookie;
import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.TestClock;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** A server that judges the handshake, takes its time, and whose time is the test's. */
@WithEchoServer
class RulesTests {

    @Test
    void lets_in_who_has_a_token(EchoServer server, BrowserPage page) {
        server.behave(onAttempt(header("Authorization", "Bearer abc"), echo().with(answerCookie("sid", "42")))
                .otherwise(refuse(401)));

        BrowserWebSocket socket = page.open(server.uri());

        assertRefused(401, socket);
        try (BrowserPage known = BrowserPage.builder()
                .journal(server.journal())
                .header("Authorization", "Bearer abc")
                .build()) {
            known.open(server.uri());
            assertEquals(
                    List.of("sid=42"),
                    server.awaitConnection()
                            .handshake()
                            .answer()
                            .orElseThrow()
                            .headers()
                            .get("Set-Cookie"));
        }
    }

    @Test
    void answers_late_and_by_code(EchoServer server, BrowserPage page) {
        server.behave(on("slow", reply("done").after(ofMillis(300)))
                .on(anyBinary(), run((connection, message) -> connection.send(checksum(message))))
                .otherwise(echo()));

        BrowserWebSocket socket = assertReadyState(OPEN, page.open(server.uri()));
        socket.send("slow");
        socket.send("fast");

        assertReceived("fast", socket); // a late reply does not hold up the others
        assertReceived("done", socket);
    }

    private static String checksum(Message message) {
        CRC32 sum = new CRC32();
        sum.update(message.bytes());
        return Long.toHexString(sum.getValue());
    }

    @Test
    void drives_the_time_of_the_server(EchoServer server, BrowserPage page, TestClock clock) {
        server.behave(echo().with(pingEvery(ofSeconds(30))).with(closeIdle(ofSeconds(45), 1001, "idle")));
        BrowserWebSocket socket = page.open(server.uri());
        server.awaitConnection();

        clock.advance(ofMinutes(10)); // takes no time: a browser answers each ping, so it is not idle

        assertPinged(20, socket);
        server.connections().get(0).close(3005, "bye");
        assertClosedWith(3005, "bye", socket);
    }
}
