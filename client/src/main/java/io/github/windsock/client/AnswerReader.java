package io.github.windsock.client;

import io.github.windsock.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the head of the answer to a handshake from bytes cut anywhere, as leniently as browsers read HTTP. */
final class AnswerReader {
    private static final int MAX_HEAD = 256 * 1024;
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/[0-9]+\\.[0-9]+[ \\t]+([0-9]{3})(?:[ \\t]+(.*))?", Pattern.CASE_INSENSITIVE);

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
     * Takes bytes up to the end of the head and leaves the rest in the buffer.
     *
     * @return the answer without a body, {@code null} while the head is not complete
     */
    @Nullable
    HttpAnswer read(ByteBuffer buffer) throws Malformed {
        while (buffer.hasRemaining()) {
            boolean isLine = takeLine(buffer);
            if (head.size() > MAX_HEAD) {
                throw new Malformed("the server's answer has more than " + MAX_HEAD + " bytes of headers");
            }
            if (isLine) {
                if (lineLength == 0 && statusLineSeen) {
                    return parse(new String(head.take(), StandardCharsets.ISO_8859_1));
                }
                statusLineSeen |= lineLength > 0;
                lineLength = 0;
            }
        }
        return null;
    }

    /** Takes bytes up to the end of a line, or all; returns whether the line has ended. */
    private boolean takeLine(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        int count = 0;
        boolean isLine = false;
        while (!isLine && buffer.hasRemaining()) {
            byte next = buffer.get();
            bytes[count++] = next;
            isLine = next == '\n';
            lineLength += isLine || next == '\r' ? 0 : 1;
        }
        head.add(bytes, 0, count);
        return isLine;
    }

    /** Returns what has come of a head that never became complete, for people. */
    String soFar() {
        return new String(head.take(), StandardCharsets.ISO_8859_1);
    }

    private static HttpAnswer parse(String text) throws Malformed {
        List<String> lines = text.lines().dropWhile(String::isEmpty).toList();
        Matcher status = STATUS_LINE.matcher(lines.get(0));
        if (!status.matches()) {
            throw new Malformed("the server's answer is not HTTP: " + Text.preview(lines.get(0)));
        }
        String reason = status.group(2) == null ? "" : status.group(2).strip();
        return new HttpAnswer(Integer.parseInt(status.group(1)), reason, headers(lines), new byte[0]);
    }

    private static Map<String, List<String>> headers(List<String> lines) throws Malformed {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : unfold(lines)) {
            if (line.indexOf('\0') >= 0) {
                throw new Malformed("the server's answer has a NUL in a header");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        if (new HashSet<>(headers.getOrDefault("Content-Length", List.of())).size() > 1) {
            throw new Malformed("the server's answer has two different Content-Lengths");
        }
        return headers;
    }

    private static List<String> unfold(List<String> lines) {
        List<String> whole = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
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
