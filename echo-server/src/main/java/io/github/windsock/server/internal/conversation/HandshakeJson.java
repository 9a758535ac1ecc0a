package io.github.windsock.server.internal.conversation;

import io.github.windsock.Handshake;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a handshake as JSON, with all that the server knows of it: what is secret has been hidden before. */
public final class HandshakeJson {
    private HandshakeJson() {}

    public static String of(Handshake handshake) {
        return "{"
                + "\n  \"path\": " + quote(handshake.path())
                + ",\n  \"query\": "
                + handshake.query().map(HandshakeJson::quote).orElse("null")
                + ",\n  \"headers\": {" + headers(handshake.headers()) + "\n  }"
                + ",\n  \"offeredSubprotocols\": " + list(handshake.offeredSubprotocols())
                + ",\n  \"subprotocol\": "
                + handshake.subprotocol().map(HandshakeJson::quote).orElse("null")
                + ",\n  \"extensions\": "
                + handshake.extensions().map(HandshakeJson::quote).orElse("null")
                + "\n}";
    }

    private static String headers(Map<String, List<String>> headers) {
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted.entrySet().stream()
                .map(each -> "\n    " + quote(each.getKey()) + ": " + list(each.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String list(Collection<String> values) {
        return values.stream().map(HandshakeJson::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", unit));
                    } else {
                        out.append((char) unit);
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
