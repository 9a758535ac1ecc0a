package io.github.windsock.standalone.http;

import io.github.windsock.internal.text.QueryString;
import io.github.windsock.internal.text.QueryString.Pair;
import io.github.windsock.server.internal.behavior.BehaviorProblem;
import io.github.windsock.server.internal.behavior.BehaviorUrl;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parsed path and query of a request.
 *
 * @param path decoded; without a trailing slash, except for the root
 * @param query names and values, decoded, in order
 * @param rawQuery as in the request line, with its question mark, or empty
 */
public record Target(String path, List<Pair> query, String rawQuery) {

    /**
     * Parses a target.
     *
     * @param target the target in the request line
     * @return the parsed target
     * @throws BehaviorProblem if an escape in it is broken or not UTF-8
     */
    public static Target of(String target) {
        int mark = target.indexOf('?');
        String path = BehaviorUrl.decode((mark < 0 ? target : target.substring(0, mark)).replace("+", "%2B"));
        List<Pair> query = mark < 0 ? List.of() : QueryString.pairs(target.substring(mark + 1), BehaviorUrl::decode);
        path = path.startsWith("/") ? path : "/" + path;
        boolean hasSlash = path.length() > 1 && path.endsWith("/");
        return new Target(
                hasSlash ? path.substring(0, path.length() - 1) : path, query, mark < 0 ? "" : target.substring(mark));
    }

    /** Returns the values of a name. */
    public Stream<String> values(String name) {
        return query.stream().filter(pair -> pair.name().equals(name)).map(Pair::value);
    }
}
