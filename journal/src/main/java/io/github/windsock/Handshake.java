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
 * The opening handshake of one attempt: what the client asked for and, once there is one, the server's answer
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
     * Returns a handshake that has not been answered.
     *
     * @param target the path and query as they stand in the request line
     * @param headers the request's headers, values of one name in their order
     * @return the handshake
     */
    public static Handshake of(String target, Map<String, List<String>> headers) {
        requireNonNull(target, "target must not be null");
        requireNonNull(headers, "headers must not be null");
        return new Handshake(target, HttpHeaders.copyOf(headers), Optional.empty());
    }

    /**
     * Returns this handshake with the server's answer.
     *
     * @param answer the answer, with status 101 if the attempt is accepted
     * @return a new handshake
     */
    public Handshake answered(HttpAnswer answer) {
        requireNonNull(answer, "answer must not be null");
        return new Handshake(target, headers, Optional.of(answer));
    }

    /**
     * Returns the path and query as they stand in the request line.
     *
     * @return such as {@code /chat?room=a}
     */
    public String target() {
        return target;
    }

    /**
     * Returns the path without the query, not decoded.
     *
     * @return such as {@code /chat}
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * Returns the query, not decoded.
     *
     * @return such as {@code room=a}, or empty if the target has none
     */
    public Optional<String> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
    }

    /**
     * Returns the request's headers.
     *
     * @return names in their order, found whatever their case, with their values
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a request header.
     *
     * @param name the name, in any case
     * @return the value
     */
    public Optional<String> header(String name) {
        requireNonNull(name, "name must not be null");
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the origin of the page that asked, which browsers send.
     *
     * @return the {@code Origin} header
     */
    public Optional<String> origin() {
        return header("Origin");
    }

    /**
     * Returns the subprotocols that the client offered, in its order.
     *
     * @return the tokens of all {@code Sec-WebSocket-Protocol} headers
     */
    public List<String> offeredSubprotocols() {
        return tokens(headers.get("Sec-WebSocket-Protocol"));
    }

    /**
     * Returns the server's answer.
     *
     * @return status, headers and body, or empty while there is none
     */
    public Optional<HttpAnswer> answer() {
        return answer;
    }

    /**
     * Returns the HTTP status of the answer.
     *
     * @return such as 101 or 403, or 0 while there is none
     */
    public int status() {
        return answer.map(HttpAnswer::status).orElse(0);
    }

    /**
     * Returns the subprotocol that both ends agreed on.
     *
     * @return the subprotocol, empty if there is none
     */
    public Optional<String> subprotocol() {
        return answer.flatMap(it -> it.header("Sec-WebSocket-Protocol"));
    }

    /**
     * Returns the extensions that both ends agreed on.
     *
     * @return such as {@code permessage-deflate}, empty if there are none
     */
    public Optional<String> extensions() {
        return answer.flatMap(it -> it.header("Sec-WebSocket-Extensions"));
    }

    /** Returns the target and the status of the answer. */
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
