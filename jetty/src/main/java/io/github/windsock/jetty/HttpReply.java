package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.Payload;
import io.github.windsock.internal.wire.HttpToken;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * An HTTP response for {@link HttpBeside}. Immutable: each method returns a new response.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class HttpReply {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
    private static final Set<String> BY_JETTY = Set.of("content-length", "transfer-encoding", "connection");

    private final int status;
    private final Map<String, String> headers;
    private final Payload body;

    private HttpReply(int status, Map<String, String> headers, Payload body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Returns a response without a body.
     *
     * @param status from 200 to 599
     * @return the response
     * @throws IllegalArgumentException if the status is not between 200 and 599
     */
    public static HttpReply respond(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not between 200 and 599");
        }
        return new HttpReply(status, Map.of(), Payload.of());
    }

    /**
     * Returns the response with a header.
     *
     * @param name the name, case-insensitive; replaces a header of the same name
     * @param value the value
     * @return the changed response
     * @throws IllegalArgumentException if HTTP does not allow the name or value, or Jetty sets this header itself
     */
    public HttpReply header(String name, String value) {
        requireNonNull(name, "name must not be null");
        requireNonNull(value, "value must not be null");
        requireHeader(name, value);
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new HttpReply(status, more, body);
    }

    private static void requireHeader(String name, String value) {
        if (!HttpToken.is(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a header");
        }
        if (value.chars().anyMatch(each -> each < ' ' && each != '\t' || each > 0xFF || each == 0x7F)) {
            throw new IllegalArgumentException(
                    "the value of " + name + " has a character that no header can have, such as a line break");
        }
        if (BY_JETTY.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(name + " is set by Jetty itself; leave it out");
        }
    }

    /**
     * Returns the response with a body of JSON.
     *
     * @param json the text
     * @return the changed response
     */
    public HttpReply json(String json) {
        requireNonNull(json, "json must not be null");
        return body("application/json", Payload.ofText(json));
    }

    /**
     * Returns the response with a body of text.
     *
     * @param text the text
     * @return the changed response
     */
    public HttpReply text(String text) {
        requireNonNull(text, "text must not be null");
        return body("text/plain; charset=utf-8", Payload.ofText(text));
    }

    /**
     * Returns the response with a body.
     *
     * @param contentType the value of {@code Content-Type}
     * @param content the body
     * @return the changed response
     * @throws IllegalArgumentException if the status is 204, 205 or 304, which have no body
     */
    public HttpReply body(String contentType, Payload content) {
        requireNonNull(contentType, "contentType must not be null");
        requireNonNull(content, "content must not be null");
        if (WITHOUT_BODY.contains(status)) {
            throw new IllegalArgumentException(
                    this + " has no body, by HTTP; take another status, or leave the body out");
        }
        return new HttpReply(status, header("Content-Type", contentType).headers, content);
    }

    /**
     * Returns the status.
     *
     * @return such as 200
     */
    public int status() {
        return status;
    }

    /**
     * Returns the headers.
     *
     * @return an unmodifiable map, in the order in which they were added
     */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /**
     * Returns the body.
     *
     * @return the bytes, empty if there is no body
     */
    public Payload body() {
        return body;
    }

    @Override
    public String toString() {
        return "respond(" + status + ")";
    }
}
