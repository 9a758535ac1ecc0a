package io.github.windsock.client;

import io.github.windsock.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the head of the answer to a handshake from bytes cut anywhere, as leniently as browsers read HTTP. */
final class AnswerReader {
    private static final int MAX_HEAD = 256 * 1024;
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/[0-9]+\\.[0-9]+[ \\t]+([0-9]{3})(?:[ \\t]+(.*))?", Pattern.CASE_INSENSITIVE);

    /** How nearly every answer begins; what follows is a reason, unless it has this, which ends a line for the pattern. */
    private static final String USUAL = "HTTP/1.1 101 ";

    private static final char NEXT_LINE = '\u0085';
    private static final byte[] NOTHING = {};

    private final ByteSink head = new ByteSink();
    private int lineLength;
    private boolean statusLineSeen;

    /** A head that is no HTTP. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Takes bytes up to the end of the head and leaves the rest in the buffer, which has an accessible array.
     *
     * @return the answer without a body, {@code null} while the head is not complete
     */
    @Nullable
    HttpAnswer read(ByteBuffer buffer) throws Malformed {
        int from = buffer.arrayOffset() + buffer.position();
        int length = lengthOfHead(buffer.array(), from, buffer.remaining());
        boolean complete = length >= 0;
        int taken = complete ? length : buffer.remaining();
        head.add(buffer.array(), from, taken);
        buffer.position(buffer.position() + taken);
        if (head.size() > MAX_HEAD) {
            throw new Malformed("the server's answer has more than " + MAX_HEAD + " bytes of headers");
        }
        return complete ? parse(new String(head.take(), StandardCharsets.ISO_8859_1)) : null;
    }

    /** Returns how many of the bytes belong to the head, up to the empty line behind it; -1 if all and it goes on. */
    private int lengthOfHead(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[from + i];
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

    private static HttpAnswer parse(String text) throws Malformed {
        List<String> lines = lines(text);
        int first = 0;
        while (lines.get(first).isEmpty()) {
            first++;
        }
        String statusLine = lines.get(first);
        List<String> rest = unfold(lines.subList(first + 1, lines.size()));
        if (statusLine.startsWith(USUAL) && statusLine.indexOf(NEXT_LINE) < 0) {
            return new HttpAnswer(101, statusLine.substring(USUAL.length()).strip(), headers(rest), NOTHING);
        }
        Matcher status = STATUS_LINE.matcher(statusLine);
        if (!status.matches()) {
            throw new Malformed("the server's answer is not HTTP: " + Text.preview(statusLine));
        }
        String reason = status.group(2) == null ? "" : status.group(2).strip();
        return new HttpAnswer(Integer.parseInt(status.group(1)), reason, headers(rest), NOTHING);
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

    private static SortedMap<String, List<String>> headers(List<String> lines) throws Malformed {
        SortedMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            if (line.indexOf('\0') >= 0) {
                throw new Malformed("the server's answer has a NUL in a header");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        List<String> lengths = headers.get("Content-Length");
        if (lengths != null && new HashSet<>(lengths).size() > 1) {
            throw new Malformed("the server's answer has two different Content-Lengths");
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
