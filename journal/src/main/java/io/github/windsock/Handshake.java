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
    private static final Payload NOTHING = Payload.ofText("");

    private final String target;
    private final HttpHeaders headers;
    private final int status;
    private final HttpHeaders answerHeaders;
    private final Payload answerBody;

    private Handshake(String target, HttpHeaders headers, int status, HttpHeaders answerHeaders, Payload answerBody) {
        this.target = target;
        this.headers = headers;
        this.status = status;
        this.answerHeaders = answerHeaders;
        this.answerBody = answerBody;
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
        return new Handshake(target, HttpHeaders.copyOf(headers), 0, HttpHeaders.EMPTY, NOTHING);
    }

    /**
     * Returns this handshake with the server's answer.
     *
     * @param status the HTTP status, 101 for an accepted attempt
     * @param headers the response's headers
     * @return a new handshake
     */
    public Handshake answered(int status, Map<String, List<String>> headers) {
        return answered(status, headers, NOTHING);
    }

    /**
     * Returns this handshake with the server's answer, which has a body.
     *
     * @param status the HTTP status
     * @param headers the response's headers
     * @param body the response's body
     * @return a new handshake
     */
    public Handshake answered(int status, Map<String, List<String>> headers, Payload body) {
        requireNonNull(headers, "headers must not be null");
        requireNonNull(body, "body must not be null");
        return new Handshake(target, this.headers, status, HttpHeaders.copyOf(headers), body);
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
        return first(headers, name);
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
     * Returns the HTTP status of the answer.
     *
     * @return such as 101 or 403, or 0 while there is none
     */
    public int status() {
        return status;
    }

    /**
     * Returns the answer's headers.
     *
     * @return names in their order, found whatever their case, with their values; empty while there is no answer
     */
    public Map<String, List<String>> answerHeaders() {
        return answerHeaders;
    }

    /**
     * Returns the first value of a header of the answer.
     *
     * @param name the name, in any case
     * @return the value
     */
    public Optional<String> answerHeader(String name) {
        return first(answerHeaders, name);
    }

    /**
     * Returns the body of the answer.
     *
     * @return what the server sent with a refusal, empty for other answers
     */
    public Payload answerBody() {
        return answerBody;
    }

    /**
     * Returns the subprotocol that both ends agreed on.
     *
     * @return the subprotocol, empty if there is none
     */
    public Optional<String> subprotocol() {
        return answerHeader("Sec-WebSocket-Protocol");
    }

    /**
     * Returns the extensions that both ends agreed on.
     *
     * @return such as {@code permessage-deflate}, empty if there are none
     */
    public Optional<String> extensions() {
        return answerHeader("Sec-WebSocket-Extensions");
    }

    /** Returns the target and the status of the answer. */
    @Override
    public String toString() {
        return "GET " + target + (status == 0 ? "" : " " + status);
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(requireNonNull(name, "name must not be null"), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
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
