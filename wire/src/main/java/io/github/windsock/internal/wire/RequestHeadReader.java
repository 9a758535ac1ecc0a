package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.RequestHead.Unreadable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP request from bytes that arrive in pieces. Input that cannot be a head is refused at its
 * first wrong byte, because a client of another protocol may wait for an answer. Not thread-safe.
 */
public final class RequestHeadReader {
    private static final int MAX_BYTES = 64 * 1024;

    private byte[] bytes = {};
    private int length;
    private int checked;
    private int lineStart;
    private int carriageReturn = -1; // the position of the first one in the line
    private int[] bounds = new int[32]; // where each line begins and ends
    private int lines;

    /**
     * Reads bytes up to the end of the head.
     *
     * @param in the bytes; its position moves
     * @return the head; null if more bytes are needed
     * @throws Unreadable if it is not the head of an HTTP/1 request, or it is too large
     */
    public @Nullable RequestHead read(ByteBuffer in) throws Unreadable {
        take(in);
        if (!findEnd()) {
            return null;
        }
        in.position(in.position() - (length - checked));
        return RequestHead.of(bytes, bounds, lines);
    }

    private void take(ByteBuffer in) {
        int count = in.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        in.get(bytes, length, count);
        length += count;
    }

    /** Looks at each new byte once. A plain loop, because it runs before the JIT compiler has compiled it. */
    private boolean findEnd() throws Unreadable {
        byte[] all = bytes;
        int end = Math.min(length, MAX_BYTES);
        for (int i = checked; i < end; i++) {
            byte b = all[i];
            if (b < ' ' && b >= 0 || b == 0x7F) {
                if (b == '\n') {
                    if (endsHead(i)) {
                        checked = i + 1;
                        return true;
                    }
                } else if (b != '\t') {
                    checkControl(b, i);
                }
            }
        }
        checked = end;
        if (length > MAX_BYTES) {
            throw new Unreadable(431, "the headers are longer than " + MAX_BYTES + " bytes");
        }
        return false;
    }

    private void checkControl(byte b, int at) throws Unreadable {
        if (b != '\r') {
            throw new Unreadable(400, "a control character cannot be part of a request");
        }
        if (carriageReturn < 0) {
            carriageReturn = at;
        }
    }

    /** Ends a line; returns whether it is the empty line after the head. Empty lines before the head are skipped. */
    private boolean endsHead(int lineFeed) throws Unreadable {
        int end = carriageReturn < 0 ? lineFeed : carriageReturn;
        if (end < lineFeed - 1) {
            throw new Unreadable(400, "a carriage return is not followed by a line feed");
        }
        boolean isEmpty = end == lineStart;
        if (!isEmpty) {
            addLine(end);
        }
        lineStart = lineFeed + 1;
        carriageReturn = -1;
        return isEmpty && lines > 0;
    }

    private void addLine(int end) {
        if (2 * lines == bounds.length) {
            bounds = Arrays.copyOf(bounds, 4 * lines);
        }
        bounds[2 * lines] = lineStart;
        bounds[2 * lines + 1] = end;
        lines++;
    }
}
