package io.github.windsock.server;

import static io.github.windsock.Matchers.message;
import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Faults and legal deeds in any order, by seed. The double lives on, keeps nothing, and its journal is what was on the wire,
 * byte by byte; another server of this JVM notices nothing.
 */
class FaultSequenceTests {
    private static final int SEQUENCES = Boolean.getBoolean("windsock.soak") ? 1000 : 50;
    private static final long FIRST_SEED = Long.getLong("windsock.test.seed", 1);

    /** These do something later, when the connection may have ended. */
    private static final List<Behavior> SLOW = List.of(
            echo().with(latency(Duration.ofMillis(1))),
            echo().with(uploadLatency(Duration.ofMillis(1))),
            echo().with(closeIdle(Duration.ofMillis(2), 1001, "idle")),
            on(message("anything", each -> true), echo()),
            script().expect("never"));

    private static EchoServer neighbor;
    private static RawPeer guest;

    @BeforeAll
    static void open_a_neighbor() throws IOException {
        neighbor = EchoServer.start();
        guest = RawPeer.open(neighbor.port());
    }

    @AfterAll
    static void close_the_neighbor() throws IOException {
        guest.close();
        neighbor.close();
    }

    /** A client with what it has sent and read. */
    private static final class Visit {
        final RawPeer client;
        final List<Message> said = new ArrayList<>();
        final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        boolean isClosing;
        boolean isReset;

        Visit(RawPeer client) {
            this.client = client;
        }
    }

