package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * An HTTP response, ready to be given. A value: each method returns another one.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class HttpReply {
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
     * @throws IllegalArgumentException if the status is another
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
     * @param name the name; one of the same name is replaced
     * @param value the value
     * @return the changed response
     */
    public HttpReply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(requireNonNull(name, "name must not be null"), requireNonNull(value, "value must not be null"));
        return new HttpReply(status, more, body);
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
     */
    public HttpReply body(String contentType, Payload content) {
        requireNonNull(contentType, "contentType must not be null");
        HttpReply typed = header("Content-Type", contentType);
        return new HttpReply(status, typed.headers, requireNonNull(content, "content must not be null"));
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
     * @return in the order in which they were given
     */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /**
     * Returns the body.
     *
     * @return the bytes, none if there is no body
     */
    public Payload body() {
        return body;
    }

    @Override
    public String toString() {
        return "respond(" + status + ")";
    }
}
