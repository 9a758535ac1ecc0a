package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.ResponseHead.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP response from bytes that arrive in pieces, as leniently as browsers do; {@link
 * RequestHeadReader} is strict so that clients learn of their faults. Input that cannot become a status line is refused
 * at once, because a server of another protocol may wait for an answer. Not thread-safe.
 */
public final class ResponseHeadReader {
    private static final int MAX_BYTES = 256 * 1024;

    /**
     * The number of stray bytes before the status line that Chromium accepts besides empty lines. No standard has it.
     */
    private static final int MAX_STRAY_BYTES = 4;

    private static final int MAX_DIGITS = 9; // of a status, so that it is an int

    private static final String HTTP = "HTTP";

    /** Headers of which browsers accept no two different values, since someone may have put the second one in. */
    private static final List<String> SINGLE = List.of("Content-Length", "Content-Disposition", "Location");

    /** A TLS record with an alert: the answer of a TLS server to a plain request (RFC 8446, section 5.1). */
    private static final String TLS_ALERT = "\u0015\u0003";

    private final ByteSink head = new ByteSink();
    private int lineLength; // without carriage returns
    private int carriageReturns; // in the line
    private boolean statusLineSeen;
    private int start; // of the status line, after empty lines and stray bytes
    private boolean startFound;

    /**
     * Reads bytes up to the end of the head.
     *
     * @param in the bytes; its position moves to the end of the head
     * @return the head; null if more bytes are needed
     * @throws Malformed as soon as the bytes cannot become a head
     */
    public @Nullable ResponseHead read(ByteBuffer in) throws Malformed {
        int length = lengthOfHead(in);
        boolean complete = length >= 0;
        head.add(in, complete ? length : in.remaining());
        if (head.size() > MAX_BYTES) {
            throw new Malformed("the server's answer has more than " + MAX_BYTES + " bytes of headers", "");
        }
        if (!startFound) {
            findStart(complete);
        }
        return complete ? parse() : null;
    }

