package io.github.windsock;

import io.github.windsock.RequestMatcher.MatchedRequest;
import io.github.windsock.internal.text.PathSegments;
import io.github.windsock.internal.text.QueryString;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HttpToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Implements the conditions on requests of {@link Matchers}. */
final class RequestConditions {

    private RequestConditions() {}

    static RequestMatcher request(String method, String path) {
        requireToken("method", method);
        List<String> segments = template(path);
        return RequestMatcher.of(
                "request(" + Text.quote(method) + ", " + Text.quote(path) + ")", names(segments), it -> {
                    Match match = match(segments, it.head().path());
                    return it.method().equals(method) || !match.isMatch()
                            ? match
                            : Match.missed(0.3, "the method is " + it.method());
                });
    }

    static RequestMatcher path(String path) {
        List<String> segments = template(path);
        return RequestMatcher.of(
                "path(" + Text.quote(path) + ")",
                names(segments),
                it -> match(segments, it.head().path()));
    }

    /** Refuses a name that no request can have, since the matcher could never match. */
    private static void requireToken(String what, String text) {
        if (!HttpToken.is(text)) {
            throw new IllegalArgumentException(what + " " + Text.preview(text)
                    + " is not an HTTP token, so no request has it; use letters, digits and !#$%&'*+-.^_`|~");
        }
    }

    private static List<String> template(String path) {
        if (!path.startsWith("/") || path.contains("?") || path.contains("#")) {
            throw new IllegalArgumentException("path " + Text.preview(path)
                    + " must begin with a slash and have no query or fragment; write it as /feed/{id},"
                    + " and the query with and(query(name, value))");
        }
        return PathSegments.ofTemplate(path, "path");
    }

    private static Set<String> names(List<String> segments) {
        Set<String> names = new TreeSet<>();
        segments.stream().filter(PathSegments::isPlace).map(PathSegments::name).forEach(names::add);
        return names;
    }

    private static Match match(List<String> segments, String path) {
        List<String> parts = path.startsWith("/") ? PathSegments.split(path) : List.of();
        Map<String, String> values = new HashMap<>();
        boolean fits = parts.size() == segments.size();
        for (int i = 0; fits && i < parts.size(); i++) {
            String segment = segments.get(i);
            fits = PathSegments.fits(segment, parts.get(i));
            if (PathSegments.isPlace(segment)) {
                values.put(PathSegments.name(segment), parts.get(i));
            }
        }
        return fits
                ? Match.found(values)
                : Match.missed(() ->
                        Match.missed(Matchers.distance("/" + String.join("/", segments), path), "the path is " + path));
    }

    static RequestMatcher query(String name, String value) {
        return any("query(" + both(name, value) + ")", "query parameter " + name, value, it -> parameters(it, name));
    }

    private static List<String> parameters(MatchedRequest request, String name) {
        return QueryString.pairs(request.head().query().orElse("")).stream()
                .filter(pair -> pair.name().equals(name))
                .map(QueryString.Pair::value)
                .toList();
    }

    static RequestMatcher header(String name) {
        requireToken("header name", name);
        return RequestMatcher.of(
                "header(" + Text.quote(name) + ")",
                Set.of(),
                it -> headers(it, name).isEmpty()
                        ? Match.missed(1, "there is no header " + name)
                        : Match.found(Map.of()));
    }

    static RequestMatcher header(String name, String value) {
        requireToken("header name", name);
        return any("header(" + both(name, value) + ")", "header " + name, value, it -> headers(it, name));
    }

    static RequestMatcher headerMatching(String name, String regex) {
        requireToken("header name", name);
        String java = "headerMatching(" + both(name, regex) + ")";
        BoundedPattern pattern = new BoundedPattern(java, regex);
        return RequestMatcher.of(java, pattern.names(), it -> {
            Match best = Match.missed(1, "there is no header " + name);
            for (String value : headers(it, name)) {
                String what = "header " + name + ", " + Text.preview(value) + ", ";
                Match match = pattern.match(what, value);
                best = match.isMatch() || !best.isMatch() ? match : best;
            }
            return best;
        });
    }

    private static List<String> headers(MatchedRequest request, String name) {
        return request.head().headers().getOrDefault(name, List.of());
    }

    static RequestMatcher cookie(String name, String value) {
        requireToken("cookie name", name);
        return any("cookie(" + both(name, value) + ")", "cookie " + name, value, it -> cookies(it, name));
    }

    private static List<String> cookies(MatchedRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers(request, "Cookie")) {
            for (String pair : header.split(";", -1)) {
                int mark = pair.indexOf('=');
                if (mark > 0 && pair.substring(0, mark).strip().equals(name)) {
                    values.add(pair.substring(mark + 1).strip());
                }
            }
        }
        return values;
    }

    static RequestMatcher origin(String origin) {
        int slashes = origin.indexOf("://");
        if (slashes > 0 && origin.indexOf('/', slashes + 3) > 0) {
            throw new IllegalArgumentException("origin " + Text.preview(origin)
                    + " has a path, so no browser sends it; use only scheme, host and port, such as "
                    + Text.preview(origin.substring(0, origin.indexOf('/', slashes + 3))));
        }
        return any("origin(" + Text.quote(origin) + ")", "header Origin", origin, it -> headers(it, "Origin"));
    }

    static RequestMatcher offers(String subprotocol) {
        requireToken("subprotocol", subprotocol);
        return RequestMatcher.of("offers(" + Text.quote(subprotocol) + ")", Set.of(), it -> {
            List<String> offered = it.head().offeredSubprotocols();
            if (offered.contains(subprotocol)) {
                return Match.found(Map.of());
            }
            return offered.isEmpty()
                    ? Match.missed(1, "no subprotocol is offered")
                    : Match.missed(0.3, "the subprotocols offered are " + offered);
        });
    }

    static RequestMatcher bodyContaining(String part) {
        return RequestMatcher.of("bodyContaining(" + Text.quote(part) + ")", Set.of(), it -> {
            Message body = Message.text(it.body());
            return Matchers.textContaining(part).match(body).isMatch()
                    ? Match.found(Map.of())
                    : Match.missed(0.3, "the body does not contain " + Text.preview(part));
        });
    }

    static RequestMatcher ofCode(String description, Predicate<Handshake> predicate) {
        return RequestMatcher.ofCode(
                predicate,
                "handshake(" + Text.quote(description) + ", …)",
                it -> predicate.test(it.head()) ? Match.found(Map.of()) : Match.missed(0.5, "is not " + description));
    }

    private static RequestMatcher any(
            String java, String what, String value, Function<MatchedRequest, List<String>> values) {
        return RequestMatcher.of(java, Set.of(), it -> {
            List<String> actual = values.apply(it);
            return actual.contains(value) ? Match.found(Map.of()) : Match.missed(() -> nearest(what, value, actual));
        });
    }

    private static Match nearest(String what, String value, List<String> actual) {
        Optional<Match> nearest = actual.stream()
                .map(each -> Match.missed(Matchers.distance(value, each), what + " is " + Text.preview(each)))
                .min((one, other) -> Double.compare(one.distance(), other.distance()));
        return nearest.orElseGet(() -> Match.missed(1, "there is no " + what));
    }

    private static String both(String name, String value) {
        return Text.quote(name) + ", " + Text.quote(value);
    }
}