    @Test
    void of_any_kind_leave_the_double_as_it_was() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
            play(seed);
        }
        guest.sendClose(1000, "");
        assertEquals("88 1000 ", guest.read().toString());
        assertEquals(
                List.of(),
                neighbor.journal().entries().stream()
                        .filter(entry -> entry.event().kind() == Event.Kind.FAULT
                                || entry.event().kind() == Event.Kind.FAILURE)
                        .toList());
    }

    private static void play(long seed) throws Exception {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Visit> visits = new ArrayList<>();
        EchoServer server =
                EchoServer.builder().closeTimeout(Duration.ofMillis(20)).start();
        try {
            for (int i = 1 + chance.nextInt(3); i > 0; i--) {
                Behavior behavior = behavior(chance);
                server.behave(behavior);
                visits.add(visit(server, behavior, chance));
                server.awaitAttempts(visits.size()); // each has its behavior
            }
            server.behave(echo());
            try (RawPeer client = RawPeer.open(server.port())) {
                client.send(0x81, "alive");
                assertEquals("81 alive", client.read().toString(), () -> told(seed, server));
                client.sendClose(1000, "");
                client.read();
            }
        } finally {
            Thread closer = new Thread(server::close); // the clients see the end meanwhile
            closer.start();
            for (Visit visit : visits) {
                readRest(visit);
                visit.client.close();
            }
            closer.join();
        }
        assertNeighborLives();
        assertEquals(0, ServerInternals.port(server).connections(any -> true), () -> told(seed, server));
        assertTrue(
                server.journal().entries().stream()
                        .noneMatch(entry -> entry.event().kind() == Event.Kind.FAILURE),
                () -> told(seed, server));
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            int number = i + 1;
            check(visit, entriesOf(server, number), () -> "#" + number + " of " + told(seed, server));
        }
        assertEquals(List.of(), afterTheirEnd(server), () -> told(seed, server));
    }

    /** Returns what was recorded of a connection or an attempt that had ended. */
    private static List<Entry> afterTheirEnd(EchoServer server) {
        Set<String> ended = new HashSet<>();
        List<Entry> late = new ArrayList<>();
        for (Entry entry : server.journal().entries()) {
            if (ended.contains(entry.party())) {
                late.add(entry);
            }
            if (entry.state().filter(ReadyState.CLOSED::equals).isPresent()) {
                ended.add(entry.party());
            }
        }
        return late;
    }

    private static String told(long seed, EchoServer server) {
        return "seed " + seed + "\n" + server.journal().timeline();
    }

    private static void assertNeighborLives() throws IOException {
        guest.send(0x81, "still");
        assertEquals("81 still", guest.read().toString());
    }

    // What happens.

    private static <T> T one(List<T> all, SplittableRandom chance) {
        return all.get(chance.nextInt(all.size()));
    }

    private static Behavior behavior(SplittableRandom chance) {
        List<Fault> faults = Fault.all(Fault.class);
        return switch (chance.nextInt(9)) {
            case 5 -> slowOpen(Duration.ofMillis(1)).then(echo());
            case 0 -> inTurn(one(faults, chance), echo());
            case 3, 4 -> one(SLOW, chance);
            case 1 -> echo().times(1 + chance.nextInt(2)).then(one(Fault.all(FrameFault.class), chance));
            case 2 -> echo();
            default -> one(faults, chance);
        };
    }

    private static Behavior conversation(SplittableRandom chance) {
        return switch (chance.nextInt(6)) {
            case 0 -> echo();
            case 1 -> silent();
            case 4 -> one(SLOW, chance);
            case 2 -> sendMessage("hi").then(echo());
            case 3 -> closeWith(3005, "bye");
            default -> one(Fault.all(FrameFault.class), chance);
        };
    }

    private static Visit visit(EchoServer server, Behavior behavior, SplittableRandom chance) throws IOException {
        Visit visit = new Visit(RawPeer.connect(server.port()));
        if (FaultBytesTests.isNeverOpened(MemoryOutput.first(behavior).toString())) {
            return visit;
        }
        visit.client.readHead();
        ServerConnection connection = server.awaitConnection();
        for (int i = 2 + chance.nextInt(6); i > 0; i--) {
            if (chance.nextBoolean()) {
                say(visit, chance);
            } else {
                order(server, connection, chance);
            }
        }
        return visit;
    }

    private static void say(Visit visit, SplittableRandom chance) {
        if (visit.isClosing) {
            return;
        }
        String text = "m" + chance.nextInt(1000);
        try {
            switch (chance.nextInt(6)) {
                case 0 -> visit.client.send(0x89, text);
                case 1 -> visit.client.send(0x8a, text);
                case 2 -> {
                    visit.isClosing = true;
                    visit.client.sendClose(1000, "");
                }
                default -> {
                    visit.said.add(Message.text(text));
                    visit.client.send(0x81, text);
                }
            }
        } catch (IOException e) {
            visit.isClosing = true; // the server has ended the connection
        }
    }

    private static void order(EchoServer server, ServerConnection connection, SplittableRandom chance) {
        try {
            switch (chance.nextInt(11)) {
                case 9 -> server.whileDown(() -> {});
                case 10 -> connection.reset();
                case 0 -> connection.send("s" + chance.nextInt(1000));
                case 1 -> connection.ping();
                case 2 -> connection.behave(conversation(chance));
                case 3 -> connection.stall();
                case 4 -> connection.resume();
                case 5 -> connection.close(3005, "bye");
                case 6 -> connection.fault(one(Fault.all(TransportFault.class), chance));
                default -> connection.fault(one(Fault.all(FrameFault.class), chance));
            }
        } catch (IllegalStateException e) {
            assertTrue(e.getMessage().startsWith("cannot "), e::toString); // it is closing
        }
    }

    private static void readRest(Visit visit) {
        try {
            for (byte[] next = visit.client.readBytes(1); next.length > 0; next = visit.client.readBytes(1)) {
                visit.seen.write(next);
            }
        } catch (IOException e) {
            visit.isReset = true;
        }
    }

    // What the journal says of it.

    private static List<Event> entriesOf(EchoServer server, int number) {
        return server.journal().entries().stream()
                .filter(entry -> entry.party().equals("server#" + number))
                .map(Entry::event)
                .toList();
    }

    private static void check(Visit visit, List<Event> events, Supplier<String> told) {
        List<Message> received = events.stream()
                .filter(event -> event.kind() == Event.Kind.RECEIVED)
                .flatMap(event -> event.message().stream())
                .toList();
        if (events.stream().anyMatch(event -> event.summary().equals("fault  blackHole()"))) {
            assertTrue(isPartOf(received, visit.said), told); // what it lost has a note
        } else {
            assertEquals(visit.said.subList(0, received.size()), received, told);
        }
        assertTrue(events.stream().noneMatch(event -> event.summary().equals("the client broke RFC 6455")), told);
        List<Event.Kind> ends = events.stream()
                .map(Event::kind)
                .filter(kind -> kind == Event.Kind.CLOSED)
                .toList();
        boolean isOpened = events.stream()
                .anyMatch(event -> event.kind() == Event.Kind.ANSWER
                        && event.handshake().orElseThrow().status() == 101);
        if (isOpened) {
            assertEquals(List.of(Event.Kind.CLOSED), ends, told);
            assertEquals(Event.Kind.CLOSED, events.get(events.size() - 1).kind(), told);
            checkBytes(visit, events, told);
        }
    }

    /** Returns whether a list is another one, in its order, of which some are left out. */
    private static boolean isPartOf(List<Message> some, List<Message> all) {
        int next = 0;
        for (Message each : all) {
            if (next < some.size() && some.get(next).equals(each)) {
                next++;
            }
        }
        return next == some.size();
    }

    private static void checkBytes(Visit visit, List<Event> events, Supplier<String> told) {
        StringBuilder expected = new StringBuilder();
        boolean isWhole = !visit.isReset;
        boolean deflates = false; // as a fault of the answer says
        for (Event event : events) {
            deflates |= event.kind() == Event.Kind.ANSWER && event.detail().startsWith("permessage-deflate");
            String hex = hex(event, deflates);
            if (hex == null) {
                isWhole = false; // TCP itself was broken: what was sent until then is known
                break;
            }
            expected.append(hex);
        }
        String seen = HexFormat.of().formatHex(visit.seen.toByteArray());
        if (isWhole) {
            assertEquals(expected.toString(), seen, told);
        } else {
            int common = Math.min(seen.length(), expected.length());
            assertEquals(expected.substring(0, common), seen.substring(0, common), told);
        }
    }

    private static @Nullable String hex(Event event, boolean deflates) {
        byte[] bytes = switch (event.kind()) {
            case SENT -> {
                Message message = event.message().orElseThrow();
                yield RawFrame.encode(false, 0x81, message.text().getBytes(StandardCharsets.UTF_8));
            }
            case PING_SENT ->
                RawFrame.encode(false, 0x89, event.payload().orElseThrow().toByteArray());
            case PONG_SENT ->
                RawFrame.encode(false, 0x8a, event.payload().orElseThrow().toByteArray());
            case CLOSE_SENT -> RawFrame.encode(false, 0x88, close(event.status().orElseThrow()));
            default -> new byte[0];
        };
        if (event.kind() == Event.Kind.FAULT) {
            String fault = event.summary().replace("fault  ", "");
            return deflates && fault.equals("reservedBit(1)") ? "c900" : FaultBytesTests.hexOf(fault); // in a ping
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] close(CloseStatus status) {
        return status.equals(CloseStatus.NO_STATUS) ? new byte[0] : RawFrame.close(status.code(), status.reason());
    }
}
