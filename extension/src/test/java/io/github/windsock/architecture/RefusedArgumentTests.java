package io.github.windsock.architecture;

import static io.github.windsock.assertions.WebSocketAssertions.assertAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertContinuous;
import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyStates;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPings;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.Matchers;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The table of what nobody can mean: zero, less, nothing, too much. Each is refused at once, in words that say what to
 * do.
 */
class RefusedArgumentTests {
    private static final Duration LESS = ofMillis(-1);
    private static final String LONG = "x".repeat(200);

    private final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();
    private final BrowserWebSocket socket = page.open(server.uri());
    private final ServerConnection connection = server.awaitConnection();

    private final Map<Executable, String> rows = new LinkedHashMap<>();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private void row(String message, Executable call) {
        rows.put(call, message);
    }

    private void areRefused() {
        assertAll(rows.entrySet().stream().map(row -> () -> {
            Exception refusal = assertThrows(IllegalArgumentException.class, row.getKey(), row.getValue());
            assertEquals(row.getValue(), refusal.getMessage());
        }));
    }

    @Test
    void servers() {
        row(
                "port -1 is not between 0 and 65535; 0 picks a free one",
                () -> EchoServer.builder().port(-1));
        row(
                "port 65536 is not between 0 and 65535; 0 picks a free one",
                () -> EchoServer.builder().port(65_536));
        row(
                "hosts must name at least one address, such as 127.0.0.1",
                () -> EchoServer.builder().hosts());
        row(
                "a host is empty; give a name or an address, such as localhost or 127.0.0.1",
                () -> EchoServer.builder().hosts(""));
        row(
                "timeout 0 s is not longer than zero; give a time such as 3 s",
                () -> EchoServer.builder().timeout(ZERO));
        row(
                "timeout -1 ms is not longer than zero; give a time such as 3 s",
                () -> EchoServer.builder().timeout(LESS));
        row("maxMessageBytes 0 is less than 1", () -> EchoServer.builder().maxMessageBytes(0));
        row("maxQueuedBytes 0 is less than 1", () -> EchoServer.builder().maxQueuedBytes(0));
        row("maxBufferedBytes 0 is less than 1", () -> EchoServer.builder().maxBufferedBytes(0));
        row(
                "a name is empty; give a name or an address, such as localhost or 127.0.0.1",
                () -> EchoServer.builder().tls(ServerCertificate.TRUSTED, " "));
        row("path \"\" does not begin with a slash; use \"/\"", () -> server.uri(""));
        row("path \"chat\\n\" does not begin with a slash; use \"/chat\\n\"", () -> server.uri("chat\n"));
        row(
                "path \"ws://localhost/chat\" is a URL; write its path alone, such as \"/chat\"",
                () -> server.uri("ws://localhost/chat"));
        row("path template \"\" does not begin with a slash; use \"/\"", () -> server.at(""));
        row(
                "path template \"ws://localhost/chat\" is a URL; write its path alone, such as \"/chat\"",
                () -> server.at("ws://localhost/chat"));
        row(
                "path template \"/chat?x\" has a query or a fragment; only the path counts, so leave it out",
                () -> server.at("/chat?x"));
        row(
                "there is no connection 0, but 1; to wait for the next one, use awaitConnection()",
                () -> server.connection(0));
        row(
                "n is 0, and there are always that many; ask for 1 or more, or look at attempts()",
                () -> server.awaitAttempts(0));
        row(
                "n is -1, and there are always that many; ask for 1 or more, or look at attempts()",
                () -> server.awaitAttempts(-1));
        row("timeout -1 ms is negative; use zero to not wait", () -> server.awaitConnection(LESS));
        row(
                "close code 1006 cannot be sent (it stands for a connection that ended without a Close "
                        + "frame: drop or reset it instead); use 1000-1003, 1007-1014 or 3000-4999",
                () -> connection.close(1006, ""));
        row("reason is 200 bytes in UTF-8; a Close frame holds at most 123", () -> connection.close(1000, LONG));
        row(
                "payload is 200 bytes; a ping holds at most 125 (RFC 6455, section 5.5)",
                () -> connection.ping(Payload.of(new byte[200])));
        areRefused();
    }

