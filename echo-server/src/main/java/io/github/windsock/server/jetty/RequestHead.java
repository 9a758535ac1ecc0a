package io.github.windsock.server.jetty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The request line and the headers of an HTTP/1 request (RFC 9112, sections 2 to 5).
 *
 * @param headers found whatever their case
 */
record RequestHead(String method, String target, String version, Map<String, List<String>> headers) {
    private static final String NO_TOKEN = "\"(),/:;<=>?@[\\]{}"; // RFC 9110, section 5.6.2

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

    /** Returns the head that these lines are, none of which is empty. */
    static RequestHead of(List<String> lines) throws Unreadable {
        String[] parts = lines.get(0).split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0]) || parts[1].isEmpty()) {
            throw new Unreadable(400, "the request line is not a method, a target and a version");
        }
        requireVersion(parts[2]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            add(line, headers);
        }
        requireHost(parts[2], headers.getOrDefault("Host", List.of()));
        return new RequestHead(parts[0], path(parts[1]), parts[2], Collections.unmodifiableMap(headers));
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

    private static void add(String line, Map<String, List<String>> headers) throws Unreadable {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(0, colon));
        if (!isToken(name)) {
            throw new Unreadable(400, "a header line is not a name, a colon and a value");
        }
        headers.computeIfAbsent(name, first -> new ArrayList<>(1))
                .add(line.substring(colon + 1).strip());
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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || NO_TOKEN.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
