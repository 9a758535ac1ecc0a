package io.github.windsock.server.internal.handshake;

import io.github.windsock.Handshake;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HandshakeDigest;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.engine.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
    static Optional<BadOpening> check(HttpExchange exchange) {
        if (!exchange.method().equals("GET")) {
            return bad("the method of an opening handshake is GET, not " + exchange.method());
        }
        if (exchange.version().equals("HTTP/1.0")) {
            return bad("an opening handshake needs HTTP/1.1, not HTTP/1.0");
        }
        if (hasBody(exchange)) {
            return bad("it has a body, whose bytes would be taken for frames");
        }
        if (!exchange.headers().hasToken("Connection", "upgrade")) {
            return bad("the header Connection does not say Upgrade");
        }
        List<String> versions = exchange.headers().getOrDefault("Sec-WebSocket-Version", List.of());
        if (!versions.equals(List.of("13"))) {
            return Optional.of(otherVersion(versions));
        }
        List<String> keys = exchange.headers().getOrDefault("Sec-WebSocket-Key", List.of());
        if (keys.size() != 1 || !HandshakeDigest.isKey(keys.get(0))) {
            return bad("Sec-WebSocket-Key is " + (keys.isEmpty() ? "missing" : String.join(", ", keys))
                    + "; it has to be 16 bytes in base64");
        }
        return checkLists(exchange);
    }

    private static BadOpening otherVersion(List<String> versions) {
        return new BadOpening(
                426,
                Map.of("Sec-WebSocket-Version", List.of("13"), "Content-Type", TEXT),
                "Sec-WebSocket-Version is " + (versions.isEmpty() ? "missing" : String.join(", ", versions))
                        + "; this server speaks 13 (RFC 6455, section 4.4)\n");
    }

    /** Checks the elements of lists. Empty elements are allowed (RFC 9110, section 5.6.1). */
    private static Optional<BadOpening> checkLists(HttpExchange exchange) {
        Optional<String> subprotocol = firstBad(exchange, "Sec-WebSocket-Protocol", HttpToken::is);
        if (subprotocol.isPresent()) {
            return bad("the subprotocol " + Text.preview(subprotocol.get()) + " is not a token");
        }
        return firstBad(exchange, "Sec-WebSocket-Extensions", Opening::isExtension)
                .flatMap(extension -> bad("the extension " + Text.preview(extension)
                        + " is not a name with parameters, as in permessage-deflate; client_max_window_bits=10"));
    }

    private static Optional<String> firstBad(HttpExchange exchange, String name, Predicate<String> isGood) {
        for (String list : exchange.headers().getOrDefault(name, List.of())) {
            for (String part : list.split(",", -1)) {
                String element = part.strip();
                if (!element.isEmpty() && !isGood.test(element)) {
                    return Optional.of(element);
                }
            }
        }
        return Optional.empty();
    }

    /** Checks the grammar of an extension (RFC 6455, section 9.1). */
    private static boolean isExtension(String text) {
        String[] parts = text.split(";", -1);
        boolean isGood = HttpToken.is(parts[0].strip());
        for (int i = 1; isGood && i < parts.length; i++) {
            isGood = isParameter(parts[i].strip());
        }
        return isGood;
    }

    private static boolean isParameter(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return HttpToken.is(text);
        }
        String value = text.substring(equals + 1).strip();
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return HttpToken.is(text.substring(0, equals).strip())
                && HttpToken.is(isQuoted ? value.substring(1, value.length() - 1) : value);
    }

    private static boolean hasBody(HttpExchange exchange) {
        List<String> lengths = exchange.headers().getOrDefault("Content-Length", List.of("0"));
        return exchange.headers().containsKey("Transfer-Encoding") || !lengths.equals(List.of("0"));
    }

    private static Optional<BadOpening> bad(String what) {
        return Optional.of(new BadOpening(
                400, Map.of("Content-Type", TEXT), "Bad opening handshake: " + what + " (RFC 6455, section 4.2.1)\n"));
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
