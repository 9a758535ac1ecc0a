package io.github.windsock.server.internal.conversation;

import io.github.windsock.Handshake;
import io.github.windsock.internal.text.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a handshake as JSON. Secret headers have been hidden before. */
public final class HandshakeJson {
    private HandshakeJson() {}

    public static String of(Handshake handshake) {
        return "{"
                + "\n  \"path\": " + Json.write(handshake.path())
                + ",\n  \"query\": "
                + handshake.query().map(Json::write).orElse("null")
                + ",\n  \"headers\": {" + headers(handshake.headers()) + "\n  }"
                + ",\n  \"offeredSubprotocols\": " + list(handshake.offeredSubprotocols())
                + ",\n  \"subprotocol\": "
                + handshake.subprotocol().map(Json::write).orElse("null")
                + ",\n  \"extensions\": "
                + handshake.extensions().map(Json::write).orElse("null")
                + "\n}";
    }

    private static String headers(Map<String, List<String>> headers) {
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted.entrySet().stream()
                .map(each -> "\n    " + Json.write(each.getKey()) + ": " + list(each.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String list(Collection<String> values) {
        return values.stream().map(Json::write).collect(Collectors.joining(", ", "[", "]"));
    }
}
