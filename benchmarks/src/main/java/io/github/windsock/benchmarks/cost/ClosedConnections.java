package io.github.windsock.benchmarks.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The connections of this machine that were closed less than a minute ago. Each keeps its port, in the state
 * {@code TIME_WAIT} (RFC 9293, 3.3.2), and who needs a free port looks for it among them. A run of 5,000 tests leaves
 * about 10,000, for which the next one would pay.
 */
public final class ClosedConnections {

    /** A run begins when there are fewer: beyond 7,000 the kernel searches long for a free port. */
    public static final int FEW = 5000;

    /** Linux forgets one after 60 s. */
    private static final int MOST_SECONDS = 75;

    /** The kernel's counts, in which {@code tw} is of both families. */
    private static final Path COUNTS = Path.of("/proc/net/sockstat");

    private ClosedConnections() {}

    /**
     * Waits until there are few, or for 75 s; not at all where the kernel does not count them.
     *
     * @return how many there are then; not a number where the kernel does not count them
     */
    static double awaitFew() throws IOException, InterruptedException {
        double left = count(COUNTS);
        for (int seconds = 0; left >= FEW && seconds < MOST_SECONDS; seconds++) {
            Thread.sleep(1000); // the kernel does not report when it forgets one
            left = count(COUNTS);
        }
        return left;
    }

    /** Reads the number out of a file such as {@code /proc/net/sockstat}. */
    static double count(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(file)) {
            List<String> words = lines.filter(line -> line.startsWith("TCP:"))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .toList();
            int name = words.indexOf("tw");
            return name < 0 ? Double.NaN : Double.parseDouble(words.get(name + 1));
        }
    }
}
