package io.github.windsock.client.internal.handshake;

import io.github.windsock.client.internal.url.InvalidSyntax;
import io.github.windsock.client.internal.url.WebUrl;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.internal.wire.PerMessageDeflate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The request of an opening handshake: its target, its headers in order, and the offered subprotocols. */
public record Request(String target, HttpHeaders headers, List<String> subprotocols) {

    /** Returns the value of a header that a user adds; throws if the header is not valid or belongs to the handshake. */
    public static String ownValue(String name, String value) {
        if (!HttpToken.is(name) || !value.matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
            throw new IllegalArgumentException(Text.quote(name + ": " + value) + " cannot be a header (RFC 9110,"
                    + " section 5.5): its name is a token, and its value is on one line, in Latin-1");
        }
        if (name.matches("(?i)Host|Connection|Upgrade|Origin|Sec-WebSocket-.*")) {
            throw new IllegalArgumentException("the header " + name
                    + " belongs to the handshake; set origin, subprotocols and compression instead");
        }
        return HttpToken.trim(value);
    }

    /** Returns the subprotocols; throws if a page must not offer them (WebSockets Standard, constructor). */
    public static List<String> checked(List<String> protocols) {
        Set<String> seen = new HashSet<>();
        for (String protocol : protocols) {
            if (!HttpToken.is(protocol)) {
                throw new InvalidSyntax("the subprotocol " + Text.quote(protocol)
                        + " is not a token; use letters, digits and !#$%&'*+-.^_`|~");
            }
            if (!seen.add(protocol.toLowerCase(Locale.ROOT))) {
                throw new InvalidSyntax("the subprotocol " + Text.quote(protocol) + " is there twice");
            }
        }
        return List.copyOf(protocols);
    }

    /** Returns a browser's request: its headers in Chromium's order, then those that the page adds. */
    public static Request opening(
            WebUrl target, String from, String key, List<String> protocols, boolean deflate, HttpHeaders ownHeaders) {
        HttpHeaders.Builder headers = HttpHeaders.builder()
                .add("Host", target.authority())
                .add("Connection", "Upgrade")
                .add("Pragma", "no-cache")
                .add("Cache-Control", "no-cache");
        if (!target.username().isEmpty() || !target.password().isEmpty()) {
            headers.add("Authorization", "Basic " + credentials(target));
        }
        headers.add("User-Agent", "Windsock")
                .add("Upgrade", "websocket")
                .add("Origin", from)
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", key);
        if (deflate) {
            headers.add("Sec-WebSocket-Extensions", PerMessageDeflate.OFFER);
        }
        if (!protocols.isEmpty()) {
            headers.add("Sec-WebSocket-Protocol", String.join(", ", protocols));
        }
        return new Request(target.target(), headers.addLines(ownHeaders).build(), protocols);
    }

    private static String credentials(WebUrl target) {
        String pair = WebUrl.Percent.decodeText(target.username()) + ":" + WebUrl.Percent.decodeText(target.password());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return headers.head("GET", target, "HTTP/1.1");
    }
}