    @Test
    void addresses_of_other_machines() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> EchoServer.builder().hosts("192.0.2.1").start());
        assertEquals(
                "port 0 of 192.0.2.1 cannot be bound (" + refused.getCause().getMessage()
                        + "). Give addresses of this machine, or leave the hosts out.",
                refused.getMessage());
    }

    @Test
    void pages() {
        row(
                "origin \"\" is not valid; use only scheme, host and port, such as \"https://example.org\"",
                () -> BrowserPage.builder().origin(""));
        row(
                "origin \"https://b\u00fccher.example\" is not valid; write the host as browsers send it, such as "
                        + "\"https://xn--bcher-kva.example\"",
                () -> BrowserPage.builder().origin("https://b\u00fccher.example"));
        row(
                "origin \"https://a\\u0001b\" is not valid; use only scheme, host and port, such as "
                        + "\"https://example.org\"",
                () -> BrowserPage.builder().origin("https://a\u0001b"));
        row(
                "\": x\" cannot be a header (RFC 9110, section 5.5): its name is a token, and its value is "
                        + "on one line, in Latin-1",
                () -> BrowserPage.builder().header("", "x"));
        row(
                "\"X: a\\nb\" cannot be a header (RFC 9110, section 5.5): its name is a token, and its value "
                        + "is on one line, in Latin-1",
                () -> BrowserPage.builder().header("X", "a\nb"));
        row(
                "\"X: \u540d\" cannot be a header (RFC 9110, section 5.5): its name is a token, and its value "
                        + "is on one line, in Latin-1",
                () -> BrowserPage.builder().header("X", "\u540d"));
        row(
                "handshakeTimeout 0 s is not longer than zero; give a time such as 3 s",
                () -> BrowserPage.builder().handshakeTimeout(ZERO));
        row(
                "handshakeTimeout -1 ms is not longer than zero; give a time such as 3 s",
                () -> BrowserPage.builder().handshakeTimeout(LESS));
        row(
                "closeTimeout 0 s is not longer than zero; give a time such as 3 s",
                () -> BrowserPage.builder().closeTimeout(ZERO));
        row(
                "bytes is 0; let a message have at least 1",
                () -> BrowserPage.builder().maxMessageBytes(0));
        row(
                "payload is 200 bytes; a ping frame holds at most 125",
                () -> socket.inspect().ping(Payload.ofText(LONG)));
        areRefused();
    }

    @Test
    void values() {
        row("close code -1 does not fit into 16 bits", () -> new CloseStatus(-1, ""));
        row("close code 65536 does not fit into 16 bits", () -> new CloseStatus(65_536, ""));
        row(
                "close code 1005 cannot be sent (it stands for a Close frame without a code: close without "
                        + "arguments sends that); use 1000-1003, 1007-1014 or 3000-4999",
                () -> CloseStatus.sendable(1005, ""));
        row("reason is 200 bytes in UTF-8; a Close frame holds at most 123", () -> CloseStatus.sendable(3000, LONG));
        row(
                "limit -1 is negative; use 0 or more bytes",
                () -> Payload.ofText("x").head(-1));
        row("timeout must not be negative: -1 ms", () -> Settings.defaults().withTimeout(LESS));
        row(
                "a journal holds at least 1 entry and 1 byte, not 0 and 1",
                () -> Settings.defaults().withLimits(0, 1));
        row(
                "a journal holds at least 1 entry and 1 byte, not 1 and 0",
                () -> Settings.defaults().withLimits(1, 0));
        areRefused();
    }

    @Test
    void behaviors() {
        row("push: every 0 s is not between 1ms and 24h", () -> Behaviors.push(ZERO, "x"));
        row(
                "push: times 0 is not between 1 and 2147483647",
                () -> Behaviors.push(ofMillis(1), "x").times(0));
        row(
                "echo: times -1 is not between 1 and 2147483647",
                () -> Behaviors.echo().times(-1));
        row("latency: time -1 ms is not between 0ms and 24h", () -> Behaviors.latency(LESS));
        row("uploadLatency: time -1 ms is not between 0ms and 24h", () -> Behaviors.uploadLatency(LESS));
        row(
                "uploadLatency: jitter -1 ms is not between 0ms and 24h",
                () -> Behaviors.uploadLatency(ofMillis(1)).jitter(LESS));
        row("slowOpen: by -1 ms is not between 0ms and 24h", () -> Behaviors.slowOpen(LESS));
        row("fragment: size 0 is not between 1 and 2147483647", () -> Behaviors.fragment(0));
        row("maxMessageBytes: size 0 is not between 1 and 2147483647", () -> Behaviors.maxMessageBytes(0));
        row("broadcast: room \"\" is empty; give it a name", () -> Behaviors.broadcast(""));
        row(
                "subprotocol: name \"\" is not an HTTP token; use letters, digits and !#$%&'*+-.^_`|~ (RFC "
                        + "9110, section 5.6.2)",
                () -> Behaviors.subprotocol(""));
        row("redirect: location \"\" is empty; give a URL, such as /echo", () -> Behaviors.redirect(""));
        row(
                "redirect: location \"/a\\nb\" cannot be the value of a header: it has blanks at an end, or "
                        + "a character that is not printable Latin-1",
                () -> Behaviors.redirect("/a\nb"));
        row("refuse: status 101 is not between 200 and 599", () -> Behaviors.refuse(101));
        row("refuse: status 1000 is not between 200 and 599", () -> Behaviors.refuse(1000));
        row(
                "refuse: header \": x\" is not an HTTP token; use letters, digits and !#$%&'*+-.^_`|~ (RFC "
                        + "9110, section 5.6.2)",
                () -> Behaviors.refuse(503).header("", "x"));
        row(
                "refuse: retryAfter 1 ms is not a whole number of seconds",
                () -> Behaviors.refuse(503).retryAfter(ofMillis(1)));
        row(
                "closeWith: code 1006: close code 1006 cannot be sent (it stands for a connection that ended "
                        + "without a Close frame: drop or reset it instead); use 1000-1003, 1007-1014 or 3000-4999",
                () -> Behaviors.closeWith(1006, ""));
        row(
                "closeWith: reason \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"…: reason is "
                        + "200 bytes in UTF-8; a Close frame holds at most 123",
                () -> Behaviors.closeWith(3000, LONG));
        row("inTurn() has no behavior; name at least one", () -> Behaviors.inTurn());
        areRefused();
    }

    @Test
    void extensions() {
        row(
                "port = -1 is not between 0 and 65535; 0 picks a free one",
                () -> WebSocketExtension.builder().port(-1));
        row(
                "port = 70000 is not between 0 and 65535; 0 picks a free one",
                () -> WebSocketExtension.builder().port(70_000));
        row(
                "the alias \"ws://a.example\" is a URL; write its host alone, such as \"echo.websocket.org\"",
                () -> WebSocketExtension.builder().alias("ws://a.example"));
        row(
                "timeout = 0 s is not longer than zero; give a time such as 3 s",
                () -> WebSocketExtension.builder().timeout(ZERO));
        areRefused();
    }

    @Test
    void matchers() {
        row("every text contains \"\"; use anyText()", () -> Matchers.textContaining(""));
        row(
                "header name \"\" is not an HTTP token, so no request has it; use letters, digits and "
                        + "!#$%&'*+-.^_`|~",
                () -> Matchers.header(""));
        row(
                "header name \"a b\" is not an HTTP token, so no request has it; use letters, digits and "
                        + "!#$%&'*+-.^_`|~",
                () -> Matchers.header("a b", "x"));
        row(
                "header name \"\" is not an HTTP token, so no request has it; use letters, digits and "
                        + "!#$%&'*+-.^_`|~",
                () -> Matchers.headerMatching("", "x"));
        row(
                "cookie name \"\" is not an HTTP token, so no request has it; use letters, digits and "
                        + "!#$%&'*+-.^_`|~",
                () -> Matchers.cookie("", "x"));
        row(
                "subprotocol \"\" is not an HTTP token, so no request has it; use letters, digits and "
                        + "!#$%&'*+-.^_`|~",
                () -> Matchers.offers(""));
        row(
                "method \"\" is not an HTTP token, so no request has it; use letters, digits and " + "!#$%&'*+-.^_`|~",
                () -> Matchers.request("", "/"));
        row(
                "path \"\" must begin with a slash and have no query or fragment; write it as "
                        + "/feed/{id}, and the query with and(query(name, value))",
                () -> Matchers.path(""));
        areRefused();
    }

    @Test
    void assertions() {
        row(
                "expected is empty, but every party has at least one state; begin with CONNECTING or OPEN",
                () -> assertReadyStates(List.of(), socket));
        row(
                "OPEN cannot come after OPEN; expect states in the order CONNECTING, OPEN, CLOSING, CLOSED",
                () -> assertReadyStates(List.of(ReadyState.CONNECTING, ReadyState.OPEN, ReadyState.OPEN), socket));
        row(
                "CONNECTING cannot come after OPEN; expect states in the order CONNECTING, OPEN, CLOSING, CLOSED",
                () -> assertReadyStates(List.of(ReadyState.OPEN, ReadyState.CONNECTING), socket));
        row(
                "times is 0; use assertNotReceived(matcher, party), or give 1 " + "or more",
                () -> assertReceived(0, "x", socket));
        row(
                "times is -1; use assertNotReceived(matcher, party), or give 1 " + "or more",
                () -> assertReceived(-1, "x", socket));
        row(
                "expected is empty; give at least one message, or use " + "assertNothingMoreReceived(party)",
                () -> assertReceivedInOrder(List.of(), socket));
        row(
                "the quiet period 0 s is not longer than zero; give a time such as 300 ms",
                () -> assertNothingMoreReceived(socket, ZERO));
        row("the quiet period -1 ms is not longer than zero; give a time such as 300 ms", () -> quietFor(LESS));
        row("close code -1 does not fit into 16 bits", () -> assertClosedWith(-1, "", socket));
        row(
                "the expected reason has 200 bytes in UTF-8, and a Close frame holds at most 123, so no "
                        + "party ever receives it",
                () -> assertClosedWith(3000, LONG, socket));
        row(
                "expected must hold an event; socket.events() tells what has been fired so far",
                () -> assertEvents(List.of(), socket));
        row("expected is -1; give 0 or more", () -> assertAttempts(-1, server));
        row("status 99 does not refuse an attempt; give one from 200 to 999", () -> assertRefused(99, socket));
        row("status 1000 does not refuse an attempt; give one from 200 to 999", () -> assertRefused(1000, socket));
        row("n is -1; give 0 or more", () -> assertPinged(-1, connection));
        row(
                "the expected payload has 200 bytes, and a ping frame holds at most 125, so none can have it",
                () -> assertPinged(LONG, connection));
        row("n is 0; give 1 or more", () -> awaitPings(0, connection));
        row(
                "parties is empty; name the sockets or connections in their order",
                () -> assertContinuous(message -> 0, List.of()));
        row(
                "a pause needs two attempts, but the list has 0; await more with server.awaitAttempts(n)",
                () -> assertBackoff(List.of(), atLeast(ZERO), factor(1)));
        row("atLeast(-1 ms) is negative; give zero or longer", () -> atLeast(LESS));
        row(
                "atMost(1 ms) is shorter than atLeast(2 ms)",
                () -> atLeast(ofMillis(2)).atMost(ofMillis(1)));
        row("factor 0.5 is less than 1; 1 means no growth", () -> factor(0.5));
        row("factor NaN is less than 1; 1 means no growth", () -> factor(Double.NaN));
        row("factor Infinity is not finite; use a number such as 2", () -> factor(Double.POSITIVE_INFINITY));
        row(
                "waiting up to 0 s waits for nothing; give a time that is longer than zero",
                () -> waitingUpTo(ZERO, () -> {}));
        areRefused();
    }
}
