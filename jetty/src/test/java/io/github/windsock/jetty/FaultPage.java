package io.github.windsock.jetty;

import static java.util.stream.Collectors.joining;

import io.github.windsock.server.Fault;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.HandshakeFault;
import io.github.windsock.server.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The page with a cell for each fault and each client, {@code docs/faults.md}. A cell has all that may be told. */
final class FaultPage {
    private static final Path FILE = Path.of("../docs/faults.md");
    private static final String OR = " *or* ";

    private static final String HEAD = "<!-- Generated: run FaultMatrixTests with -Dwindsock.docs=write. -->\n\n"
            + "# How eight clients react to each fault\n\n"
            + "What eight WebSocket clients tell their user when a server breaks a rule of the protocol. `BrowserWebSocket`"
            + " is Windsock's own. The others are used as their documentation shows, with their default settings. Each client"
            + " connects, sends a message when it is open, and waits. Faults in frames are played right after the open, those"
            + " of TCP when the client has got its echo; `cutAfterBytes(4)` cuts the echo.\n\n"
            + "A cell has all that the client reported, in order: *open*, *message*, an error by its class, *close* with its"
            + " code. **no end** means that it reported nothing more. If a cell has two results, a race within the client or"
            + " another library on its class path decides.\n\n"
            + "[Each fault](behaviors.md#faults) is documented, with the rule that it breaks; [browser.md](browser.md) has"
            + " what Chromium shows.\n";

    private final Map<String, Map<String, Set<String>>> rows = new LinkedHashMap<>(); // by fault, by client

    /** Reads the page as it is. */
    static FaultPage read() throws IOException {
        FaultPage page = new FaultPage();
        List<String> clients = List.of();
        for (String line : Files.readAllLines(FILE)) {
            List<String> cells = List.of(line.split(" ?\\| ?", -1));
            if (line.startsWith("| fault |")) {
                clients = cells.subList(3, cells.size() - 1);
            } else if (line.startsWith("| `")) {
                String fault = cells.get(1).replace("`", "");
                for (int i = 0; i < clients.size(); i++) {
                    page.put(fault, clients.get(i), Set.of(cells.get(i + 3).split(" \\*or\\* ", -1)));
                }
            }
        }
        return page;
    }

    /** Returns the faults that have a row. */
    Set<String> faults() {
        return rows.keySet();
    }

    /** Returns what a client may tell. */
    Set<String> cell(Fault fault, String client) {
        return rows.getOrDefault(fault.toString(), Map.of()).getOrDefault(client, Set.of());
    }

    void put(String fault, String client, Set<String> cell) {
        rows.computeIfAbsent(fault, key -> new LinkedHashMap<>()).put(client, cell);
    }

    /** Writes the page, with rows and columns in their order. */
    void write(Set<String> clients) throws IOException {
        Files.writeString(
                FILE,
                HEAD
                        + section("In the answer to an attempt", HandshakeFault.class, clients)
                        + section("In frames", FrameFault.class, clients)
                        + section("Of TCP", TransportFault.class, clients));
    }

    private String section(String title, Class<? extends Fault> kind, Set<String> clients) {
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n| fault | rule | ");
        text.append(String.join(" | ", clients)).append(" |\n|");
        text.append("---|".repeat(clients.size() + 2)).append('\n');
        for (Fault fault : Fault.all(kind)) {
            String cells =
                    clients.stream().map(client -> shown(cell(fault, client))).collect(joining(" | "));
            text.append("| `" + fault + "` | " + fault.rule() + " | " + cells + " |\n");
        }
        return text.toString();
    }

    static String shown(Set<String> cell) {
        return String.join(OR, new TreeSet<>(cell));
    }
}
