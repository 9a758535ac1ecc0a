package io.github.windsock.journal.internal;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Json;
import io.github.windsock.internal.text.QueryString;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Party.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes a journal as HAR 1.2, which browsers' developer tools read. Each connection is an entry; its messages are in
 * Chrome's field {@code _webSocketMessages}, and its close status is in our own field {@code _wsClose}. Control frames
 * are left out, because tools that replay messages would send them again.
 */
public final class Har {
    private static final HttpAnswer NO_ANSWER = HttpAnswer.of(0, Map.of(), Payload.EMPTY);
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    private final Journal journal;
    private final Function<Handshake, String> base;
    private final boolean isSanitized;

    private Har(Journal journal, Function<Handshake, String> base, boolean isSanitized) {
        this.journal = journal;
        this.base = base;
        this.isSanitized = isSanitized;
    }

    /**
     * Writes a journal of the connections to one server.
     *
     * @param journal the journal
     * @param server the scheme and authority, such as {@code ws://localhost:9010}
     * @return the JSON
     */
    public static String of(Journal journal, String server) {
        return Json.write(new Har(journal, shake -> server, false).log());
    }

    /**
     * Writes a journal without the values of headers that are secrets, as browsers do, for reports that others read.
     *
     * @param journal the journal
     * @return the JSON
     */
    public static String sanitized(Journal journal) {
        return Json.write(new Har(journal, Har::host, true).log());
    }

    private static String host(Handshake shake) {
        return "ws://" + shake.header("Host").orElse("localhost");
    }

    private Map<String, Object> log() {
        Map<Integer, List<Entry>> connections = new TreeMap<>();
        for (Entry entry : journal.entries()) {
            if (entry.number() > 0) {
                connections
                        .computeIfAbsent(entry.number(), number -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Map<String, Object>> entries = connections.values().stream()
                .flatMap(all -> entry(all).stream())
                .toList();
        return Map.of(
                "log",
                object(
                        "version",
                        "1.2",
                        "creator",
                        object("name", "Windsock", "version", "1"),
                        "pages",
                        List.of(),
                        "entries",
                        entries));
    }

    /** Writes a connection as the server's end recorded it, or the client's end if the server is foreign. */
    private Optional<Map<String, Object>> entry(List<Entry> both) {
        boolean isOfServer = both.stream().anyMatch(entry -> entry.event().kind() == Kind.ATTEMPT);
        Side side = isOfServer ? Side.SERVER : Side.CLIENT;
        List<Entry> all = both.stream().filter(entry -> entry.side() == side).toList();
        return handshake(all).map(shake -> entry(shake, all));
    }

    /** Returns the latest handshake, since only that has the answer. */
    private static Optional<Handshake> handshake(List<Entry> all) {
        return all.stream().flatMap(entry -> entry.event().handshake().stream()).reduce((before, after) -> after);
    }

    private Map<String, Object> entry(Handshake shake, List<Entry> all) {
        Entry first = all.get(0);
        double lasted = (all.get(all.size() - 1).time().toNanos() - first.time().toNanos()) / 1e6;
        Map<String, Object> entry = object(
                "_resourceType",
                "websocket",
                "startedDateTime",
                at(first).toString(),
                "time",
                lasted,
                "request",
                request(shake),
                "response",
                response(shake),
                "cache",
                Map.of(),
                "timings",
                object("send", 0, "wait", lasted, "receive", 0),
                "_webSocketMessages",
                all.stream().flatMap(each -> message(each).stream()).toList());
        all.stream()
                .filter(each -> each.event().kind() == Kind.CLOSED)
                .findFirst()
                .ifPresent(closed -> entry.put("_wsClose", close(closed, all)));
        return entry;
    }

    private Map<String, Object> request(Handshake shake) {
        return object(
                "method",
                "GET",
                "url",
                base.apply(shake) + shake.target(),
                "httpVersion",
                "HTTP/1.1",
                "cookies",
                List.of(),
                "headers",
                headers(shake.headers()),
                "queryString",
                query(shake.query().orElse("")),
                "headersSize",
                -1,
                "bodySize",
                0);
    }

    private Map<String, Object> response(Handshake shake) {
        HttpAnswer answer = shake.answer().orElse(NO_ANSWER);
        return object(
                "status",
                answer.status(),
                "statusText",
                answer.reason(),
                "httpVersion",
                "HTTP/1.1",
                "cookies",
                List.of(),
                "headers",
                headers(answer.headers()),
                "content",
                content(answer),
                "redirectURL",
                answer.header("Location").orElse(""),
                "headersSize",
                -1,
                "bodySize",
                -1);
    }

    private static Map<String, Object> content(HttpAnswer answer) {
        Payload body = answer.body();
        Map<String, Object> content = object(
                "size", body.size(), "mimeType", answer.header("Content-Type").orElse("x-unknown"));
        if (body.size() > 0 && body.isComplete()) {
            content.put("text", answer.text());
        }
        return content;
    }

    private List<Map<String, Object>> headers(Map<String, List<String>> headers) {
        List<Map<String, Object>> pairs = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> pairs.add(object(
                "name", name, "value", isSanitized && SECRET.contains(name.toLowerCase(Locale.ROOT)) ? "…" : value))));
        return pairs;
    }

    private static List<Map<String, Object>> query(String query) {
        return QueryString.pairs(query).stream()
                .map(pair -> object("name", pair.name(), "value", pair.value()))
                .toList();
    }

    private Optional<Map<String, Object>> message(Entry entry) {
        return entry.event()
                .message()
                .filter(message -> message.payload().isComplete())
                .map(message -> object(
                        "type",
                        isFromClient(entry) ? "send" : "receive",
                        "time",
                        seconds(entry),
                        "opcode",
                        message.isText() ? 1 : 2,
                        "data",
                        data(message)));
    }

    /** Tells whether the client sent the message, which HAR calls "send". */
    private static boolean isFromClient(Entry entry) {
        Kind ofClient = entry.side() == Side.SERVER ? Kind.RECEIVED : Kind.SENT;
        return entry.event().kind() == ofClient;
    }

    private static String data(Message message) {
        return message.isText() ? message.text() : Base64.getEncoder().encodeToString(message.bytes());
    }

    private Map<String, Object> close(Entry closed, List<Entry> all) {
        Event event = closed.event();
        CloseStatus status = event.status().orElse(CloseStatus.ABNORMAL);
        Map<String, Object> close = object(
                "code",
                status.code(),
                "reason",
                status.reason(),
                "wasClean",
                event.wasClean(),
                "time",
                seconds(closed));
        all.stream()
                .filter(each ->
                        each.event().kind() == Kind.CLOSE_SENT || each.event().kind() == Kind.CLOSE_RECEIVED)
                .findFirst()
                .ifPresent(first -> close.put("initiator", initiator(first)));
        return close;
    }

    private static String initiator(Entry first) {
        boolean isOwn = first.event().kind() == Kind.CLOSE_SENT;
        return isOwn == (first.side() == Side.SERVER) ? "server" : "client";
    }

    private Instant at(Entry entry) {
        return journal.start().plus(entry.time());
    }

    /** Returns the time in seconds, which Chrome uses for messages; everything else in HAR is in milliseconds. */
    private double seconds(Entry entry) {
        Instant at = at(entry);
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    /** Returns an object whose fields keep the given order. */
    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
