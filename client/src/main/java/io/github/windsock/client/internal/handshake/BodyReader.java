package io.github.windsock.client.internal.handshake;

import io.github.windsock.internal.wire.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads the body of a refusal from bytes cut anywhere (RFC 9112 section 6), up to a limit. */
public final class BodyReader {
    public static final int LIMIT = 64 * 1024;

    private static final long UNTIL_THE_END = Long.MAX_VALUE;

    private final ByteSink body = new ByteSink();
    private final ByteSink line = new ByteSink();
    private final boolean chunked;
    private long left; // of the body, or of the chunk
    private boolean inChunk;
    private boolean complete;

    public BodyReader(Map<String, List<String>> headers, int status) {
        chunked = last(headers, "Transfer-Encoding").equalsIgnoreCase("chunked");
        String length = last(headers, "Content-Length");
        boolean none = status < 200 || status == 204 || status == 304;
        left = none || chunked ? 0 : length.matches("[0-9]{1,18}") ? Long.parseLong(length) : UNTIL_THE_END;
        complete = none;
    }

    private static String last(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** Reads bytes; returns whether the body is complete or has reached the limit. */
    public boolean read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !isComplete()) {
            if (!chunked || inChunk) {
                readBody(bytes);
            } else {
                readLine(bytes);
            }
        }
        return isComplete();
    }

    /** Returns a copy of the body so far. */
    public byte[] soFar() {
        return body.copy();
    }

    private boolean isComplete() {
        return complete || !chunked && left == 0 || body.size() == LIMIT;
    }

    private void readBody(ByteBuffer bytes) {
        int length = (int) Math.min(Math.min(left, bytes.remaining()), LIMIT - body.size());
        body.add(bytes, length);
        left -= length;
        inChunk = left > 0;
    }

    /** Reads one byte of the line before a chunk, or of the empty line after it. */
    private void readLine(ByteBuffer bytes) {
        byte[] one = {bytes.get()};
        if (one[0] != '\n') {
            line.add(one, 0, 1);
            complete = line.size() == LIMIT;
            return;
        }
        String text = new String(line.take(), StandardCharsets.ISO_8859_1).strip();
        if (text.isEmpty()) {
            return;
        }
        String size = text.split("[; \t]", 2)[0];
        left = size.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(size, 16) : 0;
        inChunk = left > 0;
        complete = !inChunk; // the last chunk, or a malformed one; trailers are ignored
    }
}
