package io.github.windsock.assertj;

import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.CONNECTING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.assertj.WindsockAssertions.assertThat;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Faults.invalidUtf8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;

/** The assertions as AssertJ has them: chains, navigation, descriptions, soft. */
@Timeout(60)
class WindsockAssertionsTests {

    private final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();

    @AfterEach
    void end() {
        page.close();
        server.close();
    }

    private static AssertionError failure(ThrowingCallable assertion) {
        return waitingUpTo(ofMillis(20), () -> catchThrowableOfType(AssertionError.class, assertion));
    }

    private static String head(AssertionError failure) {
        return failure.getMessage().substring(0, failure.getMessage().indexOf("\n\n"));
    }

    @Test
    void a_socket_tells_its_story_in_a_chain() {
        BrowserWebSocket socket = page.open(server.uri("/feed"));
        assertThat(socket).isOpen();
        socket.send("tick 1");
        socket.send("tick 2");
        socket.send("bye");
        assertThat(socket)
                .hasReceived(2, textContaining("tick"))
                .hasNotReceived(textContaining("error"))
                .hasReceived("bye")
                .hasReceivedNothingMore()
                .wasPinged(0)
                .wasPonged(0);
        ServerConnection connection = server.awaitConnection();
        assertThat(connection).wasAskedFor(path("/feed")).hasReceivedExactly("tick 1", textContaining("tick"), "bye");
        connection.close(3005, "done");
        assertThat(socket)
                .isClosedWith(3005, "done")
                .isClosedCleanly()
                .hasState(CLOSED)
                .hasTakenStates(CONNECTING, OPEN, CLOSING, CLOSED)
                .isClosed();
        assertThat(socket).firesEvents("open", "message tick 1", "message tick 2", "message bye", "close 3005 done");
    }

    @Test
    void it_goes_on_to_what_was_found() {
        BrowserWebSocket socket = page.open(server.uri());
        assertThat(socket).isOpen();
        socket.send("welcome");
        socket.send("a");
        socket.send("b");
        socket.send("tick 1");
        socket.send("tick 2");
        assertThat(socket).received(2, textContaining("tick")).last().isEqualTo(Message.text("tick 2"));
        assertThat(socket).nextMessage().hasText("welcome").text().startsWith("wel");
        assertThat(socket)
                .received(textContaining("b"))
                .matches(textContaining("b"))
                .bytes()
                .hasSize(1);
        assertThat(socket).unclaimedMessages().containsExactly(Message.text("a"));
        assertThat(server).hasAttempts(1).hasNoMoreAttempts(quietFor(ofMillis(1)));
        assertThat(server).attempts(1).hasSize(1);
        assertThat(server.journal()).hasNoGap().entries(Event.Kind.OPEN).hasSize(1);
        assertThat(server.journal()).timeline().contains("claimed at WindsockAssertionsTests.java:");
    }

    @Test
    void of_several_clients_the_wanted_one_is_next() {
        assertThat(page.open(server.uri("/news"))).isOpen();
        BrowserWebSocket prices = page.open(server.uri("/prices"));
        assertThat(prices).isOpen();
        prices.send("subscribe");
        assertThat(server).nextConnection(path("/prices")).hasReceived("subscribe");
        assertThat(server).nextConnection().wasAskedFor(path("/news"));
        assertThat(head(failure(() -> assertThat(server).as("chat").nextConnection(path("/chat")))))
                .isEqualTo("[chat] no further client with path(\"/chat\") connected to " + server.uri()
                        + " (after 20 ms; what came: server#1 GET /news 101; server#2 GET /prices 101)");
    }

    @Test
    void a_refusal_has_an_assertion_on_either_end() {
        server.behave(refuse(401).header("WWW-Authenticate", "Bearer").body("not for you"));
        assertThat(page.open(server.uri())).isRefusedWith(401).refusal(401).returns("not for you", HttpAnswer::text);
        assertThat(server)
                .nextAttempt()
                .isRefusedWith(401)
                .askedFor(header("Origin"))
                .refusal(401)
                .returns(Optional.of("Bearer"), answer -> answer.header("WWW-Authenticate"));
    }

    private static long number(Message message) {
        return Long.parseLong(message.text());
    }

    @Test
    void numbers_of_messages_go_on_over_a_reconnect() {
        server.behave(inTurn(sendMessage("1").then(closeWith(3005, "")), sendMessage("2"), sendMessage("4")));
        BrowserWebSocket before = page.open(server.uri());
        assertThat(before).isClosedWith(3005, "");
        BrowserWebSocket after = page.open(server.uri());
        assertThat(before).isContinuedBy(WindsockAssertionsTests::number, after);
        BrowserWebSocket gap = page.open(server.uri());
        assertThat(gap).hasReceived("4");
        AssertionError failure = catchThrowableOfType( // which is not in vain, so it takes its time
                AssertionError.class, () -> assertThat(after).isContinuedBy(WindsockAssertionsTests::number, gap));
        assertThat(head(failure))
                .startsWith("what was received is not continuous: 3 never came\nexpected: <3>  but was: <4>");
    }

