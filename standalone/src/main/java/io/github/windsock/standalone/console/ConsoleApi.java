package io.github.windsock.standalone.console;

import io.github.windsock.Handshake;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Entry;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;
import io.github.windsock.standalone.http.ApiRoutes;
import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.http.PageReply;
import io.github.windsock.standalone.http.Site;
import io.github.windsock.standalone.http.Target;
import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.JsonReader;
import io.github.windsock.standalone.text.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API of the console page: {@code /api/events}, {@code /api/entries/ID}, {@code /api/export}, {@code
 * /api/connections/N/test}, and, by POST, the commands of {@link ConnectionCommands}.
 */
public final class ConsoleApi implements ApiRoutes {
    /** A page of another site cannot set this header without a CORS preflight, which the server never allows. */
    private static final String TOKEN = "X-Windsock-Token";

    private static final int MAX_BODY = 8 << 20; // enough for a message of 1 MiB with all characters escaped
    private static final Pattern ENTRY = Pattern.compile("/api/entries/(\\d{1,15})");
    private static final Pattern CONNECTION = Pattern.compile("/api/connections/(\\d{1,9})/([a-z-]+)");

    private final AtomicReference<@Nullable EchoServer> server = new AtomicReference<>();
    private final EventFeed feed;
    private final String token;
    private final Function<Texts, BehaviorDocs> docs;

    /**
     * Creates the API.
     *
     * @param feed the stream of events
     * @param token the secret that each request must have
     * @param docs the behaviors, described in a language
     */
    public ConsoleApi(EventFeed feed, String token, Function<Texts, BehaviorDocs> docs) {
        this.feed = feed;
        this.token = token;
        this.docs = docs;
    }

    /** Sets the server; until then, the API answers 503. */
    public void control(EchoServer running) {
        server.set(running);
    }

    @Override
    public FilterResult route(FilteredRequest request, Target target) {
        Handshake shake = request.handshake();
        Texts texts = Texts.of(Site.language(shake, target));
        EchoServer running = server.get();
        if (running == null) {
            return PageReply.refuse(503, texts.text("api.starting"));
        }
        if (!isToken(shake.header(TOKEN).orElse(""))) {
            return PageReply.refuse(403, texts.text("api.token"));
        }
        return switch (request.method()) {
            case "GET" -> read(running, shake, target, texts);
            case "POST" -> write(running, shake, target, texts);
            default ->
                PageReply.status(405)
                        .header("Allow", "GET, POST")
                        .text(texts.text("api.method", Escaped.plain(request.method())))
                        .verdict();
        };
    }

    /** Compares in constant time, so that the secret cannot be guessed letter by letter. */
    private boolean isToken(String said) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private FilterResult read(EchoServer running, Handshake shake, Target target, Texts texts) {
        Matcher entry = ENTRY.matcher(target.path());
        Matcher connection = CONNECTION.matcher(target.path());
        if (target.path().equals("/api/events")) {
            return events(shake, texts);
        }
        if (target.path().equals("/api/export")) {
            return new Export(running.journal(), running.uri().getScheme(), running.port()).as(wanted(target), texts);
        }
        if (entry.matches()) {
            return entry(running, Long.parseLong(entry.group(1)), texts);
        }
        if (connection.matches() && connection.group(2).equals("test")) {
            return test(running, Integer.parseInt(connection.group(1)), target, texts);
        }
        return PageReply.refuse(404, texts.text("api.unknown", Escaped.plain(target.path())));
    }

    private static String wanted(Target target) {
        return target.values("as").findFirst().orElse("");
    }

    private FilterResult events(Handshake shake, Texts texts) {
        if (feed.isFull()) {
            return PageReply.refuse(503, texts.text("api.full", EventFeed.MAX_FEEDS));
        }
        String last = shake.header("Last-Event-ID").orElse("");
        return FilterResult.handle(request -> feed.open(
                request,
                PageReply.status(200)
                        .header("Content-Type", "text/event-stream")
                        .headers(),
                last,
                texts));
    }

    private static FilterResult entry(EchoServer running, long id, Texts texts) {
        return running.journal().entriesAfter(id - 1).stream()
                .findFirst()
                .filter(entry -> entry.sequence() == id)
                .map(entry -> json(EntryJson.of(entry, Integer.MAX_VALUE)))
                .orElseGet(() -> PageReply.refuse(404, texts.text("api.forgotten")));
    }

    private static FilterResult json(Object value) {
        return PageReply.status(200).body("application/json", Json.write(value)).verdict();
    }

    private static FilterResult test(EchoServer running, int number, Target target, Texts texts) {
        List<Entry> entries = running.journal().entries().stream()
                .filter(entry -> entry.number() == number)
                .toList();
        Optional<Recording> recording = Recording.of(entries);
        if (recording.isEmpty()) {
            return PageReply.refuse(404, texts.text("api.no-beginning", number));
        }
        String url = running.uri().getScheme() + "://localhost:" + running.port();
        return switch (wanted(target)) {
            case "junit" ->
                PageReply.status(200)
                        .text(new JUnitSnippet(number, recording.get(), texts).write())
                        .verdict();
            case "js" ->
                PageReply.status(200)
                        .text(ClientSnippets.javascript(url, recording.get()))
                        .verdict();
            case "wscat" ->
                PageReply.status(200)
                        .text(ClientSnippets.wscat(url, recording.get()))
                        .verdict();
            case "wsc" -> script(running, number, texts);
            default -> PageReply.refuse(400, texts.text("api.as", "junit, js, wscat, wsc"));
        };
    }

    /** Returns the script of a connection; a refused attempt has none. */
    private static FilterResult script(EchoServer running, int number, Texts texts) {
        return running.connections().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .map(each -> PageReply.status(200)
                        .text(each.conversation().stripTrailing())
                        .verdict())
                .orElseGet(() -> PageReply.refuse(404, texts.text("api.no-script", number)));
    }

    private FilterResult write(EchoServer running, Handshake shake, Target target, Texts texts) {
        Matcher connection = CONNECTION.matcher(target.path());
        if (!isJson(shake.header("Content-Type").orElse(""))) {
            return PageReply.refuse(415, texts.text("api.type"));
        }
        if (!connection.matches()) {
            return PageReply.refuse(404, texts.text("api.unknown", Escaped.plain(target.path())));
        }
        ConnectionCommands commands =
                new ConnectionCommands(running, Integer.parseInt(connection.group(1)), docs.apply(texts), texts);
        return FilterResult.handle(request ->
                request.readBody(MAX_BODY, body -> request.answer(done(commands, connection.group(2), body, texts))));
    }

    /** Tells whether a media type is that of JSON, with or without parameters (RFC 9110, section 8.3.1). */
    private static boolean isJson(String mediaType) {
        int end = mediaType.indexOf(';');
        String type = end < 0 ? mediaType : mediaType.substring(0, end);
        return type.strip().equalsIgnoreCase("application/json");
    }

    private static FilterResult done(ConnectionCommands commands, String command, Payload body, Texts texts) {
        try {
            commands.run(command, JsonReader.readObject(decoded(body, texts), texts));
            return PageReply.status(204).verdict();
        } catch (IllegalArgumentException e) {
            return PageReply.refuse(400, Escaped.whole(texts.say(e)));
        } catch (IllegalStateException e) {
            return PageReply.refuse(409, Escaped.whole(String.valueOf(e.getMessage())));
        }
    }

    /** Decodes a body strictly: a replaced character would be sent to the client. */
    private static String decoded(Payload body, Texts texts) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(texts.text("json.no-utf8"), e);
        }
    }
}
