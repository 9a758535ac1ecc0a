package io.github.windsock.benchmarks.echo;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long an echo takes while others are greedy, server by server, round by round. */
public final class NeighborFigures {

    /** The neighbors that the others are compared to. */
    public static final String NOBODY = "nobody";

    /** Not Java-WebSocket: it keeps in memory what a client does not read, until there is none left. */
    private static final List<String> SERVERS = List.of(EchoServers.BARE, "Windsock", "Jetty core");

    private static final int WARM_UP = 6; // times as many: what is compiled meanwhile takes the server's one core, too
    private static final int HEADER = 2;
    private static final int MASK = 4;
    private static final int BYTES = 32;

    private NeighborFigures() {}

    private record Neighbors(String name, int clients, int bytes, boolean read) {
        private static final List<Neighbors> ALL = List.of(
                new Neighbors("one that floods messages of 10 bytes and reads", 1, 10, true),
                new Neighbors("100 that send messages of 60 kB and read nothing", 100, 60_000, false));
    }

    /** Opens what is to be measured beside. */
    private interface Beside {
        Closeable open() throws IOException;
    }

    /**
     * Sends one message at a time to each server: alone, and beside each kind of neighbors.
     *
     * @param folder where the raw results go, as {@code neighbors.csv}
     * @param rounds the number of rounds
     * @param echoes how many messages are measured each time, after six times as many that are not
     * @throws IOException if a server or the results fail
     */
    public static void run(Path folder, int rounds, int echoes) throws IOException {
        Csv results = Csv.create(
                folder.resolve("neighbors.csv"),
                "round",
                "server",
                "neighbors",
                "echoes",
                "p50_us",
                "p99_us",
                "waited");
        for (int round = 1; round <= rounds; round++) {
            for (String server : SERVERS) {
                System.err.printf("neighbors: round %d, %s%n", round, server);
                try (EchoServers.Running running = new EchoServers.Running(EchoServers.java(server));
                        SocketChannel polite = Load.connect(running.port)) {
                    int answer = HEADER + BYTES + (server.equals(EchoServers.BARE) ? MASK : 0);
                    add(results, round, server, NOBODY, measured(running, polite, answer, echoes, () -> () -> {}));
                    for (Neighbors them : Neighbors.ALL) {
                        Beside open =
                                () -> new GreedyClients.Running(running.port, them.clients, them.bytes, them.read);
                        add(results, round, server, them.name, measured(running, polite, answer, echoes, open));
                    }
                }
            }
        }
    }

    /**
     * What was measured.
     *
     * @param echoes how many messages were echoed
     * @param p50 median microseconds of an echo
     * @param p99 the 99th percentile
     * @param waited for how much of the time the server was kept from its core
     */
    private record Measured(int echoes, double p50, double p99, double waited) {
        static Measured of(long[] sorted, double waited) {
            return new Measured(sorted.length, percentile(sorted, 50), percentile(sorted, 99), waited);
        }

        private static double percentile(long[] sorted, int percent) {
            return sorted[sorted.length * percent / 100] / 1e3;
        }
    }

    private static void add(Csv results, int round, String server, String neighbors, Measured all) throws IOException {
        results.add(round, server, neighbors, all.echoes, all.p50, all.p99, all.waited);
    }

    /** Everything twice, the second time beside new neighbors: the first time warms up the server for such. */
    private static Measured measured(
            EchoServers.Running server, SocketChannel polite, int answer, int echoes, Beside neighbors)
            throws IOException {
        Closeable first = neighbors.open();
        try (first) {
            echo(polite, answer, WARM_UP * echoes);
        }
        Closeable second = neighbors.open();
        try (second) {
            Duration before = server.waited();
            long begun = System.nanoTime();
            long[] nanos = echo(polite, answer, echoes);
            double time = System.nanoTime() - begun;
            return Measured.of(nanos, server.waited().minus(before).toNanos() / time);
        }
    }

    private static long[] echo(SocketChannel polite, int answer, int echoes) throws IOException {
        ByteBuffer frame = Load.frame(BYTES);
        ByteBuffer in = ByteBuffer.allocateDirect(1024);
        long[] nanos = new long[echoes];
        for (int i = 0; i < echoes; i++) {
            long begun = System.nanoTime();
            polite.write(frame.rewind());
            in.clear().limit(answer);
            while (in.hasRemaining()) {
                if (polite.read(in) < 0) {
                    throw new IOException("the server closed the connection beside greedy ones");
                }
            }
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