    @Test
    void a_client_pauses_between_its_attempts() {
        server.behave(refuse(503));
        assertThat(page.open(server.uri())).isRefusedWith(503);
        assertThat(page.open(server.uri())).isRefusedWith(503);
        assertThat(server).hasBackoff(2, atLeast(Duration.ZERO), factor(1));
        assertThat(head(failure(() -> assertThat(server).hasBackoff(2, atLeast(ofHours(1)), factor(1)))))
                .startsWith(
                        "the client made pause 1, before server#2 GET / 503, not as wanted by atLeast(3600 s), factor(1.0)");
    }

    @Test
    void a_failure_is_that_of_the_assertion_behind_the_description() {
        BrowserWebSocket socket = page.open(server.uri());
        assertThat(socket).isOpen();
        AssertionError failure = failure(() -> assertThat(socket).as("the feed").hasReceived("tick"));
        assertThat(head(failure)).isEqualTo("""
                [the feed] client#1 did not receive text "tick"
                expected: <text "tick">  but was: <nothing>  (after 20 ms; server#1 has not sent it)""");
        assertThat(((AssertionFailedError) failure).getExpected().getStringRepresentation())
                .isEqualTo("text \"tick\"");
        assertThat(head(failure(() -> assertThat(socket).hasReceived("tick")))).startsWith("client#1 did not receive");
        assertThat(failure(() -> assertThat((BrowserWebSocket) null).isOpen())).hasMessageContaining("not to be null");
        assertThat(failure(() -> assertThat(Message.text("a")).matches(textContaining("b"))))
                .hasMessage("text \"a\" is not textContaining(\"b\"): does not contain \"b\"");
    }

    @Test
    void soft_ones_are_told_together() {
        BrowserWebSocket socket = page.open(server.uri());
        assertThat(socket).isOpen();
        WindsockSoftAssertions softly = new WindsockSoftAssertions();
        waitingUpTo(ofMillis(20), () -> {
            softly.assertThat(socket).as("first").hasReceived("a");
            softly.assertThat(socket).isOpen();
            softly.assertThat(server).as("second").hasAttempts(2);
            softly.assertThat(1).as("third").isEqualTo(2);
        });
        AssertionError failure = failure(softly::assertAll);
        assertThat(failure)
                .hasMessageContaining("[first] client#1 did not receive")
                .hasMessageContaining("[second] the clients made another number of attempts")
                .hasMessageContaining("[third]");
        assertThat(softly.errorsCollected()).hasSize(3);
    }

    @Test
    void a_foreign_peer_is_watched_for_a_time() {
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new WebSocket.Listener() {})
                .join();
        ServerConnection connection = server.awaitConnection();
        client.sendText("beat", true).join();
        client.sendText("tick", true).join();
        client.sendText("tock", true).join();
        client.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
        assertThat(connection)
                .watching(quietFor(ofMillis(1)))
                .ignoring(text("beat"))
                .hasReceived(1, "tick")
                .hasNotReceived("error")
                .hasReceivedExactly("tock")
                .hasReceivedNothingMore()
                .wasPinged(1)
                .wasPonged(0)
                .unclaimedMessages()
                .isEmpty();
        client.abort();
    }

    @Test
    void pings_faults_and_bytes_have_their_assertions_too() {
        BrowserWebSocket socket = page.open(server.uri());
        ServerConnection connection = server.awaitConnection();
        connection.ping(Payload.ofText("a"));
        connection.ping(Payload.ofText("b"));
        assertThat(socket).wasPinged("a").pings(1).containsExactly(Payload.ofText("b"));
        assertThat(connection).wasPonged("a").pongs(1).containsExactly(Payload.ofText("b"));
        connection.send(new byte[] {1, 2});
        connection.send("fence");
        assertThat(socket).hasReceived(new byte[] {1, 2}).hasReceivedNothingMoreBefore("fence");
        connection.fault(invalidUtf8());
        assertThat(socket).hasFailed(invalidUtf8());
    }

    @Test
    void any_other_party_has_assertions() {
        Party party = page.open(server.uri());
        assertThat(party).as("the chat").isOpen().hasReceivedNothingMore();
        WindsockSoftAssertions softly = new WindsockSoftAssertions();
        softly.assertThat(party).isOpen();
        softly.assertAll();
    }
}
