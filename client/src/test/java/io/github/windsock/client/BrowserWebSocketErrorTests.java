package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Durations;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page may not do, and what it is told when no connection comes about. */
class BrowserWebSocketErrorTests {
    private static final String PART =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Acc";
    private static final String ONLY_PART = "; it sent only 92 B of an answer:"
            + " \"HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nCo\"…";

    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1001, 1005, 2999, 5000, 65_536})
    void a_code_that_no_page_may_send(int code) {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            DomException error = assertThrows(DomException.class, () -> socket.close(code, "x".repeat(200)));
            assertEquals("InvalidAccessError", error.name());
            assertEquals(
                    "InvalidAccessError: close code " + code + " is not for a page to send; use 1000, or 3000 to 4999",
                    error.getMessage());
            assertEquals(ReadyState.CONNECTING, socket.readyState());
        }
    }

    @Test
    void a_reason_of_124_bytes() {
        try (WireServer server = WireServer.echoing()) {
            BrowserWebSocket socket = Await.open(page.open(server.url()));
            DomException error = assertThrows(DomException.class, () -> socket.close(3000, "我".repeat(41) + "x"));
            assertEquals(
                    "SyntaxError: reason is 124 bytes in UTF-8; a Close frame holds at most 123", error.getMessage());
            assertEquals(ReadyState.OPEN, socket.readyState());
            socket.close(3000, "\uD800".repeat(41));
            assertEquals(
                    new CloseStatus(3000, "\uFFFD".repeat(41)),
                    Await.closed(socket).closeStatus().orElseThrow());
        }
    }

    @Test
    void sending_while_connecting() {
        try (WireServer server = new WireServer()) {
            BrowserWebSocket socket = page.open(server.url());
            DomException error = assertThrows(DomException.class, () -> socket.send("early"));
            assertEquals(
                    "InvalidStateError: client#1 is still CONNECTING and cannot send; "
                            + "send in onOpen, or after assertReadyState(OPEN, socket)",
                    error.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "ü", "(x)"})
    void a_subprotocol_that_is_no_token(String protocol) {
        assertEquals(
                "SyntaxError: the subprotocol \"" + protocol
                        + "\" is not a token; use letters, digits and !#$%&'*+-.^_`|~",
                assertThrows(DomException.class, () -> page.open("ws://localhost", protocol))
                        .getMessage());
    }

    @Test
    void a_subprotocol_twice() {
        assertEquals(
                "SyntaxError: the subprotocol \"V1\" is there twice",
                assertThrows(DomException.class, () -> page.open("ws://localhost", "v1", "V1"))
                        .getMessage());
    }

    @Test
    void a_server_that_refuses() throws Exception {
        int port;
        try (WireServer gone = new WireServer()) {
            port = gone.address().getPort();
        }
        assertEnd("ws://127.0.0.1:" + port, page, "connection refused");
    }

    @Test
    void an_unknown_host() throws Exception {
        assertEnd(
                "ws://no-such-host.invalid/",
                page,
                "unknown host no-such-host.invalid; alias = \"no-such-host.invalid\" leads it to the test's server");
    }

    @Test
    void a_misspelled_alias() throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        try (BrowserPage led = BrowserPage.builder()
                .alias("echo.invalid", server)
                .alias("chat.invalid", server)
                .build()) {
            assertEnd(
                    "ws://ecko.invalid/",
                    led,
                    "unknown host ecko.invalid; the page has the aliases \"chat.invalid\", \"echo.invalid\"");
        }
    }

    /** The server would answer at that port, if the page asked. */
    @Test
    void a_port_that_browsers_block() throws Exception {
        try (WireServer server = WireServer.echoing();
                BrowserPage led = BrowserPage.builder()
                        .alias("echo.invalid", server.address())
                        .build()) {
            Await.open(led.open("ws://echo.invalid:6664/"));
            assertEnd(
                    "ws://echo.invalid:6665/",
                    led,
                    "browsers block port 6665 (Fetch Standard, port blocking); use another one");
        }
    }

    @Test
    void a_server_that_never_answers() throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage hasty = BrowserPage.builder()
                        .handshakeTimeout(Duration.ofMillis(50))
                        .build()) {
            assertEnd(server.url(), hasty, "the server did not answer the handshake within 50 ms");
        }
    }

    /** The timeout doubles until the part comes before it, since the machine may be busy. */
    @Test
    void a_server_that_stalls_within_its_answer() throws Exception {
        try (WireServer server = WireServer.playing(
                peer -> peer.raw(PART.getBytes(US_ASCII)).readRequest().awaitEnd())) {
            String nothing = "the server did not answer the handshake within 50 ms";
            String why = nothing;
            for (int millis = 50; why.equals(nothing) && millis < 4_000; millis *= 2) {
                nothing = "the server did not answer the handshake within " + Durations.format(ofMillis(millis));
                why = whyAfter(ofMillis(millis), server);
            }
            assertEquals(nothing + ONLY_PART, why);
        }
    }

    private static String whyAfter(Duration timeout, WireServer server) throws Exception {
        try (BrowserPage hasty = BrowserPage.builder().handshakeTimeout(timeout).build()) {
            return Await.closed(hasty.open(server.url()))
                    .log()
                    .closing()
                    .orElseThrow()
                    .event()
                    .why();
        }
    }

    @Test
    void a_server_that_ends_within_its_answer() throws Exception {
        try (WireServer server = WireServer.playing(
                peer -> peer.readRequest().raw(PART.getBytes(US_ASCII)).awaitEndAfterFin())) {
            assertEnd(
                    server.url(), page, "the server ended the connection before it answered the handshake" + ONLY_PART);
        }
    }

    private void assertEnd(String url, BrowserPage on, String why) throws Exception {
        Trace trace = new Trace();
        BrowserWebSocket socket = on.open(url, trace);
        assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
        assertEquals(
                why, Await.closed(socket).log().closing().orElseThrow().event().why());
    }

    @Test
    void a_page_that_is_closed() {
        page.close();
        assertEquals(
                "the page is closed and cannot open ws://localhost/; open another page",
                assertThrows(IllegalStateException.class, () -> page.open("ws://localhost"))
                        .getMessage());
    }
}
