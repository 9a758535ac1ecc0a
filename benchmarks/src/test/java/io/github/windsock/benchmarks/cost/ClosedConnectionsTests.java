package io.github.windsock.benchmarks.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedConnectionsTests {

    @TempDir
    private Path folder;

    @Test
    void reads_the_count_of_both_families() throws IOException {
        assertEquals(10406, counted("""
                        sockets: used 31
                        TCP: inuse 4 orphan 1 tw 10406 alloc 9 mem 74
                        UDP: inuse 2 mem 256
                        FRAG: inuse 0 memory 0
                        """));
    }

    @Test
    void knows_no_number_where_the_kernel_does_not_count() throws IOException {
        assertEquals(Double.NaN, ClosedConnections.count(folder.resolve("none")));
        assertEquals(Double.NaN, counted("TCP6: inuse 2 tw 5\n"));
        assertEquals(Double.NaN, counted("TCP: inuse 2\n"));
    }

    @Test
    void reads_what_this_kernel_counts() throws IOException {
        Path kernel = Path.of("/proc/net/sockstat");
        assumeTrue(Files.exists(kernel));

        assertTrue(ClosedConnections.count(kernel) >= 0);
    }

    private double counted(String kernel) throws IOException {
        return ClosedConnections.count(Files.writeString(folder.resolve("sockstat"), kernel));
    }
}
