package io.github.windsock.client.internal.handshake;

import io.github.windsock.client.internal.url.InvalidSyntax;
import io.github.windsock.client.internal.url.WebUrl;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.internal.wire.PerMessageDeflate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The request of an opening handshake: its target, its headers in order, and the offered subprotocols. */
public record Request(String target, List<Header> headers, List<String> subprotocols) {
    private static final List<Header> BEFORE_ORIGIN = List.of(
            new Header("Connection", "Upgrade"),
            new Header("Pragma", "no-cache"),
            new Header("Cache-Control", "no-cache"),
            new Header("User-Agent", "Windsock"),
            new Header("Upgrade", "websocket"));
    private static final Header VERSION = new Header("Sec-WebSocket-Version", "13");
    private static final Header EXTENSIONS = new Header("Sec-WebSocket-Extensions", PerMessageDeflate.OFFER);

    /** A header, and its line in the request. */
    public record Header(String name, String value, String line) {
        private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

        public Header(String name, String value) {
            this(name, value, name + ": " + value + "\r\n");
        }

        /** Returns a header that a user adds; throws if it is not valid or belongs to the handshake. */
        public static Header ofUser(String name, String value) {
            if (!HttpToken.is(name) || !FIELD_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(Text.quote(name + ": " + value) + " cannot be a header (RFC 9110,"
                        + " section 5.5): its name is a token, and its value is on one line, in Latin-1");
            }
            if (name.matches("(?i)Host|Connection|Upgrade|Origin|Sec-WebSocket-.*")) {
                throw new IllegalArgumentException("the header " + name
                        + " belongs to the handshake; set origin, subprotocols and compression instead");
            }
            return new Header(name, HttpToken.trim(value));
        }
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
            WebUrl target, String from, String key, List<String> protocols, boolean deflate, List<Header> ownHeaders) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", target.authority()));
        headers.addAll(BEFORE_ORIGIN);
        headers.add(new Header("Origin", from));
        headers.add(VERSION);
        if (!target.username().isEmpty() || !target.password().isEmpty()) {
            headers.add(new Header("Authorization", "Basic " + credentials(target)));
        }
        headers.add(new Header("Sec-WebSocket-Key", key));
        if (!protocols.isEmpty()) {
            headers.add(new Header("Sec-WebSocket-Protocol", String.join(", ", protocols)));
        }
        if (deflate) {
            headers.add(EXTENSIONS);
        }
        headers.addAll(ownHeaders);
        return new Request(target.target(), headers, protocols);
    }

    private static String credentials(WebUrl target) {
        String pair = WebUrl.Percent.decodeText(target.username()) + ":" + WebUrl.Percent.decodeText(target.password());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the headers in order; names are case-insensitive. */
    public HttpHeaders headerMap() {
        HttpHeaders.Builder builder = HttpHeaders.builder();
        headers.forEach(header -> builder.add(header.name, header.value));
        return builder.build();
    }

    public String text() {
        StringBuilder text = new StringBuilder(512);
        text.append("GET ").append(target).append(" HTTP/1.1\r\n");
        for (Header header : headers) {
            text.append(header.line);
        }
        return text.append("\r\n").toString();
    }
}
