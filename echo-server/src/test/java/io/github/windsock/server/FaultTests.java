package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.withProbability;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.reservedBit;
import static io.github.windsock.server.Faults.wrongAccept;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** When faults are played, what the connection is behind them, and what the journal says. */
class FaultTests {
    private static final String INVALID_UTF8 = "8102c328";

    private final EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> faults() {
        return server.journal().entries().stream()
                .map(entry -> entry.event())
                .filter(event -> event.kind() == Event.Kind.FAULT)
                .map(event -> event.kind().arrow() + " " + event.summary() + "  " + event.detail())
                .toList();
    }

    private static String hex(RawPeer client, int count) throws IOException {
        return HexFormat.of().formatHex(client.readBytes(count));
    }

    @Test
    void of_frames_strike_right_after_the_open_and_leave_the_connection_open() throws IOException {
        server.behave(invalidUtf8());
        try (RawPeer client = RawPeer.open(server.port())) {
            assertEquals(INVALID_UTF8, hex(client, 4));
            client.sendClose(1007, "");
            assertEquals("88 1007 ", client.read().toString());
            assertTrue(client.isAtEnd());
        }

        assertEquals(List.of("✕ fault  invalidUtf8()  RFC 6455 8.1"), faults());
    }

    @Test
    void follow_in_a_chain_and_take_turns() throws IOException {
        server.behave(inTurn(echo().times(1).then(invalidUtf8()), echo()));
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x81, "a");
            assertEquals("81 a", client.read().toString());
            assertEquals(INVALID_UTF8, hex(client, 4));
        }
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x81, "b");
            assertEquals("81 b", client.read().toString());
        }

        assertEquals(List.of("✕ fault  invalidUtf8()  RFC 6455 8.1, echo().times(1).then(invalidUtf8())"), faults());
    }

    @Test
    void are_played_beside_the_behavior() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            connection.send("before");
            connection.fault(invalidUtf8());
            connection.send("after");
            assertEquals("81 before", client.read().toString());
            assertEquals(INVALID_UTF8, hex(client, 4));
            assertEquals("81 after", client.read().toString());
            connection.fault(dropConnection());
            assertTrue(client.isAtEnd());
            assertThrows(IllegalStateException.class, () -> connection.fault(resetConnection()));
        }

        assertEquals(
                List.of(
                        "✕ fault  invalidUtf8()  RFC 6455 8.1, ServerConnection.fault(invalidUtf8())",
                        "✕ drop  ServerConnection.fault(dropConnection())"),
                faults());
    }

    @Test
    void wait_for_the_end_of_a_message_that_the_behavior_has_begun() throws IOException {
        try (RawPeer client = RawPeer.open(server.port())) {
            client.send(0x01, "a");
            assertEquals("01 a", client.read().toString());
            server.awaitConnection().fault(invalidUtf8());
            client.send(0x80, "b");
            assertEquals("80 b", client.read().toString());
            assertEquals(INVALID_UTF8, hex(client, 4));
        }
    }

    @Test
    void of_the_answer_are_met_by_a_client_that_takes_it_all_the_same() throws IOException {
        server.behave(wrongAccept());
        try (RawPeer client = RawPeer.connect(server.port())) {
            assertEquals("""
                    HTTP/1.1 101 Switching Protocols\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=\r
                    \r
                    """, client.readHead());
            client.send(0x81, "a");
            assertEquals("81 a", client.read().toString());
        }

        assertEquals(List.of("✕ fault  wrongAccept()  RFC 6455 4.2.2"), faults());
    }

    @Test
    void of_the_answer_follow_no_connection_that_is_open() {
        assertEquals(
                "wrongAccept() changes how a connection is opened, so it must come first, before echo().times(1)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> echo().times(1).then(wrongAccept()))
                        .getMessage());
    }

    /** So a fault of the handshake does not compile there. */
    @Test
    void of_frames_and_of_tcp_are_the_types_that_an_open_connection_and_a_script_take() {
        for (Class<?> type : List.of(ServerConnection.class, Script.class)) {
            assertEquals(
                    Set.of(FrameFault.class, TransportFault.class),
                    Stream.of(type.getMethods())
                            .filter(method -> method.getName().equals("fault"))
                            .map(method -> method.getParameterTypes()[0])
                            .collect(toSet()));
        }
    }

    @Test
    void strike_by_chance_which_the_seed_repeats() throws IOException {
        List<String> first = drawn();

        assertEquals(first, drawn());
        assertEquals(
                first.size(),
                first.stream()
                        .filter(line -> line.endsWith(", -Dwindsock.seed=7"))
                        .count());
        assertTrue(first.stream().anyMatch(line -> line.startsWith("invalidUtf8(), ")), first::toString);
        assertTrue(first.stream().anyMatch(line -> line.startsWith("echo(), ")), first::toString);
    }

    private static List<String> drawn() throws IOException {
        Journal journal = Recorder.create(
                Settings.of(key -> key.equals(Settings.SEED) ? Optional.of("7") : Optional.empty(), "this test"));
        try (EchoServer server = EchoServer.builder()
                .journal(journal)
                .behavior(withProbability(0.5, invalidUtf8(), echo()))
                .start()) {
            for (int i = 0; i < 20; i++) {
                RawPeer.open(server.port()).close();
            }
            return chances(journal);
        }
    }

    private static List<String> chances(Journal journal) {
        return journal.entries().stream()
                .map(entry -> entry.event())
                .filter(event -> event.summary().equals("chance"))
                .map(Event::detail)
                .toList();
    }

    @Test
    void by_chance_are_chosen_by_attempt() {
        Behavior chance = withProbability(0.5, invalidUtf8(), echo());

        assertEquals("withProbability(0.5, invalidUtf8(), echo())", chance.toString());
        assertEquals(
                chance
                        + " chooses by attempt, so it cannot follow echo().times(1) on one connection; put the whole into"
                        + " withProbability(..)",
                refusal(() -> echo().times(1).then(chance)));
        assertEquals(
                "probability 1.5 is not between 0 and 1", refusal(() -> withProbability(1.5, invalidUtf8(), echo())));
        assertEquals(
                "inTurn(echo()) takes turns within withProbability(..); put withProbability(..) into inTurn(..)",
                refusal(() -> withProbability(0.5, inTurn(echo()), echo())));
    }

    @Test
    void by_chance_may_have_a_seed_of_their_own() throws IOException {
        Behavior chance = withProbability(0.5, 7, invalidUtf8(), echo());
        try (EchoServer server = EchoServer.builder().behavior(chance).start()) {
            for (int i = 0; i < 20; i++) {
                RawPeer.open(server.port()).close();
            }
            assertEquals(
                    drawn().stream()
                            .map(line -> line.replace("-Dwindsock.seed=7", "seed 7"))
                            .toList(),
                    chances(server.journal()));
        }
    }

    @Test
    void by_chance_are_said_by_urls() {
        Behavior chance = withProbability(0.25, 7, reservedBit(1), echo());

        assertEquals("withProbability(0.25, 7L, reservedBit(1), echo())", chance.toString());
        assertEquals("bad/rsv?bit=1&p=0.25&seed=7", chance.toUrl());
        assertEquals(chance, Behaviors.parse(chance.toUrl()));
        assertEquals(withProbability(0.5, invalidUtf8(), echo()), Behaviors.parse("bad/utf8?p=0.5"));
        assertEquals(withProbability(0, 7, refuse(503), echo()), Behaviors.parse("refuse?p=0&status=503&seed=7"));
        assertEquals(
                "withProbability(0.5, invalidUtf8(), silent()) has no URL form",
                refusal(() -> withProbability(0.5, invalidUtf8(), silent()).toUrl()));
        Behavior twice = withProbability(0.5, withProbability(0.25, 7, invalidUtf8(), echo()), echo());
        assertEquals(
                "withProbability(0.5, withProbability(0.25, 7L, invalidUtf8(), echo()), echo()) has no URL form",
                refusal(twice::toUrl));
    }

    private static String refusal(Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }

    @Test
    void have_a_name_and_a_rule_and_are_told_by_their_kind() {
        assertEquals("invalid utf8", invalidUtf8().name());
        assertEquals("RFC 6455 8.1", invalidUtf8().rule());
        assertEquals(invalidUtf8(), Behaviors.parse(invalidUtf8().toUrl()));
        assertEquals("bad/utf8", invalidUtf8().toUrl());
        assertTrue(Fault.all(FrameFault.class).contains(invalidUtf8()));
        assertTrue(Fault.all(TransportFault.class).contains(resetConnection()));
        assertTrue(Fault.all(HandshakeFault.class).contains(wrongAccept()));
        assertEquals(
                Fault.all(Fault.class).size(),
                Fault.all(HandshakeFault.class).size()
                        + Fault.all(FrameFault.class).size()
                        + Fault.all(TransportFault.class).size());
    }
}
