package io.github.windsock.standalone.http;

import io.github.windsock.Handshake;
import io.github.windsock.internal.text.Json;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;
import io.github.windsock.standalone.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers plain HTTP requests: with the console for browsers, and text for others. The console gets its data from the
 * API; here are its files and texts.
 */
public final class Site {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([\\w.-]+)}}");
    private static final String SCRIPT = "text/javascript";
    private static final Map<String, String> FILES = Map.of(
            "/assets/page.css", "text/css",
            "/assets/icon.svg", "image/svg+xml",
            "/assets/app.js", SCRIPT,
            "/assets/client.js", SCRIPT,
            "/assets/dom.js", SCRIPT,
            "/assets/feed.js", SCRIPT,
            "/assets/model.js", SCRIPT,
            "/assets/table.js", SCRIPT);

    private final Function<Texts, BehaviorDocs> docs;
    private final String version;
    private final Map<String, String> loaded = new ConcurrentHashMap<>();

    /**
     * Creates the site.
     *
     * @param docs the behaviors, described in a language
     * @param version the version of the program
     */
    public Site(Function<Texts, BehaviorDocs> docs, String version) {
        this.docs = docs;
        this.version = version;
    }

    /** Returns the page's file at a path, empty if there is none. */
    Optional<FilterResult> file(String path) {
        return Optional.ofNullable(FILES.get(path))
                .map(type -> PageReply.status(200)
                        .header("Cache-Control", "no-cache")
                        .body(type, load(path.substring("/assets/".length())))
                        .verdict());
    }

    /** Returns the page, in the language of the browser. */
    FilterResult page(FilteredRequest request, Target target, boolean known) {
        Texts texts = Texts.of(language(request.handshake(), target));
        BehaviorDocs documented = docs.apply(texts);
        String notice =
                known ? "" : "<p class=\"notice\">" + escape(texts.text("page.unknown", target.path())) + "</p>";
        Map<String, String> values = Map.of(
                "version", version,
                "address", escape(base(request)),
                "acts", items(documented, texts, act -> !act.breaksRule()),
                "broken", items(documented, texts, BehaviorDoc::breaksRule),
                "traits", parameters(documented.traits(), texts),
                "combinations", paragraphs(documented.combinations()),
                "examples", options(documented, act -> true, act -> ""),
                "faults", options(documented, BehaviorDoc::isInjectable, act -> act.example() + " – " + act.summary()),
                "texts", Json.write(texts.beginningWith("console.")).replace("<", "\\u003c"),
                "notice", notice);
        String html = PLACE.matcher(load("index.html")).replaceAll(found -> filled(found.group(1), values, texts));
        return PageReply.status(known ? 200 : 404)
                .header("Content-Language", texts.language())
                .header("Vary", "Accept, Accept-Language")
                .body("text/html", html)
                .verdict();
    }

    private static String filled(String place, Map<String, String> values, Texts texts) {
        String value = values.get(place);
        return Matcher.quoteReplacement(value == null ? escape(texts.text(place)) : value);
    }

    /** Returns the cheatsheet as text. */
    FilterResult help(FilteredRequest request) {
        Texts texts = Texts.of(
                language(request.handshake(), Target.of(request.handshake().target())));
        return PageReply.status(200)
                .header("Vary", "Accept, Accept-Language")
                .text(texts.text("http.help", base(request)) + "\n\n" + Cheatsheet.text(docs.apply(texts), texts))
                .verdict();
    }

    private static String base(FilteredRequest request) {
        String host = request.handshake().header("Host").orElse("localhost");
        return (request.isSecure() ? "wss://" : "ws://") + host;
    }

    public static String language(Handshake shake, Target target) {
        String asked = target.values("lang").findFirst().orElse("");
        if (!asked.isEmpty()) {
            return asked.startsWith("zh") ? "zh" : "en";
        }
        List<Locale.LanguageRange> ranges =
                ranges(shake.header("Accept-Language").orElse(""));
        String found = Locale.lookupTag(ranges, Texts.LANGUAGES);
        return found == null ? "en" : found;
    }

    private static List<Locale.LanguageRange> ranges(String header) {
        try {
            return header.isBlank() ? List.of() : Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            return List.of(); // ignore a malformed header
        }
    }

    private static String items(BehaviorDocs documented, Texts texts, Predicate<BehaviorDoc> wanted) {
        return documented.all().stream()
                .filter(wanted)
                .map(act -> item(act, texts))
                .collect(Collectors.joining("\n"));
    }

    private static String item(BehaviorDoc act, Texts texts) {
        String example = escape(act.example());
        return "<li><a class=\"try\" href=\"" + example + "\"><code>" + example + "</code></a> <span>"
                + escape(act.summary()) + "</span>" + parameters(act.parameters(), texts) + "</li>";
    }

    private static String parameters(List<BehaviorDoc.ParameterDoc> parameters, Texts texts) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(each -> "<div><dt><code>" + escape(each.name()) + "</code> <small>" + escape(each.type())
                                + "</small></dt><dd>" + escape(each.summary() + Cheatsheet.need(each, texts))
                                + "</dd></div>")
                        .collect(Collectors.joining("", "<dl>", "</dl>"));
    }

    private static String paragraphs(List<String> sentences) {
        return sentences.stream().map(each -> "<p>" + escape(each) + "</p>").collect(Collectors.joining("\n"));
    }

    private static String options(
            BehaviorDocs documented, Predicate<BehaviorDoc> wanted, Function<BehaviorDoc, String> label) {
        return documented.all().stream()
                .filter(wanted)
                .map(act -> "<option value=\"" + escape(act.example()) + "\">" + escape(label.apply(act)) + "</option>")
                .collect(Collectors.joining());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private synchronized String load(String name) {
        return loaded.computeIfAbsent(name, missing -> {
            try (InputStream in = Site.class.getResourceAsStream("page/" + missing)) {
                if (in == null) {
                    throw new IllegalStateException(
                            "the program is not whole: its file page/" + missing + " is missing");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the program's own file page/" + missing, e);
            }
        });
    }
}
