package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.AcceptOptions;
import io.github.windsock.server.internal.behavior.AttemptContext;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.HandshakeDecision;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.ScriptPlan;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.ServerEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link BehaviorTable} in memory, and as clients see it that others wrote, over TCP and over TLS. What is tagged {@value
 * #EVERY_ENGINE} runs once more in the module of each other engine, with the property {@code windsock.engine}.
 */
class BehaviorTableTests {
    private static final String EVERY_ENGINE = "every-engine";
    private static final ServerEngine ENGINE = EngineFinder.find(null).engine();
    private static final Map<ClientKind, TestClient> CLIENTS = new HashMap<>();

    /** The clients. */
    enum ClientKind {
        SOCKET(RawTestClient::new),
        JDK(JdkTestClient::new),
        OKHTTP(OkHttpTestClient::new),
        JETTY(JettyTestClient::new),
        TYRUS(TyrusTestClient::new);

        @SuppressWarnings("ImmutableEnumChecker") // a reference to a constructor holds nothing that could change
        private final Callable<TestClient> maker;

        ClientKind(Callable<TestClient> maker) {
            this.maker = maker;
        }
    }

    private final Observations observations = new Observations();

    @BeforeAll
    static void open_clients() throws Exception {
        for (ClientKind kind : ClientKind.values()) {
            CLIENTS.put(kind, kind.maker.call());
        }
    }

    @AfterAll
    static void close_clients() {
        CLIENTS.values().forEach(TestClient::close);
    }

    static Stream<Arguments> rows_and_clients() {
        return rows().filter(row -> beyondTheEngine(row).isEmpty())
                .flatMap(row -> Stream.of(ClientKind.values())
                        .flatMap(kind -> Stream.of("TCP", "TLS")
                                .filter(transport -> CLIENTS.get(kind).canPlay(row, transport))
                                .map(transport -> Arguments.of(row, kind, transport))));
    }

    @Tag(EVERY_ENGINE)
    @ParameterizedTest(name = "{0} {1} over {2}")
    @MethodSource("rows_and_clients")
    void a_client_sees(BehaviorTable.TableRow row, ClientKind kind, String transport) throws Exception {
        EchoServer.Builder builder = EchoServer.builder().behavior(row.behavior());
        TestClient client = CLIENTS.get(kind);
        try (EchoServer server = (transport.equals("TLS") ? builder.tls() : builder).start();
                TestClient.TestConnection connection = client.connect(server, row.offers(), observations)) {
            if (row.isAsked()) {
                server.awaitAttempt().answer(row.answer());
            }
            List<String> expected = row.sees().stream().map(client::shows).toList();
            List<String> seen = look(row, connection, server);
            assertTrue(
                    expected.equals(seen) || !client.showsWhatCameBeforeALoss() && isLossOf(expected, seen),
                    () -> "expected " + expected + " but saw " + seen + "\n"
                            + server.journal().timeline() + "\n" + observations.failure());
            awaitEntry(server, row.tells());
            end(row, connection, server);
        }
    }

    @Tag(EVERY_ENGINE)
    @TestFactory
    Stream<DynamicTest> what_is_beyond_the_engine_is_refused() {
        return rows().filter(row -> !beyondTheEngine(row).isEmpty())
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> assertRefused(row)));
    }

    private static void assertRefused(BehaviorTable.TableRow row) {
        EchoServer.Builder builder = EchoServer.builder().behavior(row.behavior());

        RuntimeException refusal = assertThrows(RuntimeException.class, builder::start);

        assertEquals(
                "the engine " + ENGINE.name() + " cannot play " + row + ", which takes " + beyondTheEngine(row)
                        + "; leave the engine out for this test",
                refusal.getMessage());
    }

    /** Returns what the engine of this run lacks for a row, in words; empty if it can play it. */
    private static String beyondTheEngine(BehaviorTable.TableRow row) {
        return row.behavior().plan().needs().stream()
                .filter(each -> !ENGINE.abilities().contains(each))
                .map(Ability::toString)
                .collect(Collectors.joining(" and "));
    }

    static Stream<BehaviorTable.TableRow> rows() {
        return BehaviorTable.ROWS.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_the_same_in_memory(BehaviorTable.TableRow row) {
        Behavior behavior = row.isAsked() ? row.answer() : row.behavior();
        HandshakeDecision decision = decision(behavior);
        if (decision instanceof HandshakeDecision.Accepted accepted) {
            converse(row, behavior, accepted.options());
        } else {
            List<String> seen = decision instanceof HandshakeDecision.Refused refused
                    ? List.of(Observations.refused(refused.status()))
                    : decision instanceof HandshakeDecision.Unanswered && !decision.waits()
                            ? List.of(Observations.FAILED)
                            : List.of();
            assertEquals(row.sees(), seen);
        }
    }

    private static HandshakeDecision decision(Behavior behavior) {
        Handshake asked = Handshake.of("/", Map.of());
        return behavior.plan()
                .chooser()
                .choose(new AttemptContext("server#1", asked, asked, 1, 0, new RuleUse(false)))
                .decision();
    }

    private static void converse(BehaviorTable.TableRow row, Behavior behavior, AcceptOptions options) {
        MemoryOutput wire = MemoryOutput.fast().open(behavior);
        row.says().forEach(message -> {
            switch (message) {
                case BehaviorTable.PING -> wire.receive(Opcode.PING, true, "");
                case BehaviorTable.NEIGHBOR ->
                    MemoryOutput.fast(wire.rooms).open(behavior).receive("hello");
                default -> wire.receive(message);
            }
        });
        wire.pass(Duration.ofMillis(100));
        if (row.staysOpen()) {
            wire.receiveClose(new CloseStatus(1000, "over"));
            wire.pass(Duration.ofMillis(100));
        }
        List<String> expected = new ArrayList<>(row.sees());
        if (row.staysOpen() && row.answersClose()) {
            expected.add("close 1000 over");
        }
        wire.seen.add(0, Observations.open(subprotocol(row, options)));
        assertEquals(expected, wire.seen, () -> String.join("\n", wire.deeds));
    }

    private static @Nullable String subprotocol(BehaviorTable.TableRow row, AcceptOptions options) {
        String chosen = options.subprotocol();
        return chosen != null || row.offers().isEmpty() ? chosen : row.offers().get(0);
    }

    @Test
    void has_a_row_for_every_behavior_and_each_of_its_parameters() {
        Set<String> all = Stream.concat(Definitions.BEHAVIORS.stream(), TraitDefinitions.TRAITS.stream())
                .flatMap(row -> Stream.concat(
                        Stream.of(row.name()),
                        row.parameters().stream().map(parameter -> row.name() + " " + parameter)))
                .collect(Collectors.toCollection(TreeSet::new));
        rows().flatMap(row -> Stream.of(row.behavior(), row.answer()))
                .flatMap(behavior -> calls(behavior.plan()))
                .forEach(call -> {
                    all.remove(call.definition().name());
                    call.args()
                            .values()
                            .keySet()
                            .forEach(each -> all.remove(call.definition().name() + " " + each));
                });

        assertEquals(Set.of(), all, "no row of BehaviorTable has these");
    }

    @Test
    void has_a_row_for_every_kind_of_plan() {
        assertEquals(
                kinds(Plan.class).collect(Collectors.toSet()),
                rows().flatMap(row -> plans(row.behavior().plan()))
                        .map(Object::getClass)
                        .collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(BehaviorTableTests::kinds)
                : Stream.of(type);
    }

    private static Stream<Invocation> calls(Plan plan) {
        return plans(plan).flatMap(each -> {
            if (each instanceof ScriptPlan script && !script.file().isEmpty()) {
                return script.calls().stream();
            }
            return each instanceof Invocation call ? Stream.of(call) : Stream.of();
        });
    }

    private static Stream<Plan> plans(Plan plan) {
        return Stream.concat(Stream.of(plan), plan.children().flatMap(BehaviorTableTests::plans));
    }

    private List<String> look(BehaviorTable.TableRow row, TestClient.TestConnection connection, EchoServer server)
            throws Exception {
        List<String> seen = new ArrayList<>();
        while (seen.size() < row.sees().size() && seen.stream().noneMatch(Observations::isEnd)) {
            seen.add(observations.next());
            if (seen.size() == 1 && seen.get(0).startsWith("open")) {
                for (String message : row.says()) {
                    say(message, connection, server);
                }
            }
        }
        return seen;
    }

    private static void say(String message, TestClient.TestConnection connection, EchoServer server) throws Exception {
        switch (message) {
            case BehaviorTable.PING -> connection.ping();
            case BehaviorTable.NEIGHBOR -> {
                awaitEntry(server, "← text  \"mine\"");
                Observations elsewhere = new Observations();
                try (TestClient.TestConnection neighbor = new RawTestClient().connect(server, List.of(), elsewhere)) {
                    elsewhere.next();
                    neighbor.say("hello");
                    awaitEntry(server, "← text  \"hello\"");
                }
            }
            default -> connection.say(message);
        }
    }

    /** The end is sure, and what was seen before it is how it began. */
    private static boolean isLossOf(List<String> expected, List<String> seen) {
        int last = seen.size() - 1;
        return seen.get(last).equals(Observations.LOST)
                && expected.get(expected.size() - 1).equals(Observations.LOST)
                && expected.subList(0, last).equals(seen.subList(0, last));
    }

    /** What is open is closed, which is the next that the client sees: nothing more came before it. */
    private void end(BehaviorTable.TableRow row, TestClient.TestConnection connection, EchoServer server)
            throws Exception {
        if (row.sees().isEmpty()) {
            server.close();
            assertEquals(Observations.FAILED, observations.next());
        } else if (row.staysOpen()) {
            connection.close(1000, "over");
            if (row.answersClose()) {
                assertEquals(
                        "close 1000 over",
                        observations.next(),
                        () -> row + "\n" + server.journal().timeline());
            } else {
                awaitEntry(server, "✕ neverAnswerClose");
                assertTrue(entries(server).noneMatch(entry -> entry.event().kind() == Event.Kind.CLOSE_SENT));
            }
        }
    }

    private static void awaitEntry(EchoServer server, String beginning) {
        Outcome<String> outcome = Recorder.of(server)
                .await(
                        null,
                        () -> entries(server)
                                .map(entry -> line(entry.event()))
                                .filter(line -> line.startsWith(beginning))
                                .findFirst()
                                .<Answer<String>>map(Answer::found)
                                .orElseGet(Answer::pending));
        assertTrue(
                beginning.isEmpty() || outcome instanceof Outcome.Met,
                () -> "no entry " + beginning + "\n" + server.journal().timeline());
    }

    private static Stream<Entry> entries(EchoServer server) {
        return server.journal().entries().stream();
    }

    private static String line(Event event) {
        return event.kind().arrow() + " " + event.summary();
    }
}
