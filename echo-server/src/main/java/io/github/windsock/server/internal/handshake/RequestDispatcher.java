package io.github.windsock.server.internal.handshake;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Handshake;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.PendingDecisions;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.ListeningPort;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receives who comes to the door, on the engine's thread: asks the filter, records, and hands attempts to the usher. */
public final class RequestDispatcher implements ConnectionHandler {
    private final RequestFilter filter;
    private final Set<String> secret;
    private final Recorder journal;
    private final ListeningPort door;
    private final ConnectionLog roster;
    private final HandshakeResponder usher;
    private final PendingDecisions undecided;
    private final Function<String, Plan> plans;
    private final String uri;
    private volatile HttpFallback fallback = exchange -> false;

    /**
     * Makes it.
     *
     * @param secretHeaders those whose values are hidden
     * @param plans says for a path what answers the next attempt
     * @param uri where a WebSocket client finds the server
     */
    public RequestDispatcher(
            RequestFilter filter,
            Set<String> secretHeaders,
            Recorder journal,
            ListeningPort door,
            ConnectionLog roster,
            HandshakeResponder usher,
            Function<String, Plan> plans,
            String uri) {
        this.filter = filter;
        this.secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.secret.addAll(secretHeaders);
        this.journal = journal;
        this.door = door;
        this.roster = roster;
        this.usher = usher;
        this.undecided = journal.pending();
        this.plans = plans;
        this.uri = uri;
    }

    @Override
    public void strayed(String what) {
        roster.addStray(what);
        journal.door().record(Events.note(what, ""));
    }

    @Override
    public void knocked(HttpExchange knock) {
        undecided.begin(); // before the journal tells of the attempt
        if (filter == RequestFilter.EVERYBODY) {
            decided(knock, FilterResult.pass());
        } else {
            ask(knock);
        }
    }

    private void ask(HttpExchange knock) {
        try {
            door.executeBlocking(() -> {
                FilterResult result = meet(knock);
                knock.execute(() -> decided(knock, result));
            });
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            undecided.end();
            throw e;
        }
    }

    /** Runs code of the user's, and so not on the engine's thread. */
    private FilterResult meet(HttpExchange knock) {
        try {
            return requireNonNull(filter.meet(new FilteredRequest(knock, door)), "it returned null");
        } catch (RuntimeException | Error e) {
            journal.door().record(Events.failure("the request filter", e));
            return FilterResult.answer(
                    500,
                    Map.of("Content-Type", List.of("text/plain")),
                    Payload.ofText("The server's request filter failed.\n"),
                    "the request filter failed");
        }
    }

    private void decided(HttpExchange knock, FilterResult result) {
        try {
            obey(knock, result);
        } finally {
            undecided.end();
        }
    }

    private void obey(HttpExchange knock, FilterResult verdict) {
        boolean isAttempt = Opening.isAttempt(knock);
        if (verdict.answer().isPresent() && isAttempt) {
            turnedAway(knock, verdict.answer().get());
        } else if (verdict.answer().isPresent()) {
            answered(knock, verdict.answer().get());
        } else if (verdict.handler().isPresent() && !isAttempt) {
            verdict.handler().get().accept(new OpenRequest(knock));
        } else if (isAttempt) {
            attempted(knock, verdict.plan().orElse(null));
        } else {
            plain(knock);
        }
    }

    /** Records the attempt like one that a behavior refused; but a test's attempts are those that reached a behavior. */
    private void turnedAway(HttpExchange knock, FilterResult.Answer answer) {
        Handshake asked = Handshake.of(knock.target(), shown(knock.headers()));
        PartyLog ledger = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
        ledger.record(Events.attempt(asked));
        ledger.record(
                Events.answer(asked.answered(answer.status(), answer.headers()), answer.why()), ReadyState.CLOSED);
        knock.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    private void answered(HttpExchange knock, FilterResult.Answer answer) {
        journal.door().record(Events.httpAnswer(knock.method() + " " + knock.target(), answer.status(), answer.why()));
        knock.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    public void fallback(HttpFallback other) {
        fallback = other;
    }

    private void plain(HttpExchange knock) {
        if (fallback.take(knock)) {
            return;
        }
        Opening.Refusal refusal = Opening.upgradeRequired(knock, uri);
        String what = knock.method() + " " + knock.target() + " without Upgrade";
        roster.addStray(what);
        journal.door().record(Events.httpAnswer(what, refusal.status(), ""));
        knock.refuse(refusal.status(), refusal.headers(), refusal.text().getBytes(StandardCharsets.UTF_8));
    }

    private void attempted(HttpExchange knock, @Nullable Plan chosen) {
        Handshake asked = Handshake.of(knock.target(), shown(knock.headers()));
        PartyLog ledger = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
        Optional<Opening.Refusal> refusal = Opening.check(knock);
        Entry entry = ledger.record(Events.attempt(asked));
        AttemptState attempt = new AttemptState(ledger, entry, asked);
        if (refusal.isPresent()) {
            show(attempt);
            refused(knock, attempt, refusal.get());
            return;
        }
        Plan plan = chosen == null ? plans.apply(asked.path()) : chosen.turn(0);
        if (plan.receive().waits()) {
            usher.receive(knock, attempt, plan); // first, so that whoever sees the attempt can answer or reset it
            show(attempt);
        } else {
            show(attempt);
            usher.receive(knock, attempt, plan);
        }
    }

    private void show(AttemptState attempt) {
        roster.add(attempt);
        journal.signal();
    }

    /** What is hidden here is in no journal, no handshake and no behavior's reach. */
    private Map<String, List<String>> shown(Map<String, List<String>> headers) {
        if (secret.isEmpty()) {
            return headers;
        }
        Map<String, List<String>> shown = new LinkedHashMap<>();
        headers.forEach((name, values) -> shown.put(
                name,
                secret.contains(name) ? values.stream().map(value -> "(hidden)").toList() : values));
        return shown;
    }

    private void refused(HttpExchange knock, AttemptState attempt, Opening.Refusal refusal) {
        String why = refusal.text().strip();
        usher.refuse(knock, attempt, refusal.status(), refusal.headers(), refusal.text(), why);
    }
}
