package io.github.windsock.assertions;

import static io.github.windsock.assertions.Scrubber.matching;
import static io.github.windsock.assertions.Scrubber.times;
import static io.github.windsock.assertions.Scrubber.uuids;
import static io.github.windsock.assertions.WebSocketAssertions.assertConversation;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.script;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.Matchers;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole conversations against files beside the test. */
@WithEchoServer
class ConversationAssertionsTests {

    private static BrowserWebSocket login(EchoServer server, BrowserPage page, String text) {
        BrowserWebSocket socket = assertReadyState(ReadyState.OPEN, page.open(server.uri()));
        socket.send(text);
        return socket;
    }

    private static String head(AssertionError failure) {
        String message = Golden.of(failure);
        return message.substring(0, message.indexOf("\n\n ConversationAssertionsTests."));
    }

    @Test
    void passes_on_both_ends_when_all_has_been_said(EchoServer server, BrowserPage page) {
        server.behave(parse("script?file=login.wsc", ConversationAssertionsTests.class));
        BrowserWebSocket socket = login(server, page, "login");

        String conversation = assertConversation("login.wsc", server.awaitConnection());

        assertEquals(conversation, assertConversation("login.wsc", socket));
        assertEquals("# GET /\nexpect \"login\"\nsend \"welcome\"\nclose 3005 \"bye\"\n", conversation);
    }

    @Test
    void fails_at_the_first_step_that_is_another(EchoServer server, BrowserPage page) {
        server.behave(script().expect("login").send("welcom").close(3005, "bye"));
        login(server, page, "login");
        ServerConnection connection = server.awaitConnection();
        assertReadyState(ReadyState.CLOSED, connection);

        AssertionError failure = assertThrows(AssertionError.class, () -> assertConversation("login.wsc", connection));

        assertEquals("""
            server#1's conversation is not that of login.wsc; step 2 should be send "welcome" and is send "welcom"
            expected: <expect "login"
            send "welcome"
            close 3005 "bye">  but was: <expect "login"
            send "welcom"
            close 3005 "bye">\
            """, head(failure).substring(0, head(failure).indexOf("  (")));
    }

    /** The page is busy with one message while the next one and the Close frame come. */
    @Test
    void has_a_message_that_a_page_is_told_of_late_before_the_close(EchoServer server, BrowserPage page) {
        server.behave(script().expect("login").send("a").send("b").close(3005, "bye"));
        Gate listener = new Gate();
        BrowserWebSocket socket = assertReadyState(ReadyState.OPEN, page.open(server.uri()));
        socket.onMessage(message -> listener.pass());
        socket.send("login");
        assertReadyState(ReadyState.CLOSED, server.awaitConnection());
        listener.awaitReached();
        listener.openOnceThisThreadWaitsFor(server.journal());

        assertEquals(
                "# GET /\nexpect \"login\"\nsend \"a\"\nsend \"b\"\nclose 3005 \"bye\"\n",
                assertConversation("late.wsc", socket));
    }

    /** The page cannot say that nothing more is on its way, since its listener does not return. */
    @Test
    @Timeout(60)
    @WithEchoServer(timeout = "1h")
    void waits_for_what_is_on_its_way_as_long_as_the_test_says(EchoServer server, BrowserPage page) {
        server.behave(on("login", reply("welcome")));
        Gate listener = new Gate();
        BrowserWebSocket socket = assertReadyState(ReadyState.OPEN, page.open(server.uri()));
        socket.onMessage(message -> listener.pass());
        socket.send("login");
        listener.awaitReached();

        waitingUpTo(ofMillis(20), () -> assertConversation("open.wsc", server.awaitConnection()));

        listener.open();
    }

    @Test
    void replaces_what_differs_from_run_to_run(EchoServer server, BrowserPage page) {
        server.behave(script().expect(Matchers.anyText())
                .send("{\"id\": \"0b8f7a52-63a1-4f6c-9c39-3d5a1a9be001\", \"at\": 1764331200000}")
                .send("0b8f7a52-63a1-4f6c-9c39-3d5a1a9be001 0b8f7a52-63a1-4f6c-9c39-3d5a1a9be002")
                .expectClose());
        login(server, page, "session 4711 at 2026-11-28T13:07:01.5Z").close(1000, "");

        assertConversation(
                "scrubbed.wsc", server.awaitConnection(), uuids(), times(), matching("session", "session (\\d+)"));
    }

    @Test
    void a_missing_file_says_how_to_write_it(EchoServer server, BrowserPage page) {
        login(server, page, "login");
        ServerConnection connection = server.awaitConnection();

        AssertionError failure =
                assertThrows(AssertionError.class, () -> assertConversation("missing.wsc", connection));

        assertEquals(
                "there is no file missing.wsc to which server#1's conversation could be compared (run this test with"
                        + " -Dwindsock.conversations=write to write"
                        + " src/test/resources/io/github/windsock/assertions/missing.wsc)",
                head(failure));
    }

    @Test
    void a_file_is_written_below_the_sources_of_the_test() throws IOException {
        ConversationFile file = new ConversationFile("written.wsc", ConversationAssertionsTests.class);
        Path written = file.write("send \"a\"\n");
        try {
            assertEquals("send \"a\"\n", Files.readString(Path.of(file.place())));
        } finally {
            Files.delete(written);
        }
    }
}
