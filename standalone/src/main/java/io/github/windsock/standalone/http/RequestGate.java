package io.github.windsock.standalone.http;

import io.github.windsock.Handshake;
import io.github.windsock.internal.text.Json;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;
import io.github.windsock.server.internal.handshake.RequestFilter;
import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.SaidSentences;
import io.github.windsock.standalone.text.Suggestions;
import io.github.windsock.standalone.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides about each request: refuses those that are not allowed, answers plain HTTP, and finds the behavior of a URL.
 */
public final class RequestGate implements RequestFilter {
    private static final int MAX_HEADER_BYTES = 8 << 10;
    private static final int WAITING = 64;
    private static final LimitNames LIMIT_NAMES =
            new LimitNames("--max-message", "--max-buffered", "limit= in the URL");

    private final GateRules rules;
    private final Access access;
    private final BehaviorDocs docs;
    private final Site site;
    private final Metrics metrics;
    private final ApiRoutes api;
    private final Texts texts;
    private final SaidSentences said;

    /** The rules from the options of the program. */
    public record GateRules(
            int maxConnections,
            int maxOfClient,
            boolean echoAnyPath,
            Duration handshakeTimeout,
            boolean showSecrets,
            DefaultTraits traits,
            String version) {}

    public RequestGate(
            GateRules rules,
            Access access,
            BehaviorDocs docs,
            Site site,
            Metrics metrics,
            ApiRoutes api,
            Texts texts,
            SaidSentences said) {
        this.rules = rules;
        this.access = access;
        this.docs = docs;
        this.site = site;
        this.metrics = metrics;
        this.api = api;
        this.texts = texts;
        this.said = said;
    }

    /**
     * Returns the builder of a server with this gate and its limits.
     *
     * @return the builder
     */
    public EchoServer.Builder server() {
        int connections = rules.maxConnections() + WAITING; // so that a client over the limit still gets a 503
        EchoServer.Builder server = ServerInternals.limitNames(
                        ServerInternals.filter(EchoServer.builder(), this), LIMIT_NAMES)
                .maxConnections(connections)
                .maxRemembered(connections); // so that no open connection is forgotten
        if (!rules.handshakeTimeout().isZero()) {
            server.handshakeTimeout(rules.handshakeTimeout());
        }
        return rules.showSecrets() ? server : server.secretHeaders("Authorization", "Cookie", "Proxy-Authorization");
    }

    @Override
    public FilterResult decide(FilteredRequest request) {
        try {
            return checked(request);
        } catch (IllegalArgumentException e) {
            return PageReply.refuse(400, said.say(in -> Escaped.whole(in.say(e))));
        }
    }

    private FilterResult checked(FilteredRequest request) {
        Handshake shake = request.handshake();
        if (size(shake) > MAX_HEADER_BYTES) {
            return PageReply.refuse(431, said.say(in -> in.text("http.headers", size(shake), MAX_HEADER_BYTES)));
        }
        Optional<String> host = access.foreignHost(shake);
        if (host.isPresent()) {
            return refused(403, in -> foreign(host.get(), in));
        }
        Target target = Target.of(shake.target());
        return request.isAttempt() ? attempt(request, target) : plain(request, target);
    }

    private static String foreign(String host, Texts in) {
        return host.isEmpty() ? in.text("http.no-host") : in.text("http.host", Escaped.plain(host));
    }

    private static int size(Handshake shake) {
        int size = shake.target().length();
        for (Map.Entry<String, List<String>> header : shake.headers().entrySet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length() + 4;
            }
        }
        return size;
    }

    private FilterResult attempt(FilteredRequest request, Target target) {
        FilterResult verdict = attempted(request, target);
        metrics.attempted();
        return verdict;
    }

    private FilterResult attempted(FilteredRequest request, Target target) {
        if (request.connections() > rules.maxConnections()) {
            return full(in -> in.text("http.full", rules.maxConnections()));
        }
        if (request.connectionsOfClient() > rules.maxOfClient()) {
            return full(in -> in.text("http.full-client", rules.maxOfClient()));
        }
        Optional<String> origin = access.foreignOrigin(request.handshake());
        if (origin.isPresent()) {
            return refused(403, in -> in.text("http.origin", Escaped.plain(origin.get())));
        }
        Optional<String> reader = access.foreignReader(request.handshake());
        if (reader.isPresent() && docs.isPrivate(target)) {
            return refused(
                    403, in -> in.text("http.reader", Escaped.plain(target.path()), Escaped.plain(reader.get())));
        }
        return docs.find(target)
                .map(rules.traits()::addTo)
                .map(RequestGate::behave)
                .orElseGet(() -> unknown(target));
    }

    private static FilterResult behave(Behavior behavior) {
        return FilterResult.behave(ServerInternals.plan(behavior));
    }

    private FilterResult full(Function<Texts, String> why) {
        metrics.refused();
        String sentence = said.say(why);
        return PageReply.status(503)
                .header("Retry-After", "1")
                .text(sentence)
                .because(sentence)
                .verdict();
    }

    private FilterResult refused(int status, Function<Texts, String> why) {
        metrics.refused();
        return PageReply.refuse(status, said.say(why));
    }

    private FilterResult unknown(Target target) {
        return rules.echoAnyPath()
                ? behave(rules.traits().addTo(Behaviors.echo()))
                : refused(404, in -> noSuchPath(target, in));
    }

    private String noSuchPath(Target target, Texts in) {
        String name = target.path().substring(1);
        String known =
                FaultDefinitions.alike(name).stream().map(each -> "/" + each).collect(Collectors.joining(" "));
        return Suggestions.nearest(
                        name, docs.all().stream().map(BehaviorDoc::name).toList())
                .map(nearest -> in.text("http.404-near", Escaped.plain(target.path()), "/" + nearest))
                .orElseGet(() -> in.text("http.404", Escaped.plain(target.path()), known));
    }

    private FilterResult plain(FilteredRequest request, Target target) {
        if (target.path().startsWith("/api/")) {
            return access.mayControl(request.handshake())
                    ? api.route(request, target)
                    : refused(403, in -> in.text("http.not-own", "/api"));
        }
        String method = request.method();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return PageReply.status(405)
                    .header("Allow", "GET, HEAD")
                    .text(texts.text("http.method", Escaped.plain(method)))
                    .verdict();
        }
        return switch (target.path()) {
            case "/healthz" -> health();
            case "/metrics" ->
                access.isCrossSite(request.handshake()) || !access.namesThisMachine(request.handshake())
                        ? refused(403, in -> in.text("http.cross-site", "/metrics"))
                        : metrics.reply(request.connections() - 1);
            default -> explained(request, target);
        };
    }

    private FilterResult health() {
        return PageReply.status(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .body("application/json", "{\"status\":\"ok\",\"version\":" + Json.write(rules.version()) + "}")
                .verdict();
    }

    private FilterResult explained(FilteredRequest request, Target target) {
        Optional<FilterResult> file = site.file(target.path());
        if (file.isPresent()) {
            return file.get();
        }
        boolean known = docs.isKnown(target);
        String accepts = request.handshake().header("Accept").orElse("").toLowerCase(Locale.ROOT);
        if (accepts.contains("text/html")) {
            return site.page(request, target, known);
        }
        return known
                ? site.help(request)
                : PageReply.status(404).text(noSuchPath(target, texts)).verdict();
    }
}
