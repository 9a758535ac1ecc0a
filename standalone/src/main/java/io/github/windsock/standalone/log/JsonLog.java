package io.github.windsock.standalone.log;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.standalone.text.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes one JSON object for each event. Used by one thread. */
public final class JsonLog implements Follower.Reader {
    private final Terminal terminal;
    private final Instant start;
    private final Map<String, String> initiators = new HashMap<>();

    public JsonLog(Terminal terminal, Instant start) {
        this.terminal = terminal;
        this.start = start;
    }

    /** Writes the line that scripts wait for. */
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
        line.put("count", count);
        write(line);
    }

    @Override
    public void read(Entry entry) {
        Event event = entry.event();
        Map<String, Object> line = line(start.plus(entry.time()), name(event));
        int number = entry.party().indexOf('#');
        if (number >= 0) {
            line.put("conn", Integer.valueOf(entry.party().substring(number + 1)));
        }
        event.handshake().ifPresent(shake -> {
            line.put("target", shake.target());
            shake.origin().ifPresent(origin -> line.put("origin", origin));
            if (shake.status() != 0) {
                line.put("status", shake.status());
            }
        });
        event.message().ifPresent(message -> {
            line.put("type", message.isText() ? "text" : "binary");
            line.put("bytes", message.payload().size());
            line.put(
                    "preview",
                    message.isText()
                            ? message.payload().preview()
                            : message.payload().hex());
        });
        event.payload().ifPresent(payload -> {
            line.put("bytes", payload.size());
            line.put("preview", payload.preview());
        });
        event.status().ifPresent(status -> close(entry, status, line));
        if (event.kind() == Event.Kind.NOTE || event.kind() == Event.Kind.FAULT || event.kind() == Event.Kind.FAILURE) {
            line.put("what", event.summary());
            line.put("detail", event.detail());
        }
        write(line);
    }

    private void close(Entry entry, CloseStatus status, Map<String, Object> line) {
        line.put("code", status.code());
        line.put("reason", status.reason());
        Event event = entry.event();
        switch (event.kind()) {
            case CLOSE_SENT -> initiators.putIfAbsent(entry.party(), "server");
            case CLOSE_RECEIVED -> initiators.putIfAbsent(entry.party(), "client");
            default -> {
                String initiator = initiators.remove(entry.party());
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
