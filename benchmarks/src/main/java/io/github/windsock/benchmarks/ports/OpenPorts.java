package io.github.windsock.benchmarks.ports;

import io.github.windsock.benchmarks.csv.Csv;
import io.github.windsock.server.EchoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens many servers at once, and measures the time to open and close one, the number of threads, and ports that still
 * accept after the close.
 */
public final class OpenPorts {

    private OpenPorts() {}

    /**
     * Opens and closes the servers in several rounds in one JVM. The first round includes the start of the engine.
     *
     * @param folder the folder for the raw results, as {@code ports.csv}
     * @param servers the number of servers
     * @param rounds the number of rounds
     * @throws IOException if the results cannot be written
     */
    public static void run(Path folder, int servers, int rounds) throws IOException {
        Csv results = Csv.create(
                folder.resolve("ports.csv"), "round", "servers", "open_us", "close_us", "threads", "not_refused");
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("ports: round %d, %d servers%n", round, servers);
            int threadsBefore = Thread.getAllStackTraces().size();
            List<EchoServer> open = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < servers; i++) {
                open.add(EchoServer.start());
            }
            long opened = System.nanoTime() - begun;
            int threads = Thread.getAllStackTraces().size() - threadsBefore;
            begun = System.nanoTime();
            open.forEach(EchoServer::close);
            long closed = System.nanoTime() - begun;
            results.add(
                    round,
                    servers,
                    opened / 1e3 / servers,
                    closed / 1e3 / servers,
                    threads,
                    open.stream().filter(server -> isListening(server.port())).count());
        }
    }

    private static boolean isListening(int port) {
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false; // as expected
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell whether port " + port + " is closed", e);
        }
    }
}
