package io.github.windsock.server.jetty;

import io.github.windsock.Handshake;
import io.github.windsock.server.jetty.HeadReader.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request line and the headers of an HTTP/1 request (RFC 9112, sections 2 to 5).
 *
 * @param headers found whatever their case
 */
record RequestHead(String method, String target, String version, Map<String, List<String>> headers) {
    private static final boolean[] IN_TOKEN = new boolean[128]; // RFC 9110, section 5.6.2

    static {
        Arrays.fill(IN_TOKEN, '!', 0x7F, true);
        for (char delimiter : "\"(),/:;<=>?@[\\]{}".toCharArray()) {
            IN_TOKEN[delimiter] = false;
        }
    }

    /** What cannot be answered but with a status: it is no request, or none that this server reads. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Unreadable(int status, String what) {
            super(what, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Returns the head that these lines are, of which there is at least one, and none is empty. */
    static RequestHead of(byte[] bytes, Lines lines) throws Unreadable {
        String line = text(bytes, lines.start(0), lines.end(0));
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        boolean isOfThree = first >= 0 && second > first + 1 && line.indexOf(' ', second + 1) < 0;
        if (!isOfThree || !isToken(line.substring(0, first))) {
            throw new Unreadable(400, "the request line is not a method, a target and a version");
        }
        String target = path(line.substring(first + 1, second));
        String version = line.substring(second + 1);
        requireVersion(version);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.count(); i++) {
            add(bytes, lines.start(i), lines.end(i), fields);
        }
        Map<String, List<String>> headers = Handshake.of(target, fields).headers();
        requireHost(version, headers.getOrDefault("Host", List.of()));
        return new RequestHead(line.substring(0, first), target, version, headers);
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static void requireVersion(String version) throws Unreadable {
        if (version.equals("HTTP/1.1") || version.equals("HTTP/1.0")) {
            return;
        }
        if (!version.startsWith("HTTP/")) {
            throw new Unreadable(400, "the request line does not end with a version of HTTP");
        }
        throw new Unreadable(505, "this server speaks HTTP/1.1");
    }

    private static void add(byte[] bytes, int start, int end, Map<String, List<String>> fields) throws Unreadable {
        int colon = tokenEnd(bytes, start, end);
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw new Unreadable(400, "a header line is not a name, a colon and a value");
        }
        fields.computeIfAbsent(text(bytes, start, colon), first -> new ArrayList<>(1))
                .add(text(bytes, colon + 1, end).strip());
    }

    /** RFC 9112, section 3.2. */
    private static void requireHost(String version, List<String> hosts) throws Unreadable {
        if (hosts.size() > 1 || hosts.isEmpty() && version.equals("HTTP/1.1")) {
            throw new Unreadable(400, "the header Host has to be there once");
        }
    }

    /** A client may send a whole URL, as to a proxy (RFC 9112, section 3.2.2). */
    private static String path(String target) {
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        if (authority < 0) {
            return target;
        }
        int slash = target.indexOf('/', authority + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static boolean isToken(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length > 0 && tokenEnd(bytes, 0, bytes.length) == bytes.length;
    }

    /** Returns where a token ends that begins at {@code start}. */
    private static int tokenEnd(byte[] bytes, int start, int end) {
        boolean[] inToken = IN_TOKEN;
        int at = start;
        while (at < end && bytes[at] > 0 && inToken[bytes[at]]) {
            at++;
        }
        return at;
    }
}
