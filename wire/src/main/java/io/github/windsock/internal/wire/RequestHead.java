package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.RequestHeadReader.Lines;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The request line and the headers of an HTTP/1 request (RFC 9112, sections 2 to 5).
 *
 * @param method such as {@code GET}
 * @param target as it stands in the request line; of a whole URL, its path and query
 * @param version such as {@code HTTP/1.1}
 * @param headers in their order
 */
public record RequestHead(String method, String target, String version, HttpHeaders headers) {

    /** What cannot be answered but with a status: it is no request, or none that this server reads. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Unreadable(int status, String what) {
            super(what, null, false, false);
            this.status = status;
        }

        /**
         * Returns the status to answer with.
         *
         * @return 400, 431 or 505
         */
        public int status() {
            return status;
        }
    }

    /** Returns the head that these lines are, of which there is at least one, and none is empty. */
    static RequestHead of(byte[] bytes, Lines lines) throws Unreadable {
        String line = text(bytes, lines.start(0), lines.end(0));
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        boolean isOfThree = first >= 0 && second > first + 1 && line.indexOf(' ', second + 1) < 0;
        if (!isOfThree || !HttpToken.is(line.substring(0, first))) {
            throw new Unreadable(400, "the request line is not a method, a target and a version");
        }
        String target = path(line.substring(first + 1, second));
        String version = line.substring(second + 1);
        requireVersion(version);
        HttpHeaders.Builder fields = HttpHeaders.builder();
        for (int i = 1; i < lines.count(); i++) {
            add(bytes, lines.start(i), lines.end(i), fields);
        }
        HttpHeaders headers = fields.build();
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

    private static void add(byte[] bytes, int start, int end, HttpHeaders.Builder fields) throws Unreadable {
        int colon = HttpToken.end(bytes, start, end);
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw new Unreadable(400, "a header line is not a name, a colon and a value");
        }
        fields.add(text(bytes, start, colon), text(bytes, colon + 1, end).strip());
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
}
