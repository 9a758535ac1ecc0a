package io.github.windsock.benchmarks.report;

import io.github.windsock.benchmarks.echo.NeighborFigures;
import java.util.Map;

/** What the server costs under load, at rest, beside greedy clients, and when it opens and closes. */
final class ServerSections {

    private ServerSections() {}

    static String echo(Rows all) {
        return new Table()
                .words("server")
                .right("bytes", rows -> rows.text("bytes"))
                .right("connections", rows -> rows.text("connections"))
                .median("messages/s", 0, "messages_per_s")
                .right(
                        "least-most",
                        rows -> Table.format(
                                "%.0f-%.0f",
                                rows.percentile("messages_per_s", 0), rows.percentile("messages_per_s", 100)))
                .median("CPU µs/message", 1, "cpu_us_per_message")
                .section(
                        "Echo: one core for the server; each connection sends its next message when the last is back",
                        "",
                        all.by("server", "bytes", "connections").values());
    }

    static String idle(Rows all) {
        return new Table()
                .words("server")
                .right("connections", row -> row.text("connections"))
                .median("KiB each", 1, "kib_per_connection")
                .section("Idle connections: resident memory of the server", "", all.each());
    }

    static String neighbors(Rows all) {
        Map<String, Rows> servers = all.by("server");
        return new Table()
                .words("server")
                .words("neighbors")
                .rounds("rounds")
                .median("p50", 0, "p50_us")
                .median("p99", 0, "p99_us")
                .right("× of p99", rows -> rows.ratio(alone(servers, rows), "p99_us"))
                .right("waited", rows -> Table.format("%.0f %%", 100 * rows.median("waited")))
                .section(
                        "Neighbors: how long an echo takes while others are greedy, µs",
                        "One message of 32 bytes at a time. The server, the greedy clients and the measured one are"
                                + " processes of their own: the server has one core; the greedy ones have the other, as far as"
                                + " the measured one leaves it to them. × is the median of a round's ratio to the same server"
                                + " beside nobody, with the least and the most. The bare one is a selector that copies bytes:"
                                + " what the machine takes by itself. Waited: for how much of the time the system kept the"
                                + " server from its core, for which nothing in it can be blamed.",
                        all.by("server", "neighbors").values());
    }

    private static Rows alone(Map<String, Rows> servers, Rows beside) {
        return servers.getOrDefault(beside.text("server"), Rows.NONE)
                .by("neighbors")
                .getOrDefault(NeighborFigures.NOBODY, Rows.NONE);
    }

    static String ports(Rows all) {
        return new Table()
                .right("round", row -> row.text("round"))
                .right("servers", row -> row.text("servers"))
                .median("µs to open one", 0, "open_us")
                .median("µs to close one", 0, "close_us")
                .right("threads for all", row -> row.text("threads"))
                .right("closed but not refused", row -> row.text("not_refused"))
                .section(
                        "Ports: servers of Windsock that are open at once in one JVM",
                        "The first round has the start of the engine in it.",
                        all.each());
    }
}
