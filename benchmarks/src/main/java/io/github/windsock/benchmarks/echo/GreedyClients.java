package io.github.windsock.benchmarks.echo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Clients that send as much as a server takes, in a process of their own: {@code PORT NUMBER BYTES READS}. */
final class GreedyClients {
    private static final int AT_ONCE = 10_000;

    private GreedyClients() {}

    /**
     * Sends until the process is ended.
     *
     * @param arguments the port, how many clients, the bytes of a message, and whether they read what comes back
     * @throws IOException if a connection is lost
     */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        byte[] frames = frames(Integer.parseInt(arguments[2]));
        int operations = SelectionKey.OP_WRITE | (Boolean.parseBoolean(arguments[3]) ? SelectionKey.OP_READ : 0);
        Selector selector = Selector.open();
        for (int left = Integer.parseInt(arguments[1]); left > 0; left--) {
            SocketChannel channel = Load.connect(port);
            channel.configureBlocking(false);
            channel.register(selector, operations, ByteBuffer.wrap(frames));
        }
        System.out.println("connected");
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                step(key, in);
            }
            selector.selectedKeys().clear();
        }
    }

    /** Returns as many whole frames as make some kilobytes: a write for each small one would be slower than any server. */
    private static byte[] frames(int size) {
        ByteBuffer frame = Load.frame(size);
        ByteBuffer all = ByteBuffer.allocate(frame.limit() * Math.max(1, AT_ONCE / frame.limit()));
        while (all.hasRemaining()) {
            all.put(frame.rewind());
        }
        return all.array();
    }

    private static void step(SelectionKey key, ByteBuffer in) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer out = (ByteBuffer) key.attachment();
        if (key.isReadable() && channel.read(in.clear()) < 0) {
            throw new IOException("the server closed a greedy client");
        }
        channel.write(out);
        if (!out.hasRemaining()) {
            out.rewind();
        }
    }

    /** Such clients at work. */
    static final class Running implements Closeable {
        private final Process process;

        /** Gives them the other core, and what the measured client leaves of it. */
        Running(int port, int clients, int size, boolean reads) throws IOException {
            List<String> command = new ArrayList<>();
            if (Files.exists(Path.of("/usr/bin/taskset"))) {
                command.addAll(List.of("taskset", "-c", "1", "nice", "-n", "19"));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    GreedyClients.class.getName(),
                    Integer.toString(port),
                    Integer.toString(clients),
                    Integer.toString(size),
                    Boolean.toString(reads)));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.inputReader(StandardCharsets.UTF_8).readLine() == null) {
                throw new IOException("the greedy clients ended; see their output above");
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join(); // so that the next ones have the server to themselves
        }
    }
}
