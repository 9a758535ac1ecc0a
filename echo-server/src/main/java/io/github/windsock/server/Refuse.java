package io.github.windsock.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The HTTP responses of behaviors that open no connection. */
final class Refuse {
    private Refuse() {}

    static HandshakeDecision refuse(Arguments args) {
        Headers own = args.has("header") ? (Headers) args.get("header") : Headers.NONE;
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(own.toMap());
        if (args.has("retryAfter")) {
            headers.put(
                    "Retry-After",
                    List.of(Long.toString(args.duration("retryAfter").toSeconds())));
        }
        String body = args.has("body") ? args.text("body") : "";
        if (!body.isEmpty()) {
            headers.putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
        }
        return new HandshakeDecision.Refused(args.number("status"), headers, body);
    }

    static HandshakeDecision redirect(Arguments args) {
        return new HandshakeDecision.Refused(
                args.number("status"), Map.of("Location", List.of(args.text("location"))), "");
    }
}
