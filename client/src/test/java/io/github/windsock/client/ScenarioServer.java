package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Plays the steps of a scenario to every connection. What is written goes out in one write, up to a step that waits.
 *
 * <pre>
 * open [header\n header]  read the request, answer 101     answer TEXT   read the request, answer that; KEY is the accept key
 * text, ping, pong TEXT   a frame                          hex BYTES     any bytes
 * more, blanks, zeros     more of the answer, so many bytes whole         wait for a message and tell its size
 * pings NUMBER            so many pings at once, and tell the number of their pongs
 * head                    read the request, tell its line and the names of its headers
 * alone                   take time, and tell of a second connection
 * close [CODE [REASON]]   a Close frame                    flush         a write of its own for what is there
 * read                    wait for a frame and tell it     fin, reset    end this side, or all
 * echo                    echo until the Close frame       told          tell what comes, and end after its first frame
 * hold                    tell what comes, and never end   wait          only wait for the client's end
 * </pre>
 *
 * <p>After the last step it ends its side and waits for the client's end.
 */
final class ScenarioServer implements AutoCloseable {
    /** Part of what is played: some clients end only when their server gives up. */
    private static final int PATIENCE_MILLIS = 10_000;

    /** What only a browser sends. */
    private static final Set<String> LEFT_OUT = Set.of("Accept-Encoding", "Accept-Language");

    private static final Set<Integer> FAILURES = Set.of(1002, 1007, 1009);

    private final List<String> steps;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final WireServer server;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Semaphore second = new Semaphore(0);
    private int playing; // guarded by told

    ScenarioServer(List<String> steps) {
        this.steps = steps;
        server = WireServer.playing(this::play);
    }

    String url() {
        return server.url();
    }

    int port() {
        return server.address().getPort();
    }

    private void play(Peer peer) throws IOException {
        synchronized (told) {
            playing++;
        }
        try {
            peer.giveUpAfter(PATIENCE_MILLIS);
            new Play(peer).run();
        } finally {
            synchronized (told) {
                playing--;
                told.notifyAll();
            }
        }
    }

