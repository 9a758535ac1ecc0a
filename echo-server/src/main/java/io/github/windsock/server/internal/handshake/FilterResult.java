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
 * The decision of a {@link RequestFilter} about a request. Immutable.
 */
@API(status = STABLE, since = "1.0")
public final class FilterResult {
    private static final FilterResult PASS = new FilterResult(null, null, null);

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
     * Leaves the request to the server.
     *
     * @return the decision
     */
    public static FilterResult pass() {
        return PASS;
    }

    /**
     * Sets the behavior for this attempt. A plain request is left to the server.
     *
     * @param plan the plan for this attempt
     * @return the decision
     */
    public static FilterResult behave(Plan plan) {
        return new FilterResult(requireNonNull(plan, "plan must not be null"), null, null);
    }

    /**
     * Answers with HTTP and closes the connection. The journal records it, but the attempts that a test sees do not
     * include it.
     *
     * @param status the status, 200 to 599
     * @param headers the headers, including {@code Content-Type}
     * @param body the body, may be empty
     * @param why the reason for the journal, such as why a client was refused; may be empty
     * @return the decision
     * @throws IllegalArgumentException if the status is out of range
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
     * Passes a plain request to a handler, which reads its body and answers it. The journal does not record it. An
     * attempt is left to the server.
     *
     * @param handler called on a worker thread; it may block, and only this request waits for it
     * @return the decision
     */
    public static FilterResult handle(Consumer<OpenRequest> handler) {
        return new FilterResult(null, null, requireNonNull(handler, "handler must not be null"));
    }

    /** Returns the answer if the user's code threw an exception. */
    static FilterResult failed() {
        return answer(
                500,
                Map.of("Content-Type", List.of("text/plain")),
                Payload.ofText("The server's request filter failed.\n"),
                "the request filter failed");
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
