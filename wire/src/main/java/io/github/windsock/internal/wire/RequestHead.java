package io.github.windsock.internal.wire;

import io.github.windsock.internal.wire.RequestHeadReader.Lines;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The request line and the headers of an HTTP/1 request (RFC 9112, sections 2 to 5).
 *
 * @param method the method, such as {@code GET}
 * @param target the target as the client sent it; for an absolute URL, its path and query
 * @param version the version, such as {@code HTTP/1.1}
 * @param headers the headers in their order
 */
public record RequestHead(String method, String target, String version, HttpHeaders headers) {
    private static final boolean[] NOT_IN_HOST = new boolean[128];

    static {
        for (char delimiter : " \t/?#@\\\"<>^`{|}".toCharArray()) {
            NOT_IN_HOST[delimiter] = true;
        }
    }

    /** The bytes are not an HTTP/1 request, or the head is too large. The server answers with an error status. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Unreadable(int status, String what) {
            super(what, null, false, false);
            this.status = status;
        }

        /**
         * Returns the status of the answer.
         *
         * @return 400, 431 or 505
         */
        public int status() {
            return status;
        }
    }

    /** Parses the lines of a head. There is at least one, and none is empty. */
    static RequestHead of(byte[] bytes, Lines lines) throws Unreadable {
        int start = lines.start(0);
        int end = lines.end(0);
        int first = HttpToken.end(bytes, start, end);
        int second = space(bytes, first + 1, end);
        boolean hasThreeParts = first > start
                && second > first + 1
                && second < end
                && bytes[first] == ' '
                && space(bytes, second + 1, end) == end;
        if (!hasThreeParts) {
            throw new Unreadable(400, "the request line is not a method, a target and a version");
        }
        String method = text(bytes, start, first);
        String target = path(method, text(bytes, first + 1, second));
        String version = text(bytes, second + 1, end);
        requireVersion(version);
        HttpHeaders.Builder fields = HttpHeaders.builder();
        for (int i = 1; i < lines.count(); i++) {
            add(bytes, lines.start(i), lines.end(i), fields);
        }
        HttpHeaders headers = fields.build();
        requireHost(version, headers.getOrDefault("Host", List.of()));
        return new RequestHead(method, target, version, headers);
    }

    /** Returns the position of the first space, or the end. */
    private static int space(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Accepts any HTTP/1 version: a later minor version is answered like 1.1 (RFC 9110, section 2.5). */
    private static void requireVersion(String version) throws Unreadable {
        if (version.equals("HTTP/1.1")) {
            return;
        }
        boolean isVersion = version.length() == 8
                && version.startsWith("HTTP/")
                && isDigit(version.charAt(5))
                && version.charAt(6) == '.'
                && isDigit(version.charAt(7));
        if (!isVersion) {
            throw new Unreadable(400, "the request line does not end with a version of HTTP");
        }
        if (version.charAt(5) != '1') {
            throw new Unreadable(505, "this version of HTTP is not supported; use HTTP/1.1");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void add(byte[] bytes, int start, int end, HttpHeaders.Builder fields) throws Unreadable {
        int colon = HttpToken.end(bytes, start, end);
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw new Unreadable(400, "a header line is not a name, a colon and a value");
        }
        int first = colon + 1;
        while (first < end && isBlank(bytes[first])) {
            first++;
        }
        int last = end;
        while (last > first && isBlank(bytes[last - 1])) {
            last--;
        }
        fields.add(text(bytes, start, colon), text(bytes, first, last));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Requires one valid Host header; only HTTP/1.0 may omit it (RFC 9112, section 3.2). */
    private static void requireHost(String version, List<String> hosts) throws Unreadable {
        if (hosts.size() > 1 || hosts.isEmpty() && !version.equals("HTTP/1.0")) {
            throw new Unreadable(400, "the request must have exactly one Host header");
        }
        if (!hosts.isEmpty() && !isHost(hosts.get(0))) {
            throw new Unreadable(400, "the value of the Host header is not a host and a port");
        }
    }

    private static boolean isHost(String text) {
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (b >= 0 && NOT_IN_HOST[b]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the path and query of a target, which may also be an absolute URL, "*" or an authority (section 3.2). */
    private static String path(String method, String target) throws Unreadable {
        if (target.startsWith("/") && target.indexOf('\t') < 0) {
            return target;
        }
        int authority = target.indexOf("://");
        if (authority > 0
                && target.indexOf('\t') < 0
                && target.chars().limit(authority).allMatch(RequestHead::isInScheme)) {
            return pathOfUrl(target, authority + 3);
        }
        if (target.equals("*") || method.equals("CONNECT")) {
            return target;
        }
        throw new Unreadable(400, "the target of the request is neither a path nor a URL");
    }

    private static boolean isInScheme(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+-.".indexOf(c) >= 0;
    }

    private static String pathOfUrl(String url, int authority) {
        int end = authority;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String rest = url.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }
}
