package examples.bugs;

import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.offers;
import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.query;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertContinuous;
import static io.github.windsock.assertions.WebSocketAssertions.assertHandshake;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceivedBefore;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertPonged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.json.JsonMatchers.json;
import static io.github.windsock.json.JsonMatchers.jsonDocument;
import static io.github.windsock.json.JsonOption.IGNORING_EXTRA_KEYS;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import examples.bugs.Bug.Act;
import io.github.windsock.Payload;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.Behavior;
import java.util.ArrayList;
import java.util.List;

/** Fifty bugs of clients, beside the client that does it right. */
final class ClientBugs {
    private final List<Bug> all = new ArrayList<>();

    private ClientBugs() {
        messages();
        documents();
        conversations();
        closes();
        controlFrames();
        handshakes();
        reconnects();
    }

    static List<Bug> all() {
        return List.copyOf(new ClientBugs().all);
    }

    private void bug(String name, Behavior server, Act right, Act wrong, Act assertion) {
        all.add(new Bug(name, server, right, wrong, assertion));
    }

    private void bug(String name, Act right, Act wrong, Act assertion) {
        bug(name, silent(), right, wrong, assertion);
    }

    private static Act sends(String... texts) {
        return scene -> scene.send(texts);
    }

    private static Act sends(byte[] bytes) {
        return scene -> scene.open().send(bytes);
    }

    private void messages() {
        Act exactly = it -> assertReceivedExactly(List.of("a", "b", "c"), it.connection());
        bug("loses a message", sends("a", "b", "c"), sends("a", "c"), exactly);
        bug("loses the last message", sends("a", "b", "c"), sends("a", "b"), exactly);
        bug("doubles a message", sends("a", "b", "c"), sends("a", "b", "b", "c"), exactly);
        bug("changes the order", sends("a", "b", "c"), sends("a", "c", "b"), exactly);
        bug("misspells", sends("subscribe"), sends("subcribe"), it -> assertReceived("subscribe", it.connection()));
        bug("ends with a line break", sends("hello"), sends("hello\n"), it -> assertReceived("hello", it.connection()));
        bug("shouts", sends("hello"), sends("HELLO"), it -> assertReceived(textContaining("hello"), it.connection()));
        bug(
                "breaks a line where none may be",
                sends("add 1 2"),
                sends("add 1\n2"),
                it -> assertReceived(textMatching("add .*"), it.connection()));
        byte[] frame = {1, 2, 3, 4};
        bug(
                "sends bytes as text",
                sends(frame),
                sends(new String(frame, ISO_8859_1)),
                it -> assertReceived(frame, it.connection()));
        bug("sends text as bytes", sends("a"), sends("a".getBytes(UTF_8)), it -> assertReceived("a", it.connection()));
        bug(
                "writes the wrong end first",
                sends(frame),
                sends(new byte[] {4, 3, 2, 1}),
                it -> assertReceived(frame, it.connection()));
        String large = "0123456789".repeat(10_000);
        bug(
                "cuts a large message",
                sends(large),
                sends(large.substring(1)),
                it -> assertReceived(large, it.connection()));
        bug(
                "decodes with the wrong charset",
                sends("grüß Gott"),
                sends(new String("grüß Gott".getBytes(UTF_8), ISO_8859_1)),
                it -> assertReceived("grüß Gott", it.connection()));
    }

