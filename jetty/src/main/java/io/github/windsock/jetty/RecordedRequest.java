package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * An HTTP request that the server received beside its WebSocket connections.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class RecordedRequest {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final Payload body;

    RecordedRequest(String method, String target, Map<String, List<String>> headers, Payload body) {
        this.method = requireNonNull(method, "method must not be null");
        this.target = requireNonNull(target, "target must not be null");
        this.headers = requireNonNull(headers, "headers must not be null");
        this.body = requireNonNull(body, "body must not be null");
    }

    /**
     * Returns the method.
     *
     * @return such as {@code POST}
     */
    public String method() {
        return method;
    }

    /**
     * Returns path and query, as sent.
     *
     * @return such as {@code /negotiate?negotiateVersion=1}
     */
    public String target() {
        return target;
    }

    /**
     * Returns the path.
     *
     * @return the target without its query
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * Returns the headers.
     *
     * @return the values by name, which is case-insensitive
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name, case-insensitive
     * @return the value, empty if there is none
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(requireNonNull(name, "name must not be null"), List.of()).stream()
                .findFirst();
    }

    /**
     * Returns the whole body, also for a mounted handler.
     *
     * @return the bytes
     */
    public Payload body() {
        return body;
    }

    @Override
    public String toString() {
        return method + " " + target + (body.size() == 0 ? "" : " " + body.preview());
    }
}
