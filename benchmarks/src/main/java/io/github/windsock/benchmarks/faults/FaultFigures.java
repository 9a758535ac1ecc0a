package io.github.windsock.benchmarks.faults;

import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.benchmarks.echo.OpeningRequest;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures servers from start to end, with one client and one behavior each: a fault should cost no more than an echo.
 */
public final class FaultFigures {
    private static final List<Behavior> BEHAVIORS = List.of(
            Behaviors.echo(),
            Faults.wrongAccept(),
            Faults.invalidUtf8(),
            Faults.oneByteClose(),
            Behaviors.dropConnection(),
            Behaviors.resetConnection());

    private static final byte[] REQUEST = OpeningRequest.bytes();

    private static final byte[] HELLO = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'};

    private FaultFigures() {}

    /**
     * Measures all behaviors in one JVM, in interleaved rounds, so that other load affects all alike.
     *
     * @param folder the folder for the raw results, as {@code faults.csv}
     * @param rounds the number of measured rounds, after one to warm up
     * @throws IOException if the results cannot be written
     */
    public static void run(Path folder, int rounds) throws IOException {
        Csv results = Csv.create(folder.resolve("faults.csv"), "round", "behavior", "us");
        for (int round = 0; round <= rounds; round++) {
            for (Behavior behavior : BEHAVIORS) {
                long begun = System.nanoTime();
                play(behavior);
                if (round > 0) {
                    results.add(round, behavior, (System.nanoTime() - begun) / 1e3);
                }
            }
        }
    }

    private static void play(Behavior behavior) throws IOException {
        try (EchoServer server = EchoServer.builder().behavior(behavior).start();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.setTcpNoDelay(true);
            client.getOutputStream().write(REQUEST);
            InputStream in = client.getInputStream();
            readHead(in);
            client.getOutputStream().write(HELLO);
            int unused = in.read(); // the echo, the fault, or the end
        } catch (SocketException e) {
            // a reset is an end too
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0; // the number of characters of the blank line so far
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
        }
    }
}
