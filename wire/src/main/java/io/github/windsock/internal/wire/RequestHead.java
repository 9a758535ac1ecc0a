package io.github.windsock.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The request line and the headers of an HTTP/1 request (RFC 9112, sections 2 to 5).
 *
 * @param method the method, such as {@code GET}
 * @param target the target as the client sent it; for an absolute URL, its path and query
 * @param version the version, such as {@code HTTP/1.1}
 * @param headers the headers in their order; for an absolute URL, with its host as {@code Host}
 */
public record RequestHead(String method, String target, String version, HttpHeaders headers) {
    private static final boolean[] IN_HOST = new boolean[128]; // RFC 3986, section 3.2.2

    static {
        Arrays.fill(IN_HOST, '0', '9' + 1, true);
        Arrays.fill(IN_HOST, 'A', 'Z' + 1, true);
        Arrays.fill(IN_HOST, 'a', 'z' + 1, true);
        for (char other : "-._~!$&'()*+,;=".toCharArray()) {
            IN_HOST[other] = true;
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

    /**
     * Parses the lines of a head. There is at least one, and none is empty.
     *
     * @param bounds where each line begins and ends
     */
    static RequestHead of(byte[] bytes, int[] bounds, int lines) throws Unreadable {
        int start = bounds[0];
        int end = bounds[1];
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
        String text = new String(bytes, 0, bounds[2 * lines - 1], StandardCharsets.ISO_8859_1);
        String method = text.substring(start, first);
        String version = text.substring(second + 1, end);
        requireVersion(version);
        requireAscii(bytes, first + 1, second);
        String requested = text.substring(first + 1, second);
        String target = path(method, requested);
        HttpHeaders.Builder fields = HttpHeaders.builder();
        for (int i = 1; i < lines; i++) {
            add(bytes, text, bounds[2 * i], bounds[2 * i + 1], fields);
        }
        HttpHeaders headers = fields.build();
        requireHost(version, headers.getOrDefault("Host", List.of()));
        if (isUrl(requested)) { // its host counts, and not the header (section 3.2.2)
            headers = fields.set("Host", host(requested)).build();
        }
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

    /**
     * Refuses a target with other bytes than ASCII (RFC 9112, section 3.2). Browsers percent-encode them; servers that
     * accept them do not agree on what they mean.
     */
    private static void requireAscii(byte[] bytes, int start, int end) throws Unreadable {
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                throw new Unreadable(400, "the target of the request has a byte that is not ASCII; percent-encode it");
            }
        }
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

    private static void add(byte[] bytes, String text, int start, int end, HttpHeaders.Builder fields)
            throws Unreadable {
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
        fields.add(text.substring(start, colon), text.substring(first, last));
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

    /** Checks the grammar of a host, which may be empty, and a port (RFC 9110, section 7.2). */
    private static boolean isHost(String text) {
        int end = text.startsWith("[") ? endOfLiteral(text) : endOfName(text);
        if (end < 0 || end < text.length() && text.charAt(end) != ':') {
            return false;
        }
        for (int i = end + 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int endOfName(String text) {
        int at = 0;
        while (at < text.length() && (isInHost(text.charAt(at)) || isEscape(text, at))) {
            at++;
        }
        return at;
    }

    /** Returns the end of an IP address in brackets; -1 if there is none. */
    private static int endOfLiteral(String text) {
        int at = 1;
        while (at < text.length() && (isInHost(text.charAt(at)) || text.charAt(at) == ':')) {
            at++;
        }
        return at > 1 && at < text.length() && text.charAt(at) == ']' ? at + 1 : -1;
    }

    private static boolean isInHost(char c) {
        return c < 128 && IN_HOST[c];
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /** Returns the path and query of a target, which may also be an absolute URL, "*" or an authority (section 3.2). */
    private static String path(String method, String target) throws Unreadable {
        if (target.indexOf('#') >= 0) {
            throw new Unreadable(400, "the target of the request has a fragment, which a client must not send");
        }
        if (target.startsWith("/") && target.indexOf('\t') < 0) {
            return target;
        }
        if (isUrl(target)) {
            return pathOfUrl(target);
        }
        if (method.equals("CONNECT") || target.equals("*") && method.equals("OPTIONS")) {
            return target;
        }
        throw new Unreadable(400, "the target of the request is neither a path nor a URL");
    }

    private static boolean isUrl(String target) {
        if (!isLetter(target.charAt(0))) {
            return false; // nearly always
        }
        int end = target.indexOf("://");
        return end > 0 && target.chars().limit(end).allMatch(RequestHead::isInScheme) && target.indexOf('\t') < 0;
    }

    private static boolean isInScheme(int c) {
        return isLetter(c) || isDigit(c) || "+-.".indexOf(c) >= 0;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String pathOfUrl(String url) throws Unreadable {
        String host = host(url);
        if (host.isEmpty() || host.startsWith(":") || !isHost(host)) {
            throw new Unreadable(400, "the URL in the request has no host and port that are allowed there");
        }
        String rest = url.substring(endOfHost(url));
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static String host(String url) {
        return url.substring(url.indexOf("://") + 3, endOfHost(url));
    }

    private static int endOfHost(String url) {
        int end = url.indexOf("://") + 3;
        while (end < url.length() && "/?".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
