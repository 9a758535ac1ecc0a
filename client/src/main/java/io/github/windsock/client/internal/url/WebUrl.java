package io.github.windsock.client.internal.url;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.ByteSink;
import io.github.windsock.internal.wire.Utf8Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL of a WebSocket or its page, parsed as in the URL Standard.
 *
 * <p>Only {@code ws}, {@code wss}, {@code http} and {@code https} are supported, since a WebSocket refuses every other
 * scheme. So a URL always has an authority and a path.
 *
 * @param host serialized: ASCII, lower-case, an IPv6 address in brackets
 * @param port -1 for the scheme's default port
 * @param authority the host, and the port if it is not the scheme's default
 * @param path begins with a slash
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">URL Standard, URL parsing</a>
 */
public record WebUrl(
        String scheme,
        String username,
        String password,
        String host,
        int port,
        String authority,
        String path,
        @Nullable String query,
        @Nullable String fragment) {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("ws", 80, "wss", 443, "http", 80, "https", 443);

    // The percent-encode sets of the URL Standard, without controls and non-ASCII characters, which are always encoded.
    private static final String FRAGMENT_SET = " \"<>`";
    private static final String SPECIAL_QUERY_SET = " \"#<>'";
    private static final String PATH_SET = " \"#<>?^`{}";
    private static final String USERINFO_SET = PATH_SET + "/:;=@[\\]|";

    /** Parses a URL, relative to the base if there is one. */
    public static WebUrl parse(String input, @Nullable WebUrl base) {
        return new Parser(input, base).parse();
    }

    /** Parses a URL for a socket (WebSockets Standard, constructor): http becomes ws, and a fragment is an error. */
    public static WebUrl ofSocket(String input, @Nullable WebUrl base) {
        WebUrl url = parse(input, base);
        if (url.fragment != null) {
            throw new InvalidSyntax(
                    "the URL " + Text.quote(input) + " has the fragment \"#" + url.fragment + "\"; leave it out");
        }
        return url.withScheme(url.isSecure() ? "wss" : "ws");
    }

    public boolean isSecure() {
        return scheme.equals("wss") || scheme.equals("https");
    }

    /** Returns the port to connect to. */
    public int effectivePort() {
        return port < 0 ? DEFAULT_PORTS.getOrDefault(scheme, 80) : port;
    }

    /** Returns the origin of a page that was loaded from the server of this socket URL. */
    public String pageOrigin() {
        return (isSecure() ? "https://" : "http://") + authority;
    }

    public String origin() {
        return scheme + "://" + authority;
    }

    /** Returns the host for look-ups and TLS: an IPv6 address without its brackets. */
    public String hostName() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns path and query; an empty query leaves its question mark, as in Chromium. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    public WebUrl withScheme(String other) {
        return scheme.equals(other)
                ? this
                : new WebUrl(other, username, password, host, port, authority, path, query, fragment);
    }

    /** Returns the URL serialized. */
    @Override
    public String toString() {
        StringBuilder url = new StringBuilder(64).append(scheme).append("://");
        if (!username.isEmpty() || !password.isEmpty()) {
            url.append(username)
                    .append(password.isEmpty() ? "" : ":" + password)
                    .append('@');
        }
        url.append(authority).append(path);
        if (query != null) {
            url.append('?').append(query);
        }
        if (fragment != null) {
            url.append('#').append(fragment);
        }
        return url.toString();
    }

    private static final class Parser {
        private static final int LAST_PORT = 65_535;
        private static final String PLAIN = "/-_0123456789"; // and letters

        private final String given;
        private final @Nullable WebUrl base;
        private String rest;

        Parser(String given, @Nullable WebUrl base) {
            this.given = given;
            this.base = base;
            this.rest = trimmed(given);
        }

        WebUrl parse() {
            String scheme = scheme();
            String fragment = cut('#', FRAGMENT_SET);
            if (scheme == null) {
                if (base == null) {
                    throw error("it is relative, and the page has no base URL; begin it with ws:// or wss://");
                }
                return relative(base, fragment);
            }
            Integer defaultPort = DEFAULT_PORTS.get(scheme);
            if (defaultPort == null) {
                throw error("its scheme is \"" + scheme + "\"; use ws or wss");
            }
            if (base != null && base.scheme.equals(scheme) && !startsWithTwoSlashes()) {
                return relative(base, fragment);
            }
            return absolute(scheme, defaultPort, fragment);
        }

        /** Removes the scheme and its colon and returns the scheme; {@code null} if there is none. */
        private @Nullable String scheme() {
            int colon = rest.indexOf(':');
            if (colon < 1 || !isScheme(rest, colon)) {
                return null;
            }
            String scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
            rest = rest.substring(colon + 1);
            return scheme;
        }

        private static boolean isScheme(String text, int end) {
            int i = 0;
            while (i < end && (isLetter(text.charAt(i)) || (i > 0 && isSchemeMark(text.charAt(i))))) {
                i++;
            }
            return i == end;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private static boolean isSchemeMark(char c) {
            return (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
        }

        /**
         * Removes the mark and the part after it, and returns that part percent-encoded; {@code null} if there is no
         * mark.
         */
        private @Nullable String cut(char mark, String set) {
            int at = rest.indexOf(mark);
            if (at < 0) {
                return null;
            }
            String part = rest.substring(at + 1);
            rest = rest.substring(0, at);
            return Percent.encode(part, set);
        }

        private boolean startsWithTwoSlashes() {
            return rest.length() >= 2 && isSlash(rest.charAt(0)) && isSlash(rest.charAt(1));
        }

        private WebUrl relative(WebUrl from, @Nullable String fragment) {
            if (startsWithTwoSlashes()) {
                return absolute(from.scheme, DEFAULT_PORTS.getOrDefault(from.scheme, 80), fragment);
            }
            String query = cut('?', SPECIAL_QUERY_SET);
            String path;
            if (rest.isEmpty()) {
                path = from.path;
                query = query == null ? from.query : query;
            } else if (isSlash(rest.charAt(0))) {
                path = path(List.of(), rest);
            } else {
                List<String> parent =
                        new ArrayList<>(List.of(from.path.substring(1).split("/", -1)));
                parent.remove(parent.size() - 1);
                path = path(parent, "/" + rest);
            }
            return new WebUrl(
                    from.scheme,
                    from.username,
                    from.password,
                    from.host,
                    from.port,
                    from.authority,
                    path,
                    query,
                    fragment);
        }

        private WebUrl absolute(String scheme, int defaultPort, @Nullable String fragment) {
            String query = cut('?', SPECIAL_QUERY_SET);
            rest = rest.replace('\\', '/');
            String authority = cutAuthority();
            String path = isPlainPath(rest) ? rest : path(List.of(), rest);
            int at = authority.lastIndexOf('@');
            String username = "";
            String password = "";
            if (at >= 0) {
                String credentials = authority.substring(0, at);
                int colon = credentials.indexOf(':');
                username = Percent.encode(colon < 0 ? credentials : credentials.substring(0, colon), USERINFO_SET);
                password = colon < 0 ? "" : Percent.encode(credentials.substring(colon + 1), USERINFO_SET);
            }
            String hostAndPort = authority.substring(at + 1);
            int end = hostEnd(hostAndPort);
            if (end == 0) {
                throw error("it has no host");
            }
            String givenPort = end == hostAndPort.length() ? "" : hostAndPort.substring(end + 1);
            int port = port(givenPort, defaultPort);
            String givenHost = hostAndPort.substring(0, end);
            String host = host(givenHost);
            boolean isSerialized = host.equals(givenHost) && !givenPort.startsWith("0");
            String serialized = port < 0 ? host : isSerialized ? hostAndPort : host + ":" + port;
            return new WebUrl(scheme, username, password, host, port, serialized, path, query, fragment);
        }

        /** Takes away what is before the path. */
        private String cutAuthority() {
            int start = 0;
            while (start < rest.length() && rest.charAt(start) == '/') {
                start++;
            }
            int slash = rest.indexOf('/', start);
            int end = slash < 0 ? rest.length() : slash;
            String authority = rest.substring(start, end);
            rest = rest.substring(end);
            return authority;
        }

        /** A colon within brackets belongs to an IPv6 address. */
        private static int hostEnd(String hostAndPort) {
            boolean unclosed = hostAndPort.startsWith("[") && hostAndPort.indexOf(']') < 0;
            int colon = unclosed ? -1 : hostAndPort.indexOf(':', Math.max(0, hostAndPort.lastIndexOf(']')));
            return colon < 0 ? hostAndPort.length() : colon;
        }

        private String host(String text) {
            try {
                return Host.parse(text);
            } catch (IllegalArgumentException e) {
                throw error("its host " + Text.quote(text) + " " + e.getMessage());
            }
        }

        private int port(String text, int defaultPort) {
            if (text.isEmpty()) {
                return -1;
            }
            int port = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                port = 10 * port + digit;
                if (digit < 0 || digit > 9 || port > LAST_PORT) {
                    throw error("its port " + Text.quote(text) + " is not a number from 0 to 65535");
                }
            }
            return port == defaultPort ? -1 : port;
        }

        /** Returns whether {@link #path} would leave the path unchanged. */
        private static boolean isPlainPath(String text) {
            int i = 0;
            while (i < text.length() && (isLetter(text.charAt(i)) || PLAIN.indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            return i > 0 && i == text.length();
        }

        private static String path(List<String> parent, String text) {
            List<String> segments = new ArrayList<>(parent);
            String[] parts = text.replace('\\', '/').split("/", -1);
            for (int i = 1; i < parts.length; i++) {
                boolean last = i == parts.length - 1;
                String dots = parts[i].indexOf('%') < 0 ? parts[i] : parts[i].replaceAll("(?i)%2e", ".");
                String part = dots.equals("..") || dots.equals(".") ? dots : parts[i];
                if (part.equals("..")) {
                    if (!segments.isEmpty()) {
                        segments.remove(segments.size() - 1);
                    }
                }
                if (!part.equals("..") && !part.equals(".")) {
                    segments.add(Percent.encode(part, PATH_SET));
                } else if (last) {
                    segments.add("");
                }
            }
            return "/" + String.join("/", segments);
        }

        private InvalidSyntax error(String why) {
            return new InvalidSyntax("the URL " + Text.quote(given) + " cannot be opened: " + why);
        }

        private static boolean isSlash(char c) {
            return c == '/' || c == '\\';
        }

        private static String trimmed(String input) {
            int from = 0;
            int to = input.length();
            while (from < to && input.charAt(from) <= ' ') {
                from++;
            }
            while (to > from && input.charAt(to - 1) <= ' ') {
                to--;
            }
            String trimmed = input.substring(from, to);
            boolean isBroken = trimmed.indexOf('\t') >= 0 || trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0;
            return isBroken ? trimmed.replaceAll("[\\t\\n\\r]", "") : trimmed;
        }
    }

    /** Percent-encoding of UTF-8 (URL Standard 1.3). */
    public static final class Percent {
        private Percent() {}

        static String encode(String text, String set) {
            if (text.isEmpty()) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            for (byte b : Utf8Validator.encode(text)) {
                int c = b & 0xFF;
                if (c <= 0x1F || c >= 0x7F || set.indexOf(c) >= 0) {
                    out.append('%').append(String.format(Locale.ROOT, "%02X", c));
                } else {
                    out.append((char) c);
                }
            }
            return out.toString();
        }

        static byte[] decode(String text) {
            byte[] bytes = Utf8Validator.encode(text);
            ByteSink out = new ByteSink();
            byte[] one = new byte[1];
            for (int i = 0; i < bytes.length; i++) {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                boolean escape = bytes[i] == '%' && high >= 0 && low >= 0;
                one[0] = escape ? (byte) (high << 4 | low) : bytes[i];
                out.add(one, 0, 1);
                i += escape ? 2 : 0;
            }
            return out.take();
        }

        public static String decodeText(String text) {
            return new String(decode(text), StandardCharsets.UTF_8);
        }
    }
}