    private void documents() {
        Act subscribes = it -> assertReceived(json("$.op", "subscribe"), it.connection());
        Act document = it -> assertReceived(
                jsonDocument("{\"op\":\"add\",\"amount\":2.5,\"tags\":[\"a\",\"b\"]}", IGNORING_EXTRA_KEYS),
                it.connection());
        Act right = sends("{\"id\":\"7f3\",\"op\":\"add\",\"amount\":2.50,\"tags\":[\"a\",\"b\"]}");
        bug("asks for another operation", sends("{\"op\":\"subscribe\"}"), sends("{\"op\":\"sub\"}"), subscribes);
        bug("forgets a key", sends("{\"op\":\"subscribe\"}"), sends("{\"channel\":\"a\"}"), subscribes);
        bug("writes JSON by hand", sends("{\"op\":\"subscribe\"}"), sends("{'op':'subscribe'}"), subscribes);
        bug(
                "writes a number as text",
                right,
                sends("{\"op\":\"add\",\"amount\":\"2.5\",\"tags\":[\"a\",\"b\"]}"),
                document);
        bug("sorts a list", right, sends("{\"op\":\"add\",\"amount\":2.5,\"tags\":[\"b\",\"a\"]}"), document);
        bug(
                "uses an id twice",
                sends("{\"id\":1}", "{\"id\":2}"),
                sends("{\"id\":1}", "{\"id\":1}"),
                it -> assertReceived(1, json("$.id", 1), it.connection()));
    }

    private void conversations() {
        Act subscribesOnce = it -> assertReceived(1, text("subscribe"), it.connection());
        bug("subscribes twice", sends("subscribe"), sends("subscribe", "subscribe"), subscribesOnce);
        bug("never subscribes", sends("subscribe"), sends("hello"), subscribesOnce);
        bug(
                "does not log out",
                sends("login", "data", "logout"),
                sends("login", "data"),
                it -> assertReceivedInOrder(List.of("login", "logout"), it.connection()));
        bug(
                "talks before it has logged in",
                sends("login", "data"),
                sends("data", "login"),
                it -> assertReceivedInOrder(List.of("login", "data"), it.connection()));
        bug(
                "reports an error where there is none",
                sends("ok"),
                sends("ok", "error 7"),
                it -> assertNotReceived(textContaining("error"), it.connection()));
        bug(
                "tells a secret",
                sends("login me"),
                sends("login me hunter2"),
                it -> assertNotReceived(textMatching(".*hunter2.*"), it.connection()));
        bug("talks without being asked", it -> it.open(), sends("a"), it -> assertNothingMoreReceived(it.connection()));
        bug(
                "says something before it answers",
                sends("pong"),
                sends("um", "pong"),
                it -> assertNothingMoreReceivedBefore("pong", it.connection()));
        bug(
                "sends too few heartbeats",
                sends("beat", "beat", "beat"),
                sends("beat", "beat"),
                it -> assertReceived(3, text("beat"), it.connection()));
        bug(
                "answers a greeting with nothing",
                sendMessage("welcome").then(silent()),
                it -> {
                    BrowserWebSocket socket = it.open();
                    socket.onMessage(event -> socket.send("thanks"));
                    assertReceived("welcome", socket);
                    socket.send("thanks");
                },
                it -> assertReceived("welcome", it.open()),
                it -> assertReceived(anyMessage(), it.connection()));
    }

    private void closes() {
        Act done = it -> assertClosedWith(1000, "done", it.connection());
        Act right = it -> it.open().close(1000, "done");
        bug("closes with another code", right, it -> it.open().close(3005, "done"), done);
        bug("closes with another reason", right, it -> it.open().close(1000, "bye"), done);
        bug("closes without a code", right, it -> it.open().close(), done);
        bug("hangs up without a word", right, it -> it.open().inspect().abort(), done);
        bug("does not close", right, it -> it.open(), done);
        bug(
                "closes before it has said all",
                it -> {
                    BrowserWebSocket socket = it.send("a", "bye");
                    socket.close();
                },
                it -> {
                    BrowserWebSocket socket = it.send("a");
                    socket.close();
                    socket.send("bye"); // which is never received
                },
                it -> assertReceived("bye", it.connection()));
        bug(
                "leaves when it is spoken to",
                echo(),
                sends("a"),
                it -> {
                    BrowserWebSocket socket = it.send("a");
                    assertReceived("a", socket);
                    socket.close();
                    assertReadyState(CLOSED, socket);
                },
                it -> assertReadyState(OPEN, it.connection()));
    }

