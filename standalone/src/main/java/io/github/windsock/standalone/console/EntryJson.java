package io.github.windsock.standalone.console;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Payload;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.standalone.text.Values;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Converts an entry of the journal to JSON for the console. */
final class EntryJson {
    /** The number of payload bytes for a row; the page requests the whole payload when the row is selected. */
    static final int PREVIEW_BYTES = 400;

    private EntryJson() {}

    /**
     * Returns an entry.
     *
     * @param maxPayload the maximum number of payload bytes
     * @return the values
     */
    static Map<String, Object> of(Entry entry, int maxPayload) {
        Event event = entry.event();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.sequence());
        json.put("t", entry.time().toNanos() / 1_000_000.0);
        if (entry.number() > 0) {
            json.put("conn", entry.number());
        }
        json.put("kind", event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        entry.state().ifPresent(state -> json.put("state", state.name().toLowerCase(Locale.ROOT)));
        event.handshake().ifPresent(shake -> handshake(shake, event, json));
        event.message().ifPresent(message -> {
            json.put("text", message.isText());
            payload(message.payload(), message.isText(), maxPayload, json);
        });
        event.payload().ifPresent(payload -> payload(payload, isText(payload), maxPayload, json));
        event.status().ifPresent(status -> {
            json.put("code", status.code());
            json.put("reason", status.reason());
        });
        why(event, json);
        return json;
    }

    private static void why(Event event, Map<String, Object> json) {
        if (event.kind() == Event.Kind.CLOSED) {
            json.put("clean", event.wasClean());
        }
        if (!event.why().isEmpty()) {
            json.put("why", event.why());
        }
        switch (event.kind()) {
            case FAULT, HTTP, NOTE, FAILURE, ERROR -> {
                json.put("what", Values.what(event.summary()));
                json.put("detail", event.detail());
            }
            default -> {}
        }
    }

    private static void handshake(Handshake shake, Event event, Map<String, Object> json) {
        if (event.kind() == Event.Kind.ATTEMPT) {
            json.put("target", shake.target());
            json.put("headers", shake.headers());
        } else {
            json.put("status", shake.status());
            json.put("headers", shake.answer().map(HttpAnswer::headers).orElse(Map.of()));
        }
    }

    private static void payload(Payload payload, boolean isText, int max, Map<String, Object> json) {
        byte[] kept = payload.head(max);
        json.put("size", payload.size());
        json.put(
                "data",
                isText
                        ? new String(kept, StandardCharsets.UTF_8)
                        : HexFormat.of().formatHex(kept));
        if (!isText) {
            json.put("hex", true);
        }
        if (kept.length < payload.size()) {
            json.put("cut", true);
        }
    }

    /** Returns whether to show the payload of a control frame as text. */
    private static boolean isText(Payload payload) {
        return new String(payload.head(PREVIEW_BYTES), StandardCharsets.UTF_8)
                .codePoints()
                .noneMatch(point -> point == 0xFFFD || Character.isISOControl(point));
    }
}
