package io.github.windsock.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a client sees, in the words of {@link BehaviorTable}. */
final class Observations {
    /** The connection ended without a Close frame. */
    static final String LOST = "lost";

    /** There never was a connection, nor an HTTP response. */
    static final String FAILED = "failed";

    private static final int PATIENCE_SECONDS = 60; // on a busy machine, one connection has taken 22

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure; // for the message of a test: a client may have its own

    static String open(@Nullable String subprotocol) {
        return subprotocol == null || subprotocol.isEmpty() ? "open" : "open " + subprotocol;
    }

    static String text(String text) {
        return text.startsWith("{") ? "json" : text;
    }

    static String bytes(byte... bytes) {
        return "bytes " + HexFormat.of().formatHex(bytes);
    }

    static String bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return bytes(copy);
    }

    static String close(int code, @Nullable String reason) {
        return code == 1006 ? LOST : ("close " + code + " " + (reason == null ? "" : reason)).strip();
    }

    static String refused(int status) {
        return "refused " + status;
    }

    static boolean isEnd(String observation) {
        return List.of(LOST, FAILED).contains(observation)
                || observation.startsWith("close ")
                || observation.startsWith("refused ");
    }

    void add(String observation) {
        seen.add(observation);
    }

    /** Adds that there never was a connection. */
    void failed(Throwable why) {
        failure = why;
        add(FAILED);
    }

    /** Returns why a client failed, for a message; empty if none did. */
    String failure() {
        StringWriter trace = new StringWriter();
        Throwable why = failure;
        if (why != null) {
            why.printStackTrace(new PrintWriter(trace));
        }
        return trace.toString();
    }

    /** Waits for the next observation. */
    String next() throws InterruptedException {
        String next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return next == null ? "nothing for " + PATIENCE_SECONDS + " s" : next;
    }
}