    /** Returns what it was told, once it is that much and no connection is left, or after some seconds. */
    List<String> told(int expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (told) {
            long left = 1;
            while ((playing > 0 || told.size() < expected) && left > 0) {
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                told.wait(Math.max(1, left));
            }
            return List.copyOf(told);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Play {
        private final Peer peer;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Play(Peer peer) {
            this.peer = peer;
        }

        void run() throws IOException {
            for (String step : steps) {
                String[] words = step.split(" ", 2);
                step(words[0], words.length == 1 ? "" : words[1]);
            }
            flush();
            peer.fin();
            awaitEnd();
        }

        private void awaitEnd() throws IOException {
            while (peer.socket().getInputStream().read() >= 0) {
                // What the client still says is not looked at.
            }
        }

        private void step(String step, String rest) throws IOException {
            switch (step) {
                case "open" -> {
                    peer.readRequest();
                    write(peer.answer101(rest.isEmpty() ? new String[0] : rest.split("\\\\n ", -1))
                            .getBytes(ISO_8859_1));
                }
                case "answer" -> {
                    peer.readRequest();
                    write(unescaped(rest).replace("KEY", peer.accept()).getBytes(ISO_8859_1));
                }
                case "alone" -> alone();
                case "request" -> {
                    peer.readRequest();
                    told.add(rest + ": " + peer.headers().getOrDefault(rest, "none"));
                }
                case "head" -> {
                    peer.readRequest();
                    told.add(head());
                }
                case "text" -> frame(0x81, rest.getBytes(UTF_8));
                case "ping" -> frame(0x89, rest.getBytes(UTF_8));
                case "pong" -> frame(0x8A, rest.getBytes(UTF_8));
                case "pings" -> pings(Integer.parseInt(rest));
                case "hex" -> write(WireServer.bytes(rest));
                case "more" ->
                    write(unescaped(rest).replace("KEY", peer.accept()).getBytes(ISO_8859_1));
                case "blanks" -> write(" ".repeat(Integer.parseInt(rest)).getBytes(ISO_8859_1));
                case "zeros" -> write(new byte[Integer.parseInt(rest)]);
                case "whole" -> {
                    flush();
                    int bytes = 0;
                    for (boolean last = false; !last; ) {
                        RawFrame frame = peer.read();
                        bytes += frame.payload().length;
                        last = frame.fin();
                    }
                    told.add("message of " + bytes);
                }
                case "close" -> close(rest);
                case "flush" -> flush();
                case "read" -> read();
                case "told" -> {
                    for (boolean first = true; read(); first = false) {
                        if (first) {
                            peer.fin();
                        }
                    }
                }
                case "hold" -> {
                    while (read()) {}
                }
                case "wait" -> awaitEnd();
                case "echo" -> echo();
                case "fin" -> {
                    flush();
                    peer.fin();
                }
                case "reset" -> {
                    flush();
                    peer.reset();
                }
                default -> throw new IllegalArgumentException("no such step: " + step);
            }
        }

        /** The request line, and the names of the headers in their order. */
        private String head() {
            return peer.requestLine()
                    + peer.names().stream()
                            .filter(name -> !LEFT_OUT.contains(name))
                            .collect(Collectors.joining(" ", ": ", ""));
        }

        private void write(byte[] bytes) {
            out.writeBytes(bytes);
        }

        private void frame(int first, byte[] payload) {
            write(WireServer.encode(first, payload));
        }

        private void close(String rest) {
            String[] parts = rest.split(" ", 2);
            frame(
                    0x88,
                    rest.isEmpty()
                            ? new byte[0]
                            : WireServer.closeBody(Integer.parseInt(parts[0]), parts.length == 1 ? "" : parts[1]));
        }

        private void flush() throws IOException {
            peer.raw(out.toByteArray());
            out.reset();
        }

        private void echo() throws IOException {
            flush();
            for (RawFrame frame = peer.read(); frame.opcode() != 8; frame = peer.read()) {
                peer.frame(0x80 | frame.opcode(), frame.payload());
            }
        }

        private void pings(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                frame(0x89, new byte[0]);
            }
            flush();
            for (int pongs = 1; pongs <= count; pongs++) {
                RawFrame frame = peer.read();
                if (frame.opcode() != 10 || frame.payload().length > 0) {
                    throw new AssertionError(shown(frame) + " instead of pong " + pongs);
                }
            }
            told.add(count + " pongs");
        }

        /** Takes its time to answer, and tells of another connection that comes meanwhile. */
        private void alone() throws IOException {
            if (handshakes.incrementAndGet() > 1) {
                told.add("two at once");
                second.release();
            }
            try {
                second.tryAcquire(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IOException("the scenario is over", e);
            } finally {
                handshakes.decrementAndGet();
            }
        }

        /** Returns whether there was a frame. */
        private boolean read() throws IOException {
            flush();
            try {
                RawFrame frame = peer.read();
                told.add(shown(frame));
                return true;
            } catch (IOException e) {
                told.add("end");
                return false;
            }
        }
    }

    private static String shown(RawFrame frame) {
        return switch (frame.opcode()) {
            case 1 -> "text " + shown(frame.text());
            case 2 -> ("binary " + HexFormat.ofDelimiter(" ").formatHex(frame.payload())).strip();
            case 8 -> frame.payload().length == 0 ? "close" : "close " + frame.code() + reason(frame);
            case 9 -> "ping " + shown(frame.text());
            case 10 -> "pong " + shown(frame.text());
            default -> "opcode " + frame.opcode();
        };
    }

    /** The words of a failure are each client's own. */
    private static String reason(RawFrame frame) {
        return FAILURES.contains(frame.code()) ? "" : " " + shown(frame.reason());
    }

    private static String shown(String text) {
        return text.length() > 200
                ? "of " + text.length()
                : "\"" + text.replace("\0", "\\u0000").replace("\uFEFF", "\\ufeff") + "\"";
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
