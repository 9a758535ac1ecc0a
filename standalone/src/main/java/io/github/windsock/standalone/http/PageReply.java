package io.github.windsock.standalone.http;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.handshake.FilterResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds HTTP answers with security headers. */
public final class PageReply {
    /** Allows only the page's own files and its own server, and forbids to parse text as HTML. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Payload body = Payload.EMPTY;
    private String why = "";

    private PageReply(int status) {
        this.status = status;
        header("Content-Security-Policy", POLICY);
        header("X-Content-Type-Options", "nosniff");
        header("Referrer-Policy", "no-referrer");
        header("Cross-Origin-Opener-Policy", "same-origin");
        header("Cross-Origin-Resource-Policy", "same-origin");
        header("Cache-Control", "no-store");
    }

    public static PageReply status(int status) {
        return new PageReply(status);
    }

    public PageReply header(String name, String value) {
        headers.put(name, List.of(value));
        return this;
    }

    public PageReply body(String type, String text) {
        body = Payload.ofText(text);
        return header("Content-Type", type + "; charset=utf-8");
    }

    public PageReply text(String text) {
        return body("text/plain", text + "\n");
    }

    /** Sets the reason for the log. */
    public PageReply because(String reason) {
        why = reason;
        return this;
    }

    /** Refuses a request with a sentence for the client and the log. */
    public static FilterResult refuse(int status, String sentence) {
        return status(status).text(sentence).because(sentence).verdict();
    }

    /** Returns the headers, for an answer with a streamed body. */
    public Map<String, List<String>> headers() {
        return Map.copyOf(headers);
    }

    public FilterResult verdict() {
        return FilterResult.answer(status, headers, body, why);
    }
}
