package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.ResponseHead.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private final ByteSink bytes = new ByteSink(); // the head, and what came with its end
    private int length; // of the head so far
    private int lineStart;
    private int carriageReturns; // in the line
    private boolean statusLineSeen;
    private int start; // of the status line, after empty lines and stray bytes
    private boolean startFound;
    private int lastNul = -1;
    private int[] breaks = new int[32]; // the positions of carriage returns and line feeds
    private int breakCount;
    private int nextBreak; // where parsing is
    private String text = ""; // the whole head

    /**
     * Reads bytes up to the end of the head.
     *
     * @param in the bytes; its position moves to the end of the head
     * @return the head; null if more bytes are needed
     * @throws Malformed as soon as the bytes cannot become a head
     */
    public @Nullable ResponseHead read(ByteBuffer in) throws Malformed {
        bytes.add(in, in.remaining());
        boolean complete = findEnd(bytes.array(), bytes.size());
        in.position(in.position() - (bytes.size() - length));
        if (length > MAX_BYTES) {
            throw new Malformed("the server's answer has more than " + MAX_BYTES + " bytes of headers", "");
        }
        if (!startFound) {
            findStart(complete);
        }
        return complete ? parse(bytes.array()) : null;
    }

    /** Returns the number of bytes of the head that have arrived. */
    public int length() {
        return length;
    }

    /** Returns the beginning of what has arrived of the head, with a character for each byte. */
    public String beginning(int most) {
        return text(0, Math.min(most, length));
    }

    /**
     * Looks at each new byte once; returns whether the empty line after the head has arrived. A plain loop, because it
     * runs before the JIT compiler has compiled it.
     */
    private boolean findEnd(byte[] all, int size) {
        boolean isFound = false;
        int at = length;
        while (at < size && !isFound) {
            byte next = all[at];
            if (next <= '\r') {
                isFound = isEndOfHead(next, at);
            }
            at++;
        }
        length = at;
        return isFound;
    }

    /** Notes a byte that may divide the head. */
    private boolean isEndOfHead(byte next, int at) {
        if (next == '\n') {
            addBreak(at);
            return endsHead(at);
        }
        if (next == '\r') {
            addBreak(at);
            carriageReturns++;
        } else if (next == 0) {
            lastNul = at;
        }
        return false;
    }

    private void addBreak(int at) {
        if (breakCount == breaks.length) {
            breaks = Arrays.copyOf(breaks, 2 * breakCount);
        }
        breaks[breakCount++] = at;
    }

    /** Ends a line; returns whether it is the empty line after the head. */
    private boolean endsHead(int lineFeed) {
        boolean isEmpty = lineFeed - lineStart == carriageReturns;
        boolean isEnd = isEmpty && carriageReturns <= 1 && statusLineSeen;
        statusLineSeen |= !isEmpty;
        lineStart = lineFeed + 1;
        carriageReturns = 0;
        return isEnd;
    }

    /** Finds the start of the status line, unless there are too few bytes to know. */
    private void findStart(boolean complete) throws Malformed {
        byte[] all = bytes.array();
        while (start < length && (all[start] == '\r' || all[start] == '\n')) {
            start++;
        }
        for (int stray = 0; stray <= MAX_STRAY_BYTES; stray++) {
            int at = start + stray;
            int seen = Math.min(HTTP.length(), length - at);
            if (seen <= 0 && !complete) {
                return;
            }
            if (seen > 0 && isHttp(all, at, seen) && (seen == HTTP.length() || !complete)) {
                startFound = seen == HTTP.length();
                start = startFound ? at : start;
                return;
            }
        }
        throw notHttp(text(start, length));
    }

    /** Tells whether so many bytes begin like a status line, in any case. */
    private static boolean isHttp(byte[] all, int from, int count) {
        for (int i = 0; i < count; i++) {
            if ((all[from + i] & ~0x20) != HTTP.charAt(i)) {
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
        return new String(bytes.array(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Reads the status line as Chromium does, which looks for a number after the first space and at nothing else. */
    private ResponseHead parse(byte[] all) throws Malformed {
        int endOfLine = endOfLine(start);
        int first = start;
        while (first < endOfLine && all[first] != ' ') {
            first++;
        }
        while (first < endOfLine && all[first] == ' ') {
            first++;
        }
        int end = first;
        int status = 0;
        while (end < endOfLine && all[end] >= '0' && all[end] <= '9') {
            status = 10 * status + all[end++] - '0';
        }
        if (first == end || end - first > MAX_DIGITS) {
            throw notHttp(text(start, length));
        }
        text = text(0, length);
        return new ResponseHead(status, stripped(all, end, endOfLine), headers(all, nextLine(all, endOfLine)));
    }

    /** Returns where a line ends: before a line feed, a carriage return, or both. Lines are visited in their order. */
    private int endOfLine(int line) {
        while (breaks[nextBreak] < line) {
            nextBreak++;
        }
        return breaks[nextBreak];
    }

    private static int nextLine(byte[] all, int end) {
        return all[end] == '\r' && all[end + 1] == '\n' ? end + 2 : end + 1;
    }

    /** Tells whether a line continues the one before it. */
    private boolean isContinued(byte[] all, int line) {
        return line < length && isBlank(all[line]);
    }

    /** Returns a part of the head without the blanks around it. */
    private String stripped(byte[] all, int from, int to) {
        int first = from;
        while (first < to && isBlank(all[first])) {
            first++;
        }
        int end = to;
        while (end > first && isBlank(all[end - 1])) {
            end--;
        }
        return text.substring(first, end);
    }

    private static int colon(byte[] all, int line, int end) {
        int at = line;
        while (at < end && all[at] != ':') {
            at++;
        }
        return at;
    }

    private HttpHeaders headers(byte[] all, int from) throws Malformed {
        if (lastNul >= from) {
            throw new Malformed("the server's answer has a NUL in a header", "");
        }
        HttpHeaders.Builder builder = HttpHeaders.builder();
        int line = from;
        while (line < length) {
            line = addField(builder, all, line);
        }
        HttpHeaders headers = builder.build();
        for (String name : SINGLE) {
            requireOneValue(headers, name);
        }
        return headers;
    }

    /** Adds the field of a line, with the lines that continue it; returns where the next one begins. */
    private int addField(HttpHeaders.Builder fields, byte[] all, int line) {
        int end = endOfLine(line);
        int next = nextLine(all, end);
        int colon = colon(all, line, end);
        if (colon == line || colon == end || isBlank(all[line])) {
            return next; // it is no field, and ignored (RFC 9112, section 2.2)
        }
        String value = stripped(all, colon + 1, end);
        if (isContinued(all, next)) {
            StringBuilder whole = new StringBuilder(text.substring(colon + 1, end));
            while (isContinued(all, next)) {
                int endOfNext = endOfLine(next);
                whole.append(' ').append(stripped(all, next, endOfNext));
                next = nextLine(all, endOfNext);
            }
            value = HttpToken.trim(whole.toString());
        }
        fields.add(stripped(all, line, colon), value);
        return next;
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