    private void controlFrames() {
        Act pinged = it -> it.connection().ping();
        bug(
                "does not answer a ping",
                it -> {
                    it.open();
                    pinged.in(it);
                },
                it -> {
                    it.open().inspect().answerPings(false);
                    pinged.in(it);
                },
                it -> assertPonged(1, it.connection()));
        bug(
                "does not keep the connection alive",
                it -> it.open().inspect().ping(),
                it -> it.open(),
                it -> assertPinged(1, it.connection()));
        bug(
                "pings too often",
                it -> it.open().inspect().ping(),
                it -> {
                    BrowserWebSocket socket = it.open();
                    socket.inspect().ping();
                    socket.inspect().ping();
                },
                it -> assertPinged(1, it.connection()));
        bug(
                "pings with another payload",
                it -> it.open().inspect().ping(Payload.ofText("7")),
                it -> it.open().inspect().ping(Payload.ofText("8")),
                it -> assertPinged("7", it.connection()));
        bug(
                "forgets its heartbeat",
                it -> it.open().inspect().pong(Payload.ofText("alive")),
                it -> it.open(),
                it -> assertPonged("alive", it.connection()));
    }

    private void handshakes() {
        bug(
                "connects to another path",
                it -> it.open("/feed/7"),
                it -> it.open("/fed/7"),
                it -> assertHandshake(path("/feed/{id}"), it.connection()));
        bug(
                "does not encode its query",
                it -> it.open("/?room=a%2Bb"),
                it -> it.open("/?room=a+b"),
                it -> assertHandshake(query("room", "a+b"), it.connection()));
        bug(
                "offers another subprotocol",
                it -> it.open("/", "v1.chat", "v2.chat"),
                it -> it.open("/", "v1.chat"),
                it -> assertHandshake(offers("v2.chat"), it.connection()));
        bug(
                "keeps its old token",
                it -> it.connectWith("Authorization", "Bearer new"),
                it -> it.connectWith("Authorization", "Bearer old"),
                it -> assertHandshake(
                        header("Authorization", "Bearer new"),
                        it.server.awaitAttempts(1).get(0)));
    }

    private void reconnects() {
        bug(
                "opens two connections",
                it -> it.open(),
                it -> {
                    it.open();
                    it.open();
                },
                it -> assertAttempts(1, it.server));
        bug(
                "comes back at once",
                refuse(503),
                it -> {
                    it.attempt();
                    runAsync(it::attempt, delayedExecutor(40, MILLISECONDS)).join(); // a client's own pause
                },
                it -> {
                    for (int i = 0; i < 10; i++) { // a busy machine might delay one or two
                        it.attempt();
                    }
                },
                it -> assertBackoff(it.server.awaitAttempts(2), atLeast(ofMillis(30)), factor(1)));
        bug(
                "does not come back",
                refuse(503),
                it -> {
                    it.attempt();
                    it.attempt();
                },
                it -> it.attempt(),
                it -> assertAttempts(2, it.server));
        Act twice = it -> {
            numbers(it, 1, 2);
            numbers(it, 3, 4);
        };
        Act continuous = it -> assertContinuous(
                message -> Long.parseLong(message.text()), List.of(it.connection(1), it.connection(2)));
        bug(
                "loses a message over a reconnect",
                twice,
                it -> {
                    numbers(it, 1, 2);
                    numbers(it, 4, 5);
                },
                continuous);
        bug(
                "repeats a message after a reconnect",
                twice,
                it -> {
                    numbers(it, 1, 2);
                    numbers(it, 2, 3);
                },
                continuous);
    }

    private static void numbers(Scene scene, int from, int to) {
        BrowserWebSocket socket = scene.open();
        for (int n = from; n <= to; n++) {
            socket.send(Integer.toString(n));
        }
    }
}
