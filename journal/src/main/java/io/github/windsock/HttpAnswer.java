package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.ReasonPhrase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The server's HTTP answer to an opening handshake, which a browser hides from its scripts. Immutable.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class HttpAnswer {
    private final int status;
    private final String reason;
    private final HttpHeaders headers;
    private final Payload body;

    private HttpAnswer(int status, String reason, HttpHeaders headers, Payload body) {
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Returns an answer with the usual words beside its status.
     *
     * @param status the status code
     * @param headers the headers, values of one name in their order
     * @param body the body, {@link Payload#EMPTY} for none
     * @return the answer
     */
    public static HttpAnswer of(int status, Map<String, List<String>> headers, Payload body) {
        return of(status, ReasonPhrase.of(status), headers, body);
    }

    /**
     * Returns an answer.
     *
     * @param status the status code
     * @param reason the words beside it, may be empty
     * @param headers the headers, values of one name in their order
     * @param body the body, {@link Payload#EMPTY} for none
     * @return the answer
     */
    public static HttpAnswer of(int status, String reason, Map<String, List<String>> headers, Payload body) {
        requireNonNull(reason, "reason must not be null");
        requireNonNull(headers, "headers must not be null");
        requireNonNull(body, "body must not be null");
        return new HttpAnswer(status, reason, HttpHeaders.copyOf(headers), body);
    }

    /**
     * Returns the status code.
     *
     * @return such as 101 or 403
     */
    public int status() {
        return status;
    }

    /**
     * Returns the words beside the status code.
     *
     * @return such as {@code Forbidden}; may be empty
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the headers.
     *
     * @return names, found whatever their case, with their values, all in the order in which they came
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name, in any case
     * @return the value
     */
    public Optional<String> header(String name) {
        requireNonNull(name, "name must not be null");
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the body of a refusal. A client keeps at most 64 KiB of it, or what had come when the socket closed.
     *
     * @return the bytes, without the framing of chunks; empty for status 101
     */
    public Payload body() {
        return body;
    }

    /**
     * Returns the body as text, whatever it is: {@code body().text()} asks for valid UTF-8.
     *
     * @return the {@link #body()}, decoded as UTF-8; malformed input becomes U+FFFD
     */
    public String text() {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Returns status and reason. */
    @Override
    public String toString() {
        return (status + " " + reason).stripTrailing();
    }
}
