package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import java.util.List;
import java.util.Map;

/** The HTTP responses of behaviors that open no connection. */
final class Refuse {
    private Refuse() {}

    static HandshakeDecision refuse(Arguments args) {
        Headers own = args.has("header") ? (Headers) args.get("header") : Headers.NONE;
        HttpHeaders.Builder headers = HttpHeaders.builder().addAll(own.toMap());
        if (args.has("retryAfter")) {
            headers.set("Retry-After", Long.toString(args.duration("retryAfter").toSeconds()));
        }
        String body = args.has("body") ? args.text("body") : "";
        if (!body.isEmpty()) {
            headers.setIfAbsent("Content-Type", "text/plain; charset=utf-8");
        }
        return new HandshakeDecision.Refused(args.number("status"), headers.build(), body);
    }

    static HandshakeDecision redirect(Arguments args) {
        return new HandshakeDecision.Refused(
                args.number("status"), Map.of("Location", List.of(args.text("location"))), "");
    }
}
