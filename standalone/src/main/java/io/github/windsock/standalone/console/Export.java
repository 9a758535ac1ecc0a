package io.github.windsock.standalone.console;

import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.standalone.http.PageReply;
import io.github.windsock.standalone.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the journal still knows, to be kept: as text, as JSON, or as HAR, which browsers' developer tools read. */
final class Export {
    private final Journal journal;
    private final String server;

    Export(Journal journal, String scheme, int port) {
        this.journal = journal;
        this.server = scheme + "://localhost:" + port;
    }

    FilterResult as(String form, Texts texts) {
        return switch (form) {
            case "text" ->
                PageReply.status(200)
                        .text(journal.timeline().toString().stripTrailing())
                        .verdict();
            case "json" -> json(entries());
            case "har" -> json(har());
            default -> PageReply.refuse(400, texts.text("api.as", "text, json, har"));
        };
    }

    private static FilterResult json(Object value) {
        return PageReply.status(200).body("application/json", Json.write(value)).verdict();
    }

    private Map<String, Object> entries() {
        return Map.of(
                "start", journal.start().toString(),
                "entries",
                        journal.entries().stream()
                                .map(entry -> EntryJson.of(entry, Integer.MAX_VALUE))
                                .toList());
    }

    /** Each connection is a request, its messages are in the field that Chrome has for them. */
    private Map<String, Object> har() {
        Map<Integer, List<Entry>> connections = new TreeMap<>();
        for (Entry entry : journal.entries()) {
            if (entry.number() > 0) {
                connections
                        .computeIfAbsent(entry.number(), first -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Map<String, Object>> entries = connections.values().stream()
                .flatMap(each -> Recording.of(each).stream())
                .map(this::har)
                .toList();
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("version", "1.2");
        log.put("creator", Map.of("name", "Windsock", "version", "1"));
        log.put("pages", List.of());
        log.put("entries", entries);
        return Map.of("log", log);
    }

    private Map<String, Object> har(Recording recording) {
        Handshake shake = recording.handshake();
        List<Entry> all = recording.entries();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", "GET");
        request.put("url", server + shake.target());
        request.put("httpVersion", "HTTP/1.1");
        request.put("cookies", List.of());
        request.put("headers", headers(shake.headers()));
        request.put("queryString", List.of());
        request.put("headersSize", -1);
        request.put("bodySize", 0);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", shake.status());
        response.put("statusText", shake.status() == 101 ? "Switching Protocols" : "");
        response.put("httpVersion", "HTTP/1.1");
        response.put("cookies", List.of());
        response.put("headers", headers(shake.answerHeaders()));
        response.put("content", Map.of("size", 0, "mimeType", "x-unknown"));
        response.put("redirectURL", "");
        response.put("headersSize", -1);
        response.put("bodySize", -1);
        double lasted =
                (all.get(all.size() - 1).time().toNanos() - all.get(0).time().toNanos()) / 1e6;
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("_resourceType", "websocket");
        entry.put("startedDateTime", at(all.get(0)).toString());
        entry.put("time", lasted);
        entry.put("request", request);
        entry.put("response", response);
        entry.put("cache", Map.of());
        entry.put("timings", Map.of("send", 0, "wait", lasted, "receive", 0));
        entry.put("_webSocketMessages", messages(all));
        all.stream()
                .filter(each -> each.event().kind() == Event.Kind.CLOSED)
                .findFirst()
                .ifPresent(closed -> entry.put("_wsClose", close(closed)));
        return entry;
    }

    private static List<Map<String, Object>> headers(Map<String, List<String>> headers) {
        List<Map<String, Object>> pairs = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> {
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("name", name);
            pair.put("value", value);
            pairs.add(pair);
        }));
        return pairs;
    }

    private List<Map<String, Object>> messages(List<Entry> all) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Entry entry : all) {
            entry.event()
                    .message()
                    .filter(message -> message.payload().isComplete())
                    .ifPresent(message -> messages.add(message(entry, message)));
        }
        return messages;
    }

    private Map<String, Object> message(Entry entry, Message message) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", entry.event().kind() == Event.Kind.RECEIVED ? "send" : "receive"); // as the page sees it
        one.put("time", seconds(entry));
        one.put("opcode", message.isText() ? 1 : 2);
        one.put("data", message.isText() ? message.text() : Base64.getEncoder().encodeToString(message.bytes()));
        return one;
    }

    private Map<String, Object> close(Entry entry) {
        Map<String, Object> close = new LinkedHashMap<>();
        entry.event().status().ifPresent(status -> {
            close.put("code", status.code());
            close.put("reason", status.reason());
        });
        close.put("wasClean", entry.event().wasClean());
        close.put("time", seconds(entry));
        return close;
    }

    private Instant at(Entry entry) {
        return journal.start().plus(entry.time());
    }

    private double seconds(Entry entry) {
        Instant at = at(entry);
        return at.getEpochSecond() + at.getNano() / 1e9;
    }
}
