package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.Outgoing;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.ReasonPhrase;
import io.github.windsock.internal.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes the answer to a request, of which there is one. May be used from any thread. */
final class AnswerWriter {
    private final ByteConnection connection;
    private final AtomicBoolean begun = new AtomicBoolean();

    AnswerWriter(ByteConnection connection) {
        this.connection = connection;
    }

    boolean isBegun() {
        return begun.get();
    }

    /** Begins the answer; an engine's method that gives one calls this first. */
    void begin(String target) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("the attempt for " + target + " has been answered already");
        }
    }

    /** Leaves the request without an answer. */
    void giveNone() {
        begun.set(true);
    }

    void accept(Map<String, List<String>> headers, Runnable written) {
        write(head(101, headers), written);
    }

    /** Writes each piece after TCP has accepted the one before. */
    void write(Iterator<byte[]> pieces, Runnable written) {
        write(pieces.next(), () -> {
            if (pieces.hasNext()) {
                write(pieces, written);
            } else {
                written.run();
            }
        });
    }

    void write(byte[] bytes, Runnable written) {
        connection.write(Outgoing.of(ByteBuffer.wrap(bytes), () -> connection.execute(written)));
    }

    /** Writes a whole answer, and ends the connection. */
    void end(int status, Map<String, List<String>> headers, byte[] body, boolean takesBody) {
        byte[] first = head(status, ResponseHead.ending(status, headers, body.length));
        write(takesBody && ResponseHead.mayHaveBody(status) ? join(first, body) : first, () -> {});
        connection.end(false);
    }

    /** Writes the head of an answer whose body ends with the connection. */
    void stream(int status, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("Connection", List.of("close"));
        write(head(status, all), connection::demand);
    }

    private static byte[] head(int status, Map<String, List<String>> headers) {
        return new ResponseHead(status, ReasonPhrase.of(status), HttpHeaders.copyOf(headers)).bytes();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
