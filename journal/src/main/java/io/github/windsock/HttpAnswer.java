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
 * The HTTP response to an opening handshake. Browsers hide it from scripts; tests can read it. Immutable.
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
     * Returns an answer with the standard reason phrase of its status.
     *
     * @param status the status code
     * @param headers the headers, each name with its values in their order
     * @param body the body; {@link Payload#EMPTY} for none
     * @return the answer
     */
    public static HttpAnswer of(int status, Map<String, List<String>> headers, Payload body) {
        return of(status, ReasonPhrase.of(status), headers, body);
    }

    /**
     * Returns an answer with a reason phrase.
     *
     * @param status the status code
     * @param reason the reason phrase, may be empty
     * @param headers the headers, each name with its values in their order
     * @param body the body; {@link Payload#EMPTY} for none
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
     * @return the status code, such as 101 or 403
     */
    public int status() {
        return status;
    }

    /**
     * Returns the reason phrase.
     *
     * @return the reason phrase, such as {@code Forbidden}; may be empty
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the headers.
     *
     * @return the values of each name, in the order of the response; lookups ignore the case of names
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name, in any case
     * @return the value; empty if the answer does not have the header
     */
    public Optional<String> header(String name) {
        requireNonNull(name, "name must not be null");
        return Optional.ofNullable(headers.first(name));
    }

    /**
     * Returns the body of a refusal. A client keeps at most 64 KiB of it, and only what arrived before its socket
     * closed.
     *
     * @return the bytes, with chunked transfer coding removed; empty for status 101
     */
    public Payload body() {
        return body;
    }

    /**
     * Returns the {@link #body()} decoded as UTF-8. In contrast to {@code body().text()} it accepts any bytes.
     *
     * @return the text; malformed input is replaced with U+FFFD
     */
    public String text() {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Returns the status and the reason phrase. */
    @Override
    public String toString() {
        return (status + " " + reason).stripTrailing();
    }
}
