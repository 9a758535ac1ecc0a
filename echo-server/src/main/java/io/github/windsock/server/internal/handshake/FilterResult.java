package io.github.windsock.server.internal.handshake;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Payload;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.server.internal.behavior.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RequestFilter} decides about a request. Immutable.
 */
@API(status = STABLE, since = "1.0")
public final class FilterResult {
    private static final FilterResult PASS = new FilterResult(null, null, null);

    /** For code of the user's that has thrown. */
    static final FilterResult FAILED = answer(
            500,
            Map.of("Content-Type", List.of("text/plain")),
            Payload.ofText("The server's request filter failed.\n"),
            "the request filter failed");

    private final @Nullable Plan plan;
    private final @Nullable PlainAnswer answer;
    private final @Nullable Consumer<OpenRequest> handler;

    /** A whole HTTP response. */
    record PlainAnswer(int status, Map<String, List<String>> headers, Payload body, String why) {}

    private FilterResult(@Nullable Plan plan, @Nullable PlainAnswer answer, @Nullable Consumer<OpenRequest> handler) {
        this.plan = plan;
        this.answer = answer;
        this.handler = handler;
    }

    /**
     * Leaves the request to the server, which does what it was told to.
     *
     * @return the verdict
     */
    public static FilterResult pass() {
        return PASS;
    }

    /**
     * Gives an attempt a behavior of its own; a plain request is left to the server.
     *
     * @param plan the answer to this attempt
     * @return the verdict
     */
    public static FilterResult behave(Plan plan) {
        return new FilterResult(requireNonNull(plan, "plan must not be null"), null, null);
    }

    /**
     * Answers by HTTP and closes the connection. The journal has a plain request as a note, and an attempt as one that was
     * refused; the attempts that a test sees have neither.
     *
     * @param status 200 to 599
     * @param headers the headers, {@code Content-Type} included
     * @param body the body, may be empty
     * @param why what the note says about it, such as why a client was refused; may be empty
     * @return the verdict
     * @throws IllegalArgumentException if the status does not end a request
     */
    public static FilterResult answer(int status, Map<String, List<String>> headers, Payload body, String why) {
        requireNonNull(headers, "headers must not be null");
        requireNonNull(body, "body must not be null");
        requireNonNull(why, "why must not be null");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not between 200 and 599");
        }
        return new FilterResult(null, new PlainAnswer(status, HttpHeaders.copyOf(headers), body, why), null);
    }

    /**
     * Takes a plain request over: what reads its body and answers it may take its time. The journal does not mention it;
     * an attempt is left to the server.
     *
     * @param handler is called on a thread of its own, and may block: it keeps only this request waiting
     * @return the result
     */
    public static FilterResult handle(Consumer<OpenRequest> handler) {
        return new FilterResult(null, null, requireNonNull(handler, "handler must not be null"));
    }

    Optional<Plan> plan() {
        return Optional.ofNullable(plan);
    }

    Optional<PlainAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    Optional<Consumer<OpenRequest>> handler() {
        return Optional.ofNullable(handler);
    }
}
