package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.jetty.FaultClients.FaultClient;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.HandshakeFault;
import io.github.windsock.server.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every fault against eight clients. {@code docs/faults.md} holds what they told: {@code -Dwindsock.docs=write} writes it,
 * {@code -Dwindsock.soak=true} compares.
 */
class FaultMatrixTests {
    private static final Path PAGE = Path.of("../docs/faults.md");
    private static final boolean IS_WRITTEN = "write".equals(System.getProperty("windsock.docs"));
    private static final int ROUNDS = 3; // while writing: a cell that is not always the same has all that it was

    private static final String HEAD = "<!-- Generated: run FaultMatrixTests with -Dwindsock.docs=write. -->\n\n"
            + "# Faults, and what clients make of them\n\n"
            + "What eight clients report when a server breaks a rule: the seven that others wrote as their documentation shows"
            + " them, with the settings that they have from the start. Each connects, says hello when it is open, and waits. A"
            + " cell has all that the client told its user, in order: whether it was open, whether a message came, errors by"
            + " their class, the code of the close. **no end**: for a second nothing told that anything is wrong. Where a cell"
            + " was not the same in three runs, it has each way.\n\n"
            + "The faults are [documented](behaviors.md#faults) one by one; [browser.md](browser.md) has what Chromium shows.\n";

    private static List<Fault> faults() {
        return Fault.all(Fault.class);
    }

    @Test
    void the_page_has_a_row_for_every_fault() throws IOException {
        String page = Files.readString(PAGE);

        assertEquals(
                List.of(),
                faults().stream()
                        .map(fault -> "| `" + fault + "` |")
                        .filter(row -> !page.contains(row))
                        .toList(),
                "run this class with -Dwindsock.docs=write");
    }

    @Test
    void every_client_tells_what_the_page_says() throws Exception {
        assumeTrue(IS_WRITTEN || Boolean.getBoolean("windsock.soak"), "takes a minute");
        Map<String, Map<Fault, Set<String>>> columns = play(IS_WRITTEN ? ROUNDS : 1);
        if (IS_WRITTEN) {
            Files.writeString(PAGE, page(columns));
        } else {
            assertEquals(List.of(), changed(columns, Files.readString(PAGE)));
        }
    }

    private static Map<String, Map<Fault, Set<String>>> play(int rounds) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (FaultClients makes = new FaultClients()) {
            Map<String, FaultClient> clients = makes.all();
            Map<String, Future<Map<Fault, Set<String>>>> played = new LinkedHashMap<>();
            clients.forEach((name, client) -> played.put(name, threads.submit(() -> column(client, rounds))));
            Map<String, Map<Fault, Set<String>>> columns = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Map<Fault, Set<String>>>> each : played.entrySet()) {
                columns.put(each.getKey(), each.getValue().get());
            }
            return columns;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<Fault, Set<String>> column(FaultClient client, int rounds) throws Exception {
        Map<Fault, Set<String>> cells = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Fault fault : faults()) {
                cells.computeIfAbsent(fault, key -> new LinkedHashSet<>()).add(cell(client, fault));
            }
        }
        return cells;
    }

    private static String cell(FaultClient client, Fault fault) throws Exception {
        FaultCell cell = new FaultCell();
        try (EchoServer server = EchoServer.builder().behavior(fault).start()) {
            client.connect(server.uri(), cell);
            return cell.await();
        }
    }

    private static String page(Map<String, Map<Fault, Set<String>>> columns) {
        return HEAD
                + section("In the answer to an attempt", HandshakeFault.class, columns)
                + section("In frames", FrameFault.class, columns)
                + section("Of TCP", TransportFault.class, columns);
    }

    private static String section(
            String title, Class<? extends Fault> kind, Map<String, Map<Fault, Set<String>>> columns) {
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n| fault | rule | ");
        text.append(String.join(" | ", columns.keySet())).append(" |\n|");
        text.append("---|".repeat(columns.size() + 2)).append('\n');
        for (Fault fault : Fault.all(kind)) {
            text.append("| `").append(fault).append("` | ").append(fault.rule()).append(" |");
            columns.values()
                    .forEach(cells ->
                            text.append(' ').append(shown(cells.get(fault))).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String shown(Set<String> cell) {
        return String.join(" *or* ", cell);
    }

    private static List<String> changed(Map<String, Map<Fault, Set<String>>> columns, String page) {
        List<String> names = List.copyOf(columns.keySet());
        List<String> changed = new ArrayList<>();
        for (Fault fault : faults()) {
            List<String> row = row(page, fault);
            for (int i = 0; i < names.size(); i++) {
                String now = shown(columns.get(names.get(i)).get(fault));
                if (!List.of(row.get(i + 3).strip().split(" \\*or\\* ", -1)).contains(now)) {
                    changed.add(names.get(i) + " at " + fault + ": " + now + ", not "
                            + row.get(i + 3).strip());
                }
            }
        }
        return changed;
    }

    private static List<String> row(String page, Fault fault) {
        return Stream.of(page.split("\n"))
                .filter(line -> line.startsWith("| `" + fault + "` |"))
                .map(line -> List.of(line.split("\\|", -1)))
                .findFirst()
                .orElseThrow();
    }
}
