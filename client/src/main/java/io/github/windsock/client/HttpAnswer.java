package io.github.windsock.client;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.client.internal.handshake.ServerAnswer;
import io.github.windsock.internal.wire.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The HTTP answer to an opening handshake, which a browser hides from its scripts.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class HttpAnswer {
    private final int status;
    private final String reason;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpAnswer(ServerAnswer answer) {
        status = answer.status();
        reason = answer.reason();
        headers = answer.headers();
        body = answer.body().clone();
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
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the body of a refusal, or what had come of it when the socket closed: at most 64 KiB.
     *
     * @return a copy, without the framing of chunks; empty for status 101
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns the body as text.
     *
     * @return the {@link #body()}, read as UTF-8; what is none becomes U+FFFD
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns status and reason. */
    @Override
    public String toString() {
        return (status + " " + reason).stripTrailing();
    }
}
