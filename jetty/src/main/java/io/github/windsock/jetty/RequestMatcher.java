package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Predicate;

/**
 * Says which request is meant. A value: each method returns another one that asks for more.
 *
 * @since 1.0
 */
public final class RequestMatcher {
    private final String words;
    private final Predicate<RecordedRequest> test;

    private RequestMatcher(String words, Predicate<RecordedRequest> test) {
        this.words = words;
        this.test = test;
    }

    /**
     * Matches a method and a path, whatever the query.
     *
     * @param method such as {@code GET}
     * @param path such as {@code /info}
     * @return the matcher
     */
    public static RequestMatcher request(String method, String path) {
        requireNonNull(path, "path must not be null");
        return new RequestMatcher(
                requireNonNull(method, "method must not be null") + " " + path,
                it -> it.method().equals(method) && it.path().equals(path));
    }

    /**
     * Asks for a header too.
     *
     * @param name its name, in any case
     * @param value one of its values
     * @return the stricter matcher
     */
    public RequestMatcher header(String name, String value) {
        return and(
                "with " + name + ": " + value,
                it -> it.headers().getOrDefault(name, List.of()).contains(value));
    }

    /**
     * Asks for a text in the body too.
     *
     * @param text a part of the body
     * @return the stricter matcher
     */
    public RequestMatcher bodyContaining(String text) {
        return and("with \"" + text + "\" in its body", it -> it.body().text().contains(text));
    }

    private RequestMatcher and(String more, Predicate<RecordedRequest> also) {
        return new RequestMatcher(words + " " + more, test.and(also));
    }

    /**
     * Tells whether a request is meant.
     *
     * @param request the request
     * @return whether it is
     */
    public boolean matches(RecordedRequest request) {
        return test.test(request);
    }

    @Override
    public String toString() {
        return words;
    }
}
