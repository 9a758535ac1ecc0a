package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.wire.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of an attempt to connect: the client's request and, if there is one, the server's answer
 * (RFC 6455, section 4). Immutable.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Handshake {
    private final String target;
    private final HttpHeaders headers;
    private final Optional<HttpAnswer> answer;

    private Handshake(String target, HttpHeaders headers, Optional<HttpAnswer> answer) {
        this.target = target;
        this.headers = headers;
        this.answer = answer;
    }

    /**
     * Returns a handshake without an answer.
     *
     * @param target the path and query of the request line, not decoded
     * @param headers the request's headers, each name with its values in their order; a name without values is left
     *     out
     * @return the handshake
     */
    public static Handshake of(String target, Map<String, List<String>> headers) {
        requireNonNull(target, "target must not be null");
        requireNonNull(headers, "headers must not be null");
        return new Handshake(target, HttpHeaders.copyOf(headers), Optional.empty());
    }

    /**
     * Returns this handshake with an answer.
     *
     * @param answer the server's answer; its status is 101 if it accepts the connection
     * @return a new handshake
     */
    public Handshake answered(HttpAnswer answer) {
        requireNonNull(answer, "answer must not be null");
        return new Handshake(target, headers, Optional.of(answer));
    }

    /**
     * Returns the path and query of the request line, not decoded.
     *
     * @return the target, such as {@code /chat?room=a}
     */
    public String target() {
        return target;
    }

    /**
     * Returns the path without the query, not decoded.
     *
     * @return the path, such as {@code /chat}
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * Returns the query, not decoded.
     *
     * @return the query, such as {@code room=a}; empty if the target has none
     */
    public Optional<String> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
    }

    /**
     * Returns the request's headers.
     *
     * @return the values of each name, in the order of the request; lookups ignore the case of names
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a request header.
     *
     * @param name the name, in any case
     * @return the value; empty if the request does not have the header
     */
    public Optional<String> header(String name) {
        requireNonNull(name, "name must not be null");
        return Optional.ofNullable(headers.first(name));
    }

    /**
     * Returns the origin of the page that connects, as browsers send it.
     *
     * @return the value of the {@code Origin} header; empty if there is none
     */
    public Optional<String> origin() {
        return header("Origin");
    }

    /**
     * Returns the subprotocols that the client offers, in its order of preference.
     *
     * @return the names in all {@code Sec-WebSocket-Protocol} headers of the request
     */
    public List<String> offeredSubprotocols() {
        return tokens(headers.get("Sec-WebSocket-Protocol"));
    }

    /**
     * Returns the server's answer.
     *
     * @return the answer; empty if there is none yet
     */
    public Optional<HttpAnswer> answer() {
        return answer;
    }

    /**
     * Returns the HTTP status of the answer.
     *
     * @return the status, such as 101 or 403; 0 if there is no answer yet
     */
    public int status() {
        return answer.map(HttpAnswer::status).orElse(0);
    }

    /**
     * Returns the subprotocol that the server selected.
     *
     * @return the value of {@code Sec-WebSocket-Protocol} in the answer; empty if there is none
     */
    public Optional<String> subprotocol() {
        return answer.flatMap(it -> it.header("Sec-WebSocket-Protocol"));
    }

    /**
     * Returns the extensions that the server accepted.
     *
     * @return the value of {@code Sec-WebSocket-Extensions} in the answer, such as {@code permessage-deflate}; empty if
     *     there is none
     */
    public Optional<String> extensions() {
        return answer.flatMap(it -> it.header("Sec-WebSocket-Extensions"));
    }

    /** Returns the method, the target and the answer's status, such as {@code GET /chat 101}. */
    @Override
    public String toString() {
        return "GET " + target + answer.map(it -> " " + it.status()).orElse("");
    }

    private static List<String> tokens(@Nullable List<String> values) {
        if (values == null) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>();
        for (String value : values) {
            for (String token : value.split(",", -1)) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return List.copyOf(tokens);
    }
}
