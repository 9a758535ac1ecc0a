package io.github.windsock.jetty;

import static io.github.windsock.server.Behaviors.echo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.jetty.FaultClients.FaultClient;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.TestClock;
import io.github.windsock.server.TransportFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault against eight clients. {@code docs/faults.md} holds what they told: the matrix compares each cell, and {@code
 * -Dwindsock.docs=write} writes it.
 */
class FaultMatrixTests {
    private static final boolean IS_WRITTEN = "write".equals(System.getProperty("windsock.docs"));
    private static final boolean IS_MATRIX = System.getProperty("windsock.matrix.jdk") != null;
    private static final int ROUNDS = IS_WRITTEN ? 3 : 1;

    /** How long what the page says may take; it is over sooner but where a cell has changed. */
    private static final Duration LIMIT = IS_WRITTEN ? ofSeconds(2) : ofSeconds(20);

    private static final Duration START = ofSeconds(60); // of a client that is cold

    /** How long nothing more may be told where nothing ends: so long for all cells of a client together. */
    private static final Duration QUIET = ofMillis(700);

    private static final FaultClients MAKES = new FaultClients();
    private static Map<String, FaultClient> clients = Map.of();

    @BeforeAll
    static void start() throws Exception {
        clients = MAKES.all();
    }

    @AfterAll
    static void stop() {
        MAKES.close();
    }

    static Set<String> names() {
        return clients.keySet();
    }

    @Test
    void the_page_has_a_row_for_every_fault() throws IOException {
        assertEquals(
                Fault.all(Fault.class).stream().map(Fault::toString).collect(toSet()),
                FaultPage.read().faults(),
                "run this class with -Dwindsock.docs=write");
    }

    @Test
    void a_cell_with_more_than_one_way_is_a_race_that_is_understood() throws IOException {
        FaultPage page = FaultPage.read();
        for (String client : clients.keySet()) {
            for (Fault fault : Fault.all(Fault.class)) {
                Set<String> cell = page.cell(fault, client);
                Set<String> ways = FaultRaces.of(fault, client);
                assertEquals(ways.isEmpty() ? 1 : ways.size(), cell.size(), () -> client + " at " + fault);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void tells_what_the_page_says(String client) throws Exception {
        assumeTrue(IS_WRITTEN || IS_MATRIX, "a part of the matrix");
        FaultPage page = FaultPage.read();
        Map<Fault, Set<String>> cells = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            play(client, page)
                    .forEach((fault, told) -> cells.computeIfAbsent(fault, key -> new LinkedHashSet<>())
                            .add(told));
        }
        if (IS_WRITTEN) {
            write(client, cells, page);
        } else {
            List<String> changed = cells.entrySet().stream()
                    .flatMap(each -> changed(each.getKey(), each.getValue(), page.cell(each.getKey(), client)))
                    .toList();
            assertEquals(
                    List.of(),
                    changed,
                    () -> client + " tells something else than docs/faults.md; if that is meant,"
                            + " this writes the page: mvn -Dquick -pl jetty -am test"
                            + " -Dtest=FaultMatrixTests -Dsurefire.failIfNoSpecifiedTests=false -Dwindsock.docs=write");
        }
    }

    private static Stream<String> changed(Fault fault, Set<String> told, Set<String> allowed) {
        return told.stream()
                .filter(each -> !allowed.contains(each))
                .map(each -> fault + ": " + each + ", not " + FaultPage.shown(allowed));
    }

    private static void write(String client, Map<Fault, Set<String>> cells, FaultPage page) throws IOException {
        cells.forEach((fault, told) -> page.put(fault.toString(), client, whole(client, fault, told)));
        page.write(clients.keySet());
    }

    /** Nothing is on the page by luck. */
    private static Set<String> whole(String client, Fault fault, Set<String> told) {
        Set<String> ways = FaultRaces.of(fault, client);
        assertTrue(
                ways.isEmpty() ? told.size() == 1 : ways.containsAll(told),
                () -> client + " told " + FaultPage.shown(told) + " of " + fault
                        + "; find out why that is not always the same, and say it in FaultRaces");
        return ways.isEmpty() ? told : ways;
    }

    // One column.

    /** A fault that is played, with its server, which stays until nothing more is to be told. */
    private record Played(Fault fault, FaultCell cell, EchoServer server) {}

    private static Map<Fault, String> play(String client, FaultPage page) throws Exception {
        List<Played> all = new ArrayList<>();
        try {
            for (Fault fault : Fault.all(Fault.class)) {
                all.add(play(clients.get(client), fault, page.cell(fault, client)));
            }
            new FaultCell().await(QUIET, now -> false);
            Map<Fault, String> told = new LinkedHashMap<>();
            all.forEach(each -> told.put(each.fault(), each.cell().toString()));
            return told;
        } finally {
            all.parallelStream().forEach(each -> each.server().close());
        }
    }

    private static Played play(FaultClient client, Fault fault, Set<String> allowed) throws Exception {
        FaultCell cell = new FaultCell();
        EchoServer server = strikesLate(fault)
                ? strikeLate(client, (TransportFault) fault, cell)
                : EchoServer.builder().behavior(fault).start();
        if (!strikesLate(fault)) {
            client.connect(server.uri(), cell);
        }
        cell.await(LIMIT, allowed::contains);
        return new Played(fault, cell, server);
    }

    /** What ends TCP right behind the 101 would race it in every client. */
    private static boolean strikesLate(Fault fault) {
        return fault instanceof TransportFault && !fault.toString().startsWith("cutAfterBytes");
    }

    private static EchoServer strikeLate(FaultClient client, TransportFault fault, FaultCell cell) throws Exception {
        TestClock clock = TestClock.create();
        EchoServer server = EchoServer.builder().behavior(echo()).clock(clock).start();
        client.connect(server.uri(), cell);
        if (cell.awaitMessage(START)) {
            server.awaitConnection().fault(fault);
        }
        if (fault.toString().startsWith("cutAfter")) {
            clock.advance(ofMillis(20));
        }
        return server;
    }
}
