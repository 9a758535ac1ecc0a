package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.client.EventType;
import io.github.windsock.journal.Settings;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TestClock;
import io.github.windsock.testkit.NullArguments;
import io.github.windsock.testkit.PublicApi;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a user may call says of a null which argument it is, at once, and not later on a thread of ours. */
class NullArgumentTests {

    private static final String ROOT = "io.github.windsock";
    private static final List<String> PACKAGES = List.of(
            ROOT,
            ROOT + ".server",
            ROOT + ".client",
            ROOT + ".junit",
            ROOT + ".journal",
            ROOT + ".assertions",
            ROOT + ".client.javawebsocket");

    /** JUnit calls the one, the program the next, nobody else's code the rest. */
    private static final Set<String> UNCALLED =
            Set.of("WebSocketExtension", "OpenRequest", "Response", "Text", "ServerInternals");

    private final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();
    private final BrowserWebSocket socket = page.open(server.uri());
    private final ServerConnection connection = server.awaitConnection();
    private final Attempt attempt = server.attempts().get(0);

    /** What instance methods are called on, and what stands for the other arguments. */
    private List<Object> samples() {
        return List.of(
                server,
                EchoServer.builder(),
                server.at("/x"),
                page,
                BrowserPage.builder(),
                socket,
                socket.inspect(),
                connection,
                attempt,
                WebSocketExtension.builder(),
                server.journal(),
                Settings.defaults(),
                new CloseStatus(1000, ""),
                Handshake.of("/", Map.of()),
                HttpAnswer.of(403, Map.of(), Payload.EMPTY),
                Matchers.text("x"),
                Matchers.anyRequest(),
                Message.text("x"),
                Payload.ofText("x"),
                Behaviors.refuse(503),
                Behaviors.dropConnection(),
                Behaviors.echo(),
                Behaviors.echo().times(1),
                Behaviors.on(Matchers.text("x"), Behaviors.reply("y")),
                Behaviors.onAttempt(Matchers.header("x"), Behaviors.echo()),
                Behaviors.inTurn(Behaviors.echo()),
                Behaviors.latency(Duration.ofMillis(1)),
                Behaviors.reply("x"),
                EventType.MESSAGE,
                Duration.ofMillis(1),
                Matchers.text("x").match(Message.text("x")),
                server.uri("/x"),
                ServerCertificate.TRUSTED,
                TestClock.create(),
                ReadyState.OPEN,
                WebSocketAssertions.quietFor(Duration.ofMillis(1)),
                WebSocketAssertions.atLeast(Duration.ofMillis(1)),
                WebSocketAssertions.factor(2),
                Behaviors.template("x"),
                Behaviors.script().expect("x"),
                Behaviors.script().expect("x").drop(),
                sslContext(),
                new WebSocketClient(server.uri()) {
                    @Override
                    public void onOpen(ServerHandshake handshake) {}

                    @Override
                    public void onMessage(String message) {}

                    @Override
                    public void onClose(int code, String reason, boolean remote) {}

                    @Override
                    public void onError(Exception e) {}
                },
                List.of("x"),
                "/x");
    }

    private static SSLContext sslContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    @Test
    void every_argument_that_must_not_be_null_is_named() {
        List<String> wrong = OwnClasses.ALL.stream()
                .filter(type -> PACKAGES.contains(type.getPackageName()))
                .map(JavaClass::reflect)
                .filter(PublicApi::isVisible)
                .filter(type -> !UNCALLED.contains(type.getSimpleName()))
                .flatMap(new NullArguments(samples())::calls)
                .sorted()
                .toList();

        assertEquals(List.of(), wrong);
    }
}
