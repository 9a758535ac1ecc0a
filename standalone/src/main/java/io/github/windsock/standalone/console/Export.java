package io.github.windsock.standalone.console;

import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Har;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.standalone.http.PageReply;
import io.github.windsock.standalone.text.Texts;
import java.util.Map;

/** Exports the journal: as text, as JSON, or as HAR for the developer tools of browsers. */
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
            case "har" ->
                PageReply.status(200)
                        .body("application/json", Har.of(journal, server))
                        .verdict();
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
}
