package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.template;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Matchers;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a journal has of a connection, written as a file and played back, is the same journal but for its times. */
@WithEchoServer
class RecordedConversationTests {
    @TempDir
    Path folder;

    /** Plays a client twice: with a server that answers of itself, and with what was recorded of the first time. */
    private void assertPlayedBack(
            EchoServer server, BrowserPage page, String expected, Consumer<BrowserWebSocket> client)
            throws IOException {
        ServerConnection first = play(server, page, client);
        String recorded = first.conversation();
        assertEquals(expected, recorded);
        Files.writeString(folder.resolve("recorded.wsc"), recorded);

        server.behave(parse("script?file=recorded.wsc", folder));
        ServerConnection second = play(server, page, client);

        assertEquals(recorded, second.conversation());
        assertEquals(events(server, first), events(server, second));
    }

    private static ServerConnection play(EchoServer server, BrowserPage page, Consumer<BrowserWebSocket> client) {
        BrowserWebSocket socket = page.open(server.uri("/chat"));
        ServerConnection connection = server.awaitConnection();
        client.accept(socket);
        assertReadyState(ReadyState.CLOSED, socket);
        assertReadyState(ReadyState.CLOSED, connection);
        assertEquals(connection.conversation(), socket.conversation());
        return connection;
    }

    private static List<String> events(EchoServer server, ServerConnection connection) {
        return server.journal().entries().stream()
                .filter(entry ->
                        entry.number() == connection.number() && entry.party().startsWith("server"))
                .map(entry -> entry.event().kind() + " " + entry.event().summary())
                .toList();
    }

    @Test
    void a_client_that_closes(EchoServer server, BrowserPage page) throws IOException {
        server.behave(on("login \"Ada\"", reply("it's\n\"you\""))
                .on(Matchers.textMatching("add (?<number>\\d+)"), reply(template("${number}!")))
                .on(Matchers.anyBinary(), reply(new byte[] {0, -1})));
        assertPlayedBack(server, page, """
            # GET /chat
            expect 'login "Ada"'
            send "it's\\n\\"you\\""
            expect bytes 0102
            send bytes 00ff
            expect "add 7"
            send "7!"
            expect close 3005 "再见"
            """, socket -> {
            assertReadyState(ReadyState.OPEN, socket);
            socket.send("login \"Ada\"");
            assertReceived("it's\n\"you\"", socket);
            socket.send(new byte[] {1, 2});
            assertReceived(Matchers.bytes((byte) 0, (byte) -1), socket);
            socket.send("add 7");
            assertReceived("7!", socket);
            socket.close(3005, "再见");
        });
    }

    @Test
    void a_server_that_closes(EchoServer server, BrowserPage page) throws IOException {
        server.behave(parse("send?text=hello&then=close&code=3005&reason=bye"));
        assertPlayedBack(server, page, """
            # GET /chat
            send "hello"
            close 3005 "bye"
            """, socket -> assertReceived("hello", socket));
    }

    @Test
    void a_server_that_drops(EchoServer server, BrowserPage page) throws IOException {
        server.behave(parse("send?text=hello&then=drop"));
        assertPlayedBack(server, page, """
            # GET /chat
            send "hello"
            drop
            """, socket -> assertReceived("hello", socket));
    }

    /** A client cannot know that a rule was broken on purpose, so only the server has it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bad/utf8         | fault bad/utf8;expect close 1007 'text is not UTF-8 at byte 1'
            cut-within-frame | fault cut-within-frame
            half-close       | fault half-close;# the server closed its direction of the connection without a Close frame
            """)
    void a_server_that_breaks_a_rule(String fault, String lines, EchoServer server, BrowserPage page)
            throws IOException {
        server.behave(parse("send?text=hello&then=" + fault));
        ServerConnection first = playAlone(server, page);
        String recorded = first.conversation();
        assertEquals(
                ("# GET /chat\nsend 'hello'\n" + lines + "\n")
                        .replace(';', '\n')
                        .replace('\'', '"'),
                recorded);
        Files.writeString(folder.resolve("recorded.wsc"), recorded);

        server.behave(parse("script?file=recorded.wsc", folder));

        assertEquals(recorded, playAlone(server, page).conversation());
    }

    private static ServerConnection playAlone(EchoServer server, BrowserPage page) {
        page.open(server.uri("/chat"));
        ServerConnection connection = server.awaitConnection();
        assertReadyState(ReadyState.CLOSED, connection);
        return connection;
    }

    @Test
    void pings_of_both_ends(EchoServer server, BrowserPage page) throws IOException {
        server.behave(silent());
        BrowserWebSocket socket = page.open(server.uri());
        ServerConnection connection = server.awaitConnection();
        assertReadyState(ReadyState.OPEN, socket);
        connection.ping(Payload.ofText("are you there"));
        connection.ping();
        socket.inspect().ping(Payload.of((byte) -1));
        assertPinged(1, connection);
        connection.close();
        assertReadyState(ReadyState.CLOSED, socket);
        assertReadyState(ReadyState.CLOSED, connection);
        assertEquals(
                List.of("# GET /", "close", "expect ping bytes ff", "ping", "ping \"are you there\""),
                connection.conversation().lines().sorted().toList());
        assertEquals(
                connection.conversation().lines().sorted().toList(),
                socket.conversation().lines().sorted().toList());
    }

    /** The page is held in the first message, while what came behind that is read. */
    @Test
    void pings_among_the_messages_of_a_page_that_is_late(EchoServer server, BrowserPage page) {
        server.behave(silent());
        CountDownLatch isClosed = new CountDownLatch(1);
        BrowserWebSocket socket = page.open(server.uri());
        socket.onMessage(event -> awaitLatch(isClosed));
        ServerConnection connection = server.awaitConnection();
        assertReadyState(ReadyState.OPEN, socket);
        connection.send("first");
        connection.ping(Payload.ofText("between"));
        connection.send("second");
        connection.ping(Payload.ofText("last"));
        connection.close(3005, "bye");
        assertReadyState(ReadyState.CLOSED, connection); // so the client has read all of it
        isClosed.countDown();
        assertReadyState(ReadyState.CLOSED, socket);

        assertEquals("""
            # GET /
            send "first"
            ping "between"
            send "second"
            ping "last"
            close 3005 "bye"
            """, socket.conversation());
        assertEquals(connection.conversation(), socket.conversation());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server ends TCP, and does not answer the Close frame that the page sends when it is left. */
    @Test
    void a_page_that_is_left_when_the_server_drops() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open("ws://127.0.0.1:" + port.getLocalPort() + "/");
            RawPeer server = RawPeer.accept(port.accept());
            server.send(0x81, "hello");
            assertReceived("hello", socket);
            CompletableFuture<Void> leaving = CompletableFuture.runAsync(page::close);
            assertEquals(8, server.read().opcode());
            server.close();
            leaving.join();

            assertEquals("""
                # GET /
                send "hello"
                drop
                """, socket.conversation());
        }
    }
}
