package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.session.ServerSession;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bare socket sends is delayed and arrives in the order in which it was sent, the end too. */
@Timeout(60)
class UploadLatencyTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private RawPeer open(Behavior behavior) throws IOException {
        server.behave(behavior);
        return RawPeer.open(server.port());
    }

    private RawPeer open() throws IOException {
        return open(echo().with(uploadLatency(ofMillis(30)).jitter(ofMillis(30))));
    }

    private List<String> events() {
        PartyLog log = PartyLog.of(server.awaitConnection());
        Recorder.of(server)
                .await(
                        log,
                        () -> log.entries().stream()
                                        .anyMatch(entry -> entry.event().kind() == Kind.CLOSED)
                                ? Answer.found(true)
                                : Answer.pending());
        return log.entries().stream()
                .map(Entry::event)
                .filter(event -> event.kind() != Kind.NOTE || !event.summary().equals("jitter"))
                .map(event -> event.kind() + " " + event.summary())
                .skip(2)
                .toList();
    }

    @Test
    void a_fin_behind_a_message_and_the_echo_still_goes() throws IOException {
        try (RawPeer client = open()) {
            client.send(0x81, "a");
            client.fin();

            assertEquals("81 a", client.read().toString());
            assertTrue(client.isAtEnd());
            assertEquals(List.of("RECEIVED text  \"a\"", "SENT text  \"a\"", "CLOSED close 1006 \"\""), events());
        }
    }

    @Test
    void a_reset_behind_a_message() throws IOException {
        RawPeer client = open();
        client.send(0x81, "a");
        client.reset();

        List<String> all = events();
        assertEquals("RECEIVED text  \"a\"", all.get(0));
        assertEquals("CLOSED close 1006 \"\"", all.get(all.size() - 1));
    }

    @Test
    void a_close_frame_behind_a_message() throws IOException {
        try (RawPeer client = open()) {
            client.send(0x81, "a");
            client.sendClose(3005, "bye");
            client.fin();

            assertEquals("81 a", client.read().toString());
            assertEquals("88 3005 bye", client.read().toString());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void what_breaks_a_rule_behind_a_message_and_a_ping() throws IOException {
        try (RawPeer client = open()) {
            client.send(0x81, "a");
            client.send(0x89, "p");
            client.send(0x83, "unknown");

            assertEquals("81 a", client.read().toString());
            assertEquals("8a p", client.read().toString());
            assertTrue(client.read().toString().startsWith("88 1002 "));
        }
    }

    @Test
    void the_rest_of_a_message_does_not_hold_up_another_behavior() throws IOException {
        try (RawPeer client = open(echo().with(uploadLatency(ofMillis(1))))) {
            ServerConnection connection = server.awaitConnection();
            client.send(0x01, "a");
            assertEquals("01 a", client.read().toString());
            connection.behave(echo().with(uploadLatency(ofHours(1)))); // cannot begin within a message
            client.send(0x80, "b");
            assertEquals("80 b", client.read().toString());
            connection.behave(echo());
            client.send(0x81, "c");
            assertEquals("81 c", client.read().toString());
        }
    }

    /** The engine may read a message before it comes to the task that lets another behavior take over. */
    @Test
    void what_is_read_before_another_behavior_has_begun_is_for_that() {
        Recorder journal = Recorder.create();
        PartyLog log = journal.openServer(null);
        List<Runnable> tasks = new ArrayList<>();
        ServerSession session = new ServerSession(
                log, silent().plan(), Handshake.of("/", Map.of()), ServerContexts.of(journal, ofMillis(1)));
        session.linkTo((Link) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Link.class}, (self, method, args) -> {
                    switch (method.getName()) {
                        case "execute" -> tasks.add((Runnable) args[0]);
                        case "schedule" -> {
                            tasks.add((Runnable) args[1]);
                            return (Runnable) () -> {};
                        }
                        default -> {}
                    }
                    return null;
                }));
        session.opened();
        session.behave(silent().with(uploadLatency(ofHours(1))).plan());
        session.frame(MessageParts.frame(Message.text("a")));

        assertEquals(0, received(log));
        for (int i = 0; i < tasks.size(); i++) { // and time passes
            tasks.get(i).run();
        }
        assertEquals(1, received(log));
    }

    private static long received(PartyLog log) {
        return log.entries().stream()
                .filter(entry -> entry.event().kind() == Kind.RECEIVED)
                .count();
    }
}
