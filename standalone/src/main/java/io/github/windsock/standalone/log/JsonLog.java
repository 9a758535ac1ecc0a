package io.github.windsock.standalone.log;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.standalone.text.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes one JSON object for each event. Used by one thread. */
public final class JsonLog implements Follower.Reader {
    private final Terminal terminal;
    private final Instant start;
    private final int maxPayload;
    private long missed;
    private final Map<Integer, String> initiators = new HashMap<>();

    /**
     * Creates the log.
     *
     * @param start the start of the journal
     * @param maxPayload the maximum number of payload bytes to write
     */
    public JsonLog(Terminal terminal, Instant start, int maxPayload) {
        this.terminal = terminal;
        this.start = start;
        this.maxPayload = maxPayload;
    }

    /** Writes the line for which scripts wait. */
    public void ready(String url, int port) {
        Map<String, Object> line = line(Instant.now(), "ready");
        line.put("url", url);
        line.put("port", port);
        line.put("pid", ProcessHandle.current().pid());
        write(line);
    }

    @Override
    public void missed(long count) {
        Map<String, Object> line = line(Instant.now(), "missed");
        missed += count;
        line.put("count", count);
        line.put("total", missed);
        write(line);
    }

    @Override
    public void read(Entry entry) {
        Event event = entry.event();
        Map<String, Object> line = line(start.plus(entry.time()), name(event));
        if (entry.number() > 0) {
            line.put("conn", entry.number());
        }
        event.handshake().ifPresent(shake -> handshake(line, shake));
        event.message().ifPresent(message -> payload(line, message.payload(), message.isText()));
        event.payload().ifPresent(payload -> payload(line, payload, false));
        event.status().ifPresent(status -> close(entry, status, line));
        event.httpStatus().ifPresent(status -> line.put("status", status));
        switch (event.kind()) {
            case HTTP, NOTE, FAULT, FAILURE -> {
                line.put("what", Values.what(event.summary()));
                line.put("detail", event.detail());
            }
            default -> {}
        }
        if ("refused".equals(line.get("event")) && !event.why().isEmpty()) {
            line.put("why", event.why());
        }
        write(line);
        if (entry.state().filter(state -> state == ReadyState.CLOSED).isPresent()) {
            initiators.remove(entry.number());
        }
    }

    private static void handshake(Map<String, Object> line, Handshake shake) {
        line.put("target", shake.target());
        shake.origin().ifPresent(origin -> line.put("origin", origin));
        if (shake.status() != 0) {
            line.put("status", shake.status());
        }
    }

    /**
     * Adds a payload: text unchanged, bytes in hexadecimal. A payload over the limit is cut off and marked as
     * truncated.
     */
    private void payload(Map<String, Object> line, Payload payload, boolean isText) {
        line.put("bytes", payload.size());
        byte[] kept = payload.head(maxPayload);
        if (isText) {
            line.put("text", new String(kept, 0, wholeCharacters(kept), StandardCharsets.UTF_8));
        } else {
            line.put("hex", HexFormat.of().formatHex(kept));
        }
        if (kept.length < payload.size()) {
            line.put("truncated", true);
        }
    }

    /** Returns the end of the last complete character. */
    private static int wholeCharacters(byte[] utf8) {
        int start = utf8.length;
        do {
            start--;
        } while (start > 0 && (utf8[start] & 0xC0) == 0x80);
        if (start < 0) {
            return 0;
        }
        int lead = utf8[start] & 0xFF;
        int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return start + length <= utf8.length ? utf8.length : start;
    }

    private void close(Entry entry, CloseStatus status, Map<String, Object> line) {
        line.put("code", status.code());
        line.put("reason", status.reason());
        Event event = entry.event();
        switch (event.kind()) {
            case CLOSE_SENT -> initiators.putIfAbsent(entry.number(), "server");
            case CLOSE_RECEIVED -> initiators.putIfAbsent(entry.number(), "client");
            default -> {
                String initiator = initiators.get(entry.number());
                line.put("clean", event.wasClean());
                if (initiator != null) {
                    line.put("initiator", initiator);
                }
                if (!event.wasClean()) {
                    line.put("why", event.why());
                }
            }
        }
    }

    private static String name(Event event) {
        return switch (event.kind()) {
            case ANSWER ->
                event.handshake().filter(shake -> shake.status() == 101).isPresent() ? "open" : "refused";
            case CLOSED -> "close";
            default -> event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private static Map<String, Object> line(Instant time, String event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ts", time.toString());
        line.put("event", event);
        return line;
    }

    private void write(Map<String, Object> line) {
        terminal.line(Json.write(line));
    }
}
