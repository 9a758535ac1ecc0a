package io.github.windsock.server.jetty;

import io.github.windsock.server.jetty.RequestHead.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the head of a request in bytes that come in pieces. What cannot be a head is refused at its first wrong byte: who
 * speaks another protocol waits for an answer.
 */
final class HeadReader {
    private static final int MAX_BYTES = 64 * 1024;

    private byte[] line = new byte[256];
    private int length;
    private int total;
    private final List<String> lines = new ArrayList<>();

    /** Takes bytes, up to the end of the head; returns the head if that has come. */
    @Nullable
    RequestHead read(ByteBuffer bytes) throws Unreadable {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (++total > MAX_BYTES) {
                throw new Unreadable(431, "the headers are longer than " + MAX_BYTES + " bytes");
            }
            if (b == '\n') {
                if (endsHead()) {
                    return RequestHead.of(lines);
                }
            } else {
                append(b);
            }
        }
        return null;
    }

    /** Ends a line; returns whether that was the empty one after the head. Empty ones before it are skipped. */
    private boolean endsHead() throws Unreadable {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, 0, end, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\r') >= 0) {
            throw new Unreadable(400, "a carriage return is not followed by a line feed");
        }
        length = 0;
        if (!text.isEmpty()) {
            lines.add(text);
        }
        return text.isEmpty() && !lines.isEmpty();
    }

    private void append(byte b) throws Unreadable {
        if (b >= 0 && b < ' ' && b != '\t' && b != '\r' || b == 0x7F) {
            throw new Unreadable(400, "a control character is no part of a request");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
    }
}
