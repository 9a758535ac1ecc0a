package io.github.windsock.server.internal.handshake;

import io.github.windsock.Handshake;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HandshakeDigest;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.engine.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The server's checks and answers in the opening handshake (RFC 6455, section 4.2). */
final class Opening {
    /** The answer to an invalid handshake. */
    record BadOpening(int status, Map<String, List<String>> headers, String text) {}

    private Opening() {}

    /** Tells whether a request is an opening handshake, valid or not. */
    static boolean isAttempt(HttpExchange exchange) {
        return exchange.headers().hasToken("Upgrade", "websocket");
    }

    /** Returns the answer to a request that is not an opening handshake. */
    static BadOpening upgradeRequired(HttpExchange exchange, String uri) {
        return new BadOpening(
                426,
                Map.of("Upgrade", List.of("websocket"), "Connection", List.of("Upgrade, close"), "Content-Type", TEXT),
                "This is a WebSocket server. " + exchange.method() + " " + exchange.target()
                        + " came without \"Upgrade: websocket\"; connect a WebSocket client to " + uri + "\n");
    }

    private static final List<String> TEXT = List.of("text/plain; charset=utf-8");

    /** Checks an opening handshake; returns the answer if it is invalid. */
    static @Nullable BadOpening check(HttpExchange exchange) {
        HttpHeaders headers = exchange.headers();
        if (!exchange.method().equals("GET")) {
            return bad("the method of an opening handshake is GET, not " + exchange.method());
        }
        if (exchange.version().equals("HTTP/1.0")) {
            return bad("an opening handshake needs HTTP/1.1, not HTTP/1.0");
        }
        if (hasBody(headers)) {
            return bad("it has a body, whose bytes would be taken for frames");
        }
        if (!headers.hasToken("Connection", "upgrade")) {
            return bad("the header Connection does not say Upgrade");
        }
        if (!headers.single("Sec-WebSocket-Version").equals("13")) {
            return otherVersion(shown(headers, "Sec-WebSocket-Version"));
        }
        if (!HandshakeDigest.isKey(headers.single("Sec-WebSocket-Key"))) {
            return bad("Sec-WebSocket-Key is " + shown(headers, "Sec-WebSocket-Key")
                    + "; it has to be 16 bytes in base64");
        }
        return checkLists(headers);
    }

    private static String shown(HttpHeaders headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? "missing" : String.join(", ", values);
    }

    private static BadOpening otherVersion(String shown) {
        return new BadOpening(
                426,
                Map.of("Sec-WebSocket-Version", List.of("13"), "Content-Type", TEXT),
                "Sec-WebSocket-Version is " + shown + "; this server speaks 13 (RFC 6455, section 4.4)\n");
    }

    /** Checks the elements of lists. Empty elements are allowed (RFC 9110, section 5.6.1). */
    private static @Nullable BadOpening checkLists(HttpHeaders headers) {
        List<String> subprotocols = headers.get("Sec-WebSocket-Protocol");
        String subprotocol = subprotocols == null ? null : firstBad(subprotocols, HttpToken::is);
        if (subprotocol != null) {
            return bad("the subprotocol " + Text.preview(subprotocol) + " is not a token");
        }
        if (headers.single("Sec-WebSocket-Extensions").equals(PerMessageDeflate.OFFER)) {
            return null; // of browsers
        }
        List<String> extensions = headers.getOrDefault("Sec-WebSocket-Extensions", List.of());
        String extension = firstBad(extensions, Opening::isExtension);
        return extension == null
                ? null
                : bad("the extension " + Text.preview(extension)
                        + " is not a name with parameters, as in permessage-deflate; client_max_window_bits=10");
    }

    private static @Nullable String firstBad(List<String> lists, Predicate<String> isGood) {
        for (String list : lists) {
            for (String part : list.split(",", -1)) {
                String element = HttpToken.trim(part);
                if (!element.isEmpty() && !isGood.test(element)) {
                    return element;
                }
            }
        }
        return null;
    }

    /** Checks the grammar of an extension (RFC 6455, section 9.1). */
    private static boolean isExtension(String text) {
        String[] parts = text.split(";", -1);
        boolean isGood = HttpToken.is(HttpToken.trim(parts[0]));
        for (int i = 1; isGood && i < parts.length; i++) {
            isGood = isParameter(HttpToken.trim(parts[i]));
        }
        return isGood;
    }

    private static boolean isParameter(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return HttpToken.is(text);
        }
        return HttpToken.is(HttpToken.trim(text.substring(0, equals)))
                && HttpToken.is(HttpToken.unquoted(HttpToken.trim(text.substring(equals + 1))));
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.containsKey("Transfer-Encoding")
                || headers.containsKey("Content-Length")
                        && !headers.single("Content-Length").equals("0");
    }

    private static BadOpening bad(String what) {
        return new BadOpening(
                400, Map.of("Content-Type", TEXT), "Bad opening handshake: " + what + " (RFC 6455, section 4.2.1)\n");
    }

    /**
     * Returns the headers of the 101 response.
     *
     * @param extensions the accepted extensions; empty for none
     * @param subprotocol the selected subprotocol; empty for none
     * @param more additional headers of the behavior
     */
    static HttpHeaders accept(Handshake handshake, String extensions, String subprotocol, Headers more) {
        HttpHeaders.Builder headers = HttpHeaders.builder().add("Connection", "Upgrade");
        String key = handshake.header("Sec-WebSocket-Key").orElse(null);
        if (key != null) {
            headers.add("Sec-WebSocket-Accept", HandshakeDigest.accept(key));
        }
        if (!extensions.isEmpty()) {
            headers.add("Sec-WebSocket-Extensions", extensions);
        }
        if (!subprotocol.isEmpty()) {
            headers.add("Sec-WebSocket-Protocol", subprotocol);
        }
        headers.add("Upgrade", "websocket");
        for (Headers.Line line : more.lines()) {
            headers.add(line.name(), line.value());
        }
        return headers.build();
    }
}
