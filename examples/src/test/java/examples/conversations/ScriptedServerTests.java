package examples.conversations;

import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.assertions.Scrubber.uuids;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertConversation;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofMillis;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;

/** A server that follows a script: in Java, and as a file beside the test. */
@WithEchoServer
class ScriptedServerTests {

    private static BrowserWebSocket open(EchoServer server, BrowserPage page) {
        return assertReadyState(ReadyState.OPEN, page.open(server.uri()));
    }

    @Test
    void follows_a_script(EchoServer server, BrowserPage page) {
        server.behave(
                script().expect("login").send("welcome").pause(ofMillis(50)).close(3005, "bye"));
        BrowserWebSocket socket = open(server, page);
        socket.send("login");
        assertReceived("welcome", socket);
        assertClosedWith(3005, "bye", socket);
    }

    @Test
    void lets_the_client_choose(EchoServer server, BrowserPage page) {
        server.behave(script().expect(textMatching("login (?<name>.+)"))
                .send(template("welcome, ${name}"))
                .repeat(2, script().expect("ping").send("pong")) // so often
                .anyOrder(script().expect("a").send("A"), script().expect("b").send("B"))
                .either(script().expect("more").close(3005, "no more"), script().expectClose(1000, "bye")));
        BrowserWebSocket socket = open(server, page);
        for (String each : new String[] {"login Ada", "ping", "ping", "b", "a"}) {
            socket.send(each);
        }
        assertReceived("welcome, Ada", socket);
        socket.close(1000, "bye");
    }

    @Test
    void plays_a_file_and_compares_with_it(EchoServer server, BrowserPage page) {
        server.behave(parse("script?file=login.wsc", ScriptedServerTests.class));
        BrowserWebSocket socket = open(server, page);
        socket.send("login");
        assertConversation("login.wsc", socket, uuids());
    }
}
