package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.ResponseHead.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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

    private static final String HTTP = "HTTP/";

    /** A TLS record with an alert: the answer of a TLS server to a plain request (RFC 8446, section 5.1). */
    private static final String TLS_ALERT = "\u0015\u0003";

    private final ByteSink head = new ByteSink();
    private int lineLength;
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
        return complete ? parse(text(start)) : null;
    }

    /** Returns how many of the bytes belong to the head, with its empty line; -1 if its end has not arrived. */
    private int lengthOfHead(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()]; // reading each byte from the buffer is slow before JIT compilation
        in.get(in.position(), bytes);
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                if (lineLength == 0 && statusLineSeen) {
                    return i + 1;
                }
                statusLineSeen |= lineLength > 0;
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
        }
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
            if (seen > 0 && text(at).regionMatches(true, 0, HTTP, 0, seen) && (seen == HTTP.length() || !complete)) {
                startFound = seen == HTTP.length();
                start = startFound ? at : start;
                return;
            }
        }
        throw notHttp(text(start));
    }

    private static Malformed notHttp(String text) {
        if (text.startsWith(TLS_ALERT)) {
            return new Malformed("the server speaks TLS; connect with wss://", "");
        }
        String line = text.lines().findFirst().orElse("");
        return new Malformed("the server's answer is not HTTP", line);
    }

    private String text(int from) {
        return new String(head.array(), from, head.size() - from, StandardCharsets.ISO_8859_1);
    }

    private static ResponseHead parse(String text) throws Malformed {
        List<String> lines = lines(text);
        String statusLine = lines.get(0);
        int space = firstBlank(statusLine);
        String rest = statusLine.substring(space).strip();
        boolean valid = isVersion(statusLine.substring(HTTP.length(), space))
                && rest.length() >= 3
                && isNumber(rest.substring(0, 3))
                && (rest.length() == 3 || isBlank(rest.charAt(3)));
        if (!valid) {
            throw notHttp(text);
        }
        HttpHeaders headers = headers(unfold(lines.subList(1, lines.size())));
        return new ResponseHead(
                Integer.parseInt(rest.substring(0, 3)), rest.substring(3).strip(), headers);
    }

    private static int firstBlank(String line) {
        int at = 0;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return Math.max(at, HTTP.length());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isVersion(String version) {
        int dot = version.indexOf('.');
        return dot > 0 && isNumber(version.substring(0, dot)) && isNumber(version.substring(dot + 1));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns the lines of a text that ends with a line feed; a carriage return ends a line too. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            boolean crlf = end > from && text.charAt(end - 1) == '\r';
            String line = text.substring(from, crlf ? end - 1 : end);
            if (line.indexOf('\r') < 0) {
                lines.add(line);
            } else {
                Collections.addAll(lines, line.split("\r", -1));
            }
            from = end + 1;
        }
        return lines;
    }

    private static HttpHeaders headers(List<String> lines) throws Malformed {
        HttpHeaders.Builder builder = HttpHeaders.builder();
        for (String line : lines) {
            if (line.indexOf('\0') >= 0) {
                throw new Malformed("the server's answer has a NUL in a header", "");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                builder.add(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        HttpHeaders headers = builder.build();
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        if (lengths.size() > 1 && new HashSet<>(lengths).size() > 1) {
            throw new Malformed("the server's answer has two different Content-Lengths", "");
        }
        return headers;
    }

    private static List<String> unfold(List<String> lines) {
        List<String> whole = new ArrayList<>();
        for (String line : lines) {
            boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
            if (goesOn && !whole.isEmpty()) {
                whole.set(whole.size() - 1, whole.get(whole.size() - 1) + " " + line.strip());
            } else {
                whole.add(line);
            }
        }
        return whole;
    }
}