    /** Returns how many of the bytes belong to the head, with its empty line; -1 if its end has not arrived. */
    private int lengthOfHead(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()]; // reading each byte from the buffer is slow before JIT compilation
        in.get(in.position(), bytes);
        int length = lineLength;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                if (length == 0 && carriageReturns <= 1 && statusLineSeen) {
                    return i + 1;
                }
                statusLineSeen |= length > 0;
                length = 0;
                carriageReturns = 0;
            } else if (next == '\r') {
                carriageReturns++;
            } else {
                length++;
            }
        }
        lineLength = length;
        return -1;
    }

    /** Finds the start of the status line, unless there are too few bytes to know. */
    private void findStart(boolean complete) throws Malformed {
        byte[] bytes = head.array();
        while (start < head.size() && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        for (int stray = 0; stray <= MAX_STRAY_BYTES; stray++) {
            int at = start + stray;
            int seen = Math.min(HTTP.length(), head.size() - at);
            if (seen <= 0 && !complete) {
                return;
            }
            if (seen > 0 && isHttp(at, seen) && (seen == HTTP.length() || !complete)) {
                startFound = seen == HTTP.length();
                start = startFound ? at : start;
                return;
            }
        }
        throw notHttp(text(start, head.size()));
    }

    /** Tells whether so many bytes begin like a status line, in any case. */
    private boolean isHttp(int from, int count) {
        for (int i = 0; i < count; i++) {
            if (Character.toUpperCase(head.array()[from + i]) != HTTP.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Malformed notHttp(String text) {
        if (text.startsWith(TLS_ALERT)) {
            return new Malformed("the server speaks TLS; connect with wss://", "");
        }
        String line = text.lines().findFirst().orElse("");
        return new Malformed("the server's answer is not HTTP", line);
    }

    private String text(int from, int to) {
        return new String(head.array(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Reads the status line as Chromium does, which looks for a number after the first space and at nothing else. */
    private ResponseHead parse() throws Malformed {
        byte[] bytes = head.array();
        Lines lines = new Lines(bytes, text(0, head.size()));
        int endOfLine = lines.end(start);
        int first = start;
        while (first < endOfLine && bytes[first] != ' ') {
            first++;
        }
        while (first < endOfLine && bytes[first] == ' ') {
            first++;
        }
        int end = first;
        while (end < endOfLine && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        if (first == end || end - first > MAX_DIGITS) {
            throw notHttp(text(start, head.size()));
        }
        int status = Integer.parseInt(lines.text.substring(first, end));
        return new ResponseHead(status, lines.stripped(end, endOfLine), headers(lines, lines.next(endOfLine)));
    }

    /**
     * The lines of a whole head, visited in their order. It searches in a string, since the JVM has compiled that long
     * before it compiles a loop of ours.
     */
    private static final class Lines {
        private final byte[] bytes;
        private final String text; // the same
        private int carriageReturn = -1; // the next one
        private int colon = -1; // the next one

        Lines(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }

        /** Returns where a line ends: before a line feed, a carriage return, or both. The head ends with a line feed. */
        int end(int from) {
            if (carriageReturn < from) {
                carriageReturn = find('\r', from);
            }
            return Math.min(text.indexOf('\n', from), carriageReturn);
        }

        /** Returns the position of the first colon, which may be in a later line. */
        int colon(int from) {
            if (colon < from) {
                colon = find(':', from);
            }
            return colon;
        }

        private int find(char wanted, int from) {
            int at = text.indexOf(wanted, from);
            return at < 0 ? Integer.MAX_VALUE : at;
        }

        int next(int end) {
            return bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : end + 1;
        }

        /** Tells whether a line continues the one before it. */
        boolean isContinued(int line) {
            return line < text.length() && isBlank(bytes[line]);
        }

        /** Returns a part of the head without the blanks around it. */
        String stripped(int from, int to) {
            int first = from;
            while (first < to && isBlank(bytes[first])) {
                first++;
            }
            int end = to;
            while (end > first && isBlank(bytes[end - 1])) {
                end--;
            }
            return text.substring(first, end);
        }
    }

    private static HttpHeaders headers(Lines lines, int from) throws Malformed {
        if (lines.text.indexOf(0, from) >= 0) {
            throw new Malformed("the server's answer has a NUL in a header", "");
        }
        HttpHeaders.Builder builder = HttpHeaders.builder();
        int line = from;
        while (line < lines.text.length()) {
            int end = lines.end(line);
            int next = lines.next(end);
            int colon = lines.colon(line);
            if (colon > line
                    && colon < end
                    && !isBlank(lines.bytes[line])) { // otherwise it is ignored (RFC 9112, section 2.2)
                String value = lines.stripped(colon + 1, end);
                if (lines.isContinued(next)) {
                    StringBuilder whole = new StringBuilder(lines.text.substring(colon + 1, end));
                    while (lines.isContinued(next)) {
                        int endOfNext = lines.end(next);
                        whole.append(' ').append(lines.stripped(next, endOfNext));
                        next = lines.next(endOfNext);
                    }
                    value = HttpToken.trim(whole.toString());
                }
                builder.add(lines.stripped(line, colon), value);
            }
            line = next;
        }
        HttpHeaders headers = builder.build();
        for (String name : SINGLE) {
            requireOneValue(headers, name);
        }
        return headers;
    }

    private static void requireOneValue(HttpHeaders headers, String name) throws Malformed {
        List<String> values = headers.get(name);
        boolean isLength = name.equals("Content-Length");
        if (values == null || isLength && headers.hasToken("Transfer-Encoding", "chunked")) {
            return; // a length has no effect on chunks
        }
        Set<String> different = new HashSet<>();
        for (String value : values) {
            for (String part : isLength ? value.split(",", -1) : new String[] {value}) {
                different.add(HttpToken.trim(part));
            }
        }
        if (different.size() > 1) {
            throw new Malformed("the server's answer has two different values of " + name, "");
        }
    }
}
