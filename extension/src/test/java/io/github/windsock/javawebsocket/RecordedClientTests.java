package io.github.windsock.javawebsocket;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.CONNECTING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyStates;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.alias;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.party;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.recorded;
import static io.github.windsock.server.Behaviors.closeEmpty;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A user's own client of Java-WebSocket, as a party of the journal. */
class RecordedClientTests {

    /** What must come may take its time on a busy machine. */
    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));

    private final EchoServer server = EchoServer.builder().journal(journal).start();
    private final ChatClient chat = new ChatClient(server.uri("/chat"), recorded(server));

    @AfterEach
    void close() {
        server.close();
    }

    private static String story(Party party) {
        return PartyLog.of(party).entries().stream()
                .map(entry ->
                        (entry.event().kind().arrow() + " " + entry.event().summary()).strip())
                .collect(Collectors.joining("\n"));
    }

    private static String why(Party party) {
        return PartyLog.of(party).closing().orElseThrow().event().why();
    }

    @Nested
    class an_open_client {

        @Test
        void receives_what_the_server_sends() {
            server.behave(sendMessage("welcome").then(silent()));

            chat.connect();

            assertReceived("welcome", party(chat));
            assertNothingMoreReceived(party(chat));
        }

        @Test
        void is_open_for_who_waited_for_that() {
            chat.connect();

            assertReadyState(OPEN, party(chat));
            chat.send("hello");

            assertReceived("hello", party(chat));
            assertReceived("hello", server.connection(1));
        }

        @Test
        void is_a_party_before_it_connects() {
            Party party = party(chat);

            assertEquals(List.of(), party.received());
            chat.connect();

            assertReadyStates(List.of(CONNECTING, OPEN), party);
        }

        @Test
        void sends_and_receives_messages_of_all_forms() {
            server.behave(echo().with(fragment(2)));
            chat.connect();
            assertReadyState(OPEN, party(chat));

            chat.send("Grüße");
            chat.send(new byte[] {1, 2, 3});
            chat.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("one ".getBytes(StandardCharsets.UTF_8)), false);
            chat.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)), true);

            List<Object> all = List.of("Grüße", new byte[] {1, 2, 3}, "one two");
            assertReceivedExactly(all, server.awaitConnection());
            assertReceivedExactly(all, party(chat));
            assertEquals(
                    List.of(
                            Message.text("Grüße"),
                            Message.binary((byte) 1, (byte) 2, (byte) 3),
                            Message.text("one two")),
                    PartyLog.of(party(chat)).entries().stream()
                            .filter(entry -> entry.event().kind() == Kind.SENT)
                            .map(entry -> entry.event().message().orElseThrow())
                            .toList());
        }

        @Test
        void shows_compressed_messages_as_what_they_say() {
            ChatClient compressing =
                    new ChatClient(server.uri(), recorded(server, new Draft_6455(new PerMessageDeflateExtension())));
            compressing.connect();
            assertReadyState(OPEN, party(compressing));

            compressing.send("a".repeat(2000));

            assertReceived("a".repeat(2000), party(compressing));
            assertEquals(
                    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                    server.awaitConnection()
                            .handshake()
                            .header("Sec-WebSocket-Extensions")
                            .orElse(""));
        }

        @Test
        void asks_for_the_subprotocols_of_its_draft() {
            ChatClient asking = new ChatClient(
                    server.uri(), recorded(server, new Draft_6455(List.of(), List.of(new Protocol("v2.chat")))));
            asking.connect();

            assertReadyState(OPEN, party(asking));
            assertEquals("v2.chat", asking.getProtocol().getProvidedProtocol());
        }

        @Test
        void shows_pings_and_pongs() {
            chat.connect();
            server.awaitConnection().ping(Payload.of(new byte[] {7}));

            await(server).until(() -> story(party(chat)).contains("pong"));
            assertTrue(story(party(chat)).endsWith("← ping  \"\\u0007\"\n→ pong  \"\\u0007\""), story(party(chat)));
        }

        @Test
        void counts_a_message_when_its_listener_has_run() {
            CountDownLatch mayGoOn = new CountDownLatch(1);
            chat.whenMessage = () -> assertTrue(within(mayGoOn));
            chat.connect();
            assertReadyState(OPEN, party(chat));
            chat.send("hello");
            await(server).until(() -> story(party(chat)).contains("←"));

            assertFalse(PartyLog.of(party(chat)).entries().stream()
                    .anyMatch(entry -> entry.event().kind() == Kind.RECEIVED && entry.isHandled()));
            mayGoOn.countDown();

            assertReceived("hello", party(chat));
        }

        @Test
        void is_another_party_when_it_connects_again() throws InterruptedException {
            chat.connect();
            assertReadyState(OPEN, party(chat));
            Party first = party(chat);

            chat.reconnectBlocking();

            assertReadyState(OPEN, party(chat));
            assertEquals("client#1, client#2", PartyLog.of(first) + ", " + PartyLog.of(party(chat)));
            assertReadyState(CLOSED, first);
        }
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Nested
    class the_end {

        @Test
        void by_the_server_has_its_status() {
            server.behave(closeWith(3005, "bye"));
            chat.connect();

            assertClosedWith(3005, "bye", party(chat));
            assertClosedCleanly(party(chat));
            assertTrue(chat.isClosed());
            assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), party(chat));
            assertEquals("", why(party(chat)));
        }

        @Test
        void by_the_client_has_the_status_that_came_back_though_the_library_does_not_read_it() throws Exception {
            ReadingSocketFactory sockets = new ReadingSocketFactory();
            chat.setSocketFactory(sockets);
            chat.connect();
            sockets.reads.acquire(2); // the handshake's, and the one that is under way now

            chat.close(3005, "我就是要关闭它");

            assertClosedWith(3005, "我就是要关闭它", party(chat));
            assertClosedCleanly(party(chat));
            assertEquals("""
                    ⇢ connect  /chat
                    open
                    → close 3005 "我就是要关闭它"
                    ← close 3005 "我就是要关闭它"
                    close 3005 "我就是要关闭它\"""", story(party(chat)));
        }

        @Test
        void by_a_client_that_does_not_wait_for_the_server_is_shown_as_that() {
            chat.whenMessage = () -> chat.close(3005, "bye"); // its reading thread reads no more
            chat.connect();
            assertReadyState(OPEN, party(chat));

            chat.send("hello");

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertEquals("3005 bye", chat.reported.join());
            assertEquals(
                    "the client did not wait for the server's Close frame; the client reported 3005 \"bye\"",
                    why(party(chat)));
        }

        @Test
        void without_a_status_is_shown_beside_the_one_that_the_client_made_up() {
            server.behave(closeEmpty());
            chat.connect();

            assertClosedWith(CloseStatus.NO_STATUS, party(chat));
            assertEquals("1000 ", chat.reported.join());
            assertEquals("the client reported 1000 \"\"", why(party(chat)));
        }

        @Test
        void without_a_close_frame_is_abnormal() {
            server.behave(dropConnection());
            chat.connect();

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertEquals("no Close frame arrived", why(party(chat)));
        }

        @Test
        void with_a_word_of_its_own_to_the_listener_claims_nothing_about_that() {
            chat.connect();
            assertReadyState(OPEN, party(chat));

            chat.closeConnection(4711, "I said so");

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertEquals("no Close frame arrived", why(party(chat)));
        }

        @Test
        void in_its_own_onOpen_comes_after_that() {
            chat.whenOpen = () -> chat.close(3005, "bye");
            chat.connect();

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertReadyStates(List.of(CONNECTING, OPEN, CLOSING, CLOSED), party(chat));
        }
    }

    @Nested
    class a_client_that_does_not_open {

        @Test
        void says_what_the_server_answered() {
            server.behave(refuse(503));
            chat.connect();

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertEquals(
                    "the client refused the server's answer: Invalid status code received: 503 Status line: "
                            + "HTTP/1.1 503 Service Unavailable; the client reported 1002",
                    why(party(chat)));
        }

        @Test
        void says_that_nobody_listened() {
            server.close();
            chat.connect();

            assertClosedWith(CloseStatus.ABNORMAL, party(chat));
            assertEquals("it did not connect", why(party(chat)));
        }
    }

    @Nested
    class a_client_with_an_alias {

        @Test
        void comes_to_the_server_and_asks_for_its_own_host() {
            ChatClient far = new ChatClient(URI.create("ws://chat.example.org/room"), recorded(server));

            alias(far, server.port()).connect();

            assertReadyState(OPEN, party(far));
            ServerConnection connection = server.awaitConnection();
            assertEquals(
                    "chat.example.org", connection.handshake().header("Host").orElseThrow());
            assertTrue(story(party(far)).startsWith("⇢ connect  chat.example.org/room\n"), story(party(far)));
        }

        @Test
        void trusts_the_server_over_tls_where_it_shows_the_certificate_of_that_host() {
            try (EchoServer secure = EchoServer.builder()
                    .journal(journal)
                    .tls(ServerCertificate.TRUSTED, "chat.example.org")
                    .start()) {
                ChatClient far = new ChatClient(URI.create("wss://chat.example.org/room"), recorded(secure));
                alias(far, secure.port(), secure.sslContext()).connect();
                assertReadyState(OPEN, party(far));
                far.send("hello");
                assertReceived("hello", party(far));

                ChatClient other = new ChatClient(URI.create("wss://other.example.org/"), recorded(secure));
                alias(other, secure.port(), secure.sslContext()).connect();
                assertClosedWith(CloseStatus.ABNORMAL, party(other));
            }
        }
    }

    @Test
    void several_clients_may_have_one_draft() {
        Draft_6455 draft = recorded(server);
        ChatClient alice = new ChatClient(server.uri(), draft);
        ChatClient bob = new ChatClient(server.uri(), draft);
        alice.connect();
        assertReadyState(OPEN, party(alice));
        bob.connect();
        assertReadyState(OPEN, party(bob));

        alice.send("I am Alice");

        assertReceived("I am Alice", party(alice));
        assertReceivedExactly(List.of(), party(bob));
    }

    @Test
    void a_client_without_the_draft_is_no_party() {
        ChatClient unrecorded = new ChatClient(server.uri(), new Draft_6455());

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> party(unrecorded));

        assertEquals(
                ChatClient.class.getName()
                        + " is not recorded. Give its constructor the draft: super(uri, recorded(server)).",
                e.getMessage());
    }
}
