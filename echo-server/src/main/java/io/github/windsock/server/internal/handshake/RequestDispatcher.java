package io.github.windsock.server.internal.handshake;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.PendingDecisions;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.AttemptContext;
import io.github.windsock.server.internal.behavior.Choice;
import io.github.windsock.server.internal.behavior.Chooser;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.conversation.SeededChance;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.ListeningPort;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Receives every request on the engine's thread: calls the filter, records, and passes attempts to the responder. */
public final class RequestDispatcher implements ConnectionHandler {
    private final @Nullable RequestFilter filter;
    private final Set<String> secret;
    private final Recorder journal;
    private final ListeningPort port;
    private final ConnectionLog log;
    private final HandshakeResponder responder;
    private final PendingDecisions undecided;
    private final RouteTable routes;
    private final String uri;
    private volatile @Nullable HttpFallback fallback;

    /**
     * Creates it.
     *
     * @param filter decides about requests; null to pass all
     * @param secretHeaders the headers whose values are hidden
     * @param uri the server's URI for WebSocket clients
     */
    public RequestDispatcher(
            @Nullable RequestFilter filter,
            Set<String> secretHeaders,
            Recorder journal,
            ListeningPort port,
            ConnectionLog log,
            HandshakeResponder responder,
            RouteTable routes,
            String uri) {
        this.filter = filter;
        this.secret = secretHeaders.isEmpty() ? Set.of() : ignoringCase(secretHeaders);
        this.journal = journal;
        this.port = port;
        this.log = log;
        this.responder = responder;
        this.undecided = journal.pending();
        this.routes = routes;
        this.uri = uri;
    }

    private static Set<String> ignoringCase(Set<String> names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(names);
        return all;
    }

    @Override
    public void neverRequested(String what) {
        log.addWithoutAttempt(what);
        journal.general().record(Events.note(what, ""));
    }

    @Override
    public void requested(HttpExchange exchange) {
        undecided.begin(); // before the attempt is recorded
        if (filter == null) {
            pass(exchange);
        } else {
            ask(filter, exchange);
        }
    }

    private void pass(HttpExchange exchange) {
        try {
            if (Opening.isAttempt(exchange)) {
                attempted(exchange, null);
            } else {
                plain(exchange);
            }
        } finally {
            undecided.end();
        }
    }

    private void ask(RequestFilter asked, HttpExchange exchange) {
        try {
            port.executeBlocking(() -> {
                FilterResult result = decide(asked, exchange);
                exchange.execute(() -> decided(exchange, result));
            });
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            undecided.end();
            throw e;
        }
    }

    /** Calls the filter, which is code of the user, on a worker thread. */
    private FilterResult decide(RequestFilter asked, HttpExchange exchange) {
        try {
            return requireNonNull(asked.decide(new FilteredRequest(exchange, port)), "it returned null");
        } catch (RuntimeException | Error e) {
            failed(e);
            return FilterResult.failed();
        }
    }

    private void failed(Throwable cause) {
        journal.general().record(Events.failure("the request filter", cause));
    }

    private void decided(HttpExchange exchange, FilterResult result) {
        try {
            apply(exchange, result);
        } finally {
            undecided.end();
        }
    }

    private void apply(HttpExchange exchange, FilterResult result) {
        boolean isAttempt = Opening.isAttempt(exchange);
        if (result.answer().isPresent() && isAttempt) {
            refusedByFilter(exchange, result.answer().get());
        } else if (result.answer().isPresent()) {
            answered(exchange, result.answer().get());
        } else if (result.handler().isPresent() && !isAttempt) {
            OpenRequest open = new OpenRequest(exchange, port::executeBlocking, this::failed);
            open.execute(() -> result.handler().get().accept(open));
        } else if (isAttempt) {
            attempted(exchange, result.plan().orElse(null));
        } else {
            plain(exchange);
        }
    }

    /** Records an attempt that the filter refused. A test does not see it among the attempts. */
    private void refusedByFilter(HttpExchange exchange, FilterResult.PlainAnswer answer) {
        Handshake asked = Handshake.of(exchange.target(), shown(exchange.headers()));
        PartyLog party = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
        party.record(Events.attempt(asked));
        HttpAnswer sent = HttpAnswer.of(answer.status(), answer.headers(), answer.body());
        party.record(Events.answer(asked.answered(sent), answer.why()), ReadyState.CLOSED);
        exchange.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    private void answered(HttpExchange exchange, FilterResult.PlainAnswer answer) {
        journal.general()
                .record(Events.httpAnswer(exchange.method() + " " + exchange.target(), answer.status(), answer.why()));
        exchange.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    /** Sets the handler of HTTP requests that are not opening handshakes. */
    public void fallback(HttpFallback other) {
        fallback = other;
    }

    /** See {@link HttpFallback#begin}. */
    public Runnable begin() {
        HttpFallback other = fallback;
        return other == null ? () -> {} : other.begin();
    }

    /** See {@link HttpFallback#closed}. */
    public void closed() {
        HttpFallback other = fallback;
        if (other != null) {
            other.closed();
        }
    }

    private void plain(HttpExchange exchange) {
        HttpFallback other = fallback;
        if (other != null && other.take(exchange)) {
            return;
        }
        Opening.BadOpening refusal = Opening.upgradeRequired(exchange, uri);
        String what = exchange.method() + " " + exchange.target() + " without Upgrade";
        log.addWithoutAttempt(what);
        journal.general().record(Events.httpAnswer(what, refusal.status(), ""));
        exchange.refuse(refusal.status(), refusal.headers(), refusal.text().getBytes(StandardCharsets.UTF_8));
    }

    private void attempted(HttpExchange exchange, @Nullable Plan chosen) {
        Handshake asked = Handshake.of(exchange.target(), shown(exchange.headers()));
        PartyLog party = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
        Opening.BadOpening refusal = Opening.check(exchange);
        Entry entry = party.record(Events.attempt(asked));
        AttemptState attempt = new AttemptState(party, entry, asked);
        if (refusal != null) {
            show(attempt);
            refused(exchange, attempt, refusal);
            return;
        }
        Chooser chooser = chosen == null ? chooser(party, asked.path()) : chosen.chooser();
        AttemptContext data = attempted(exchange, party, asked);
        if (chooser.mayBlock()) {
            responder.decide(exchange, attempt, () -> chooser.choose(data));
            show(attempt);
        } else {
            carryOut(exchange, attempt, chooser.choose(data));
        }
    }

    private Chooser chooser(PartyLog party, String path) {
        Routes current = routes.current();
        party.note(current.miss(path));
        return current.chooser(path);
    }

    private void carryOut(HttpExchange exchange, AttemptState attempt, Choice choice) {
        if (choice.decision().waits()) {
            responder.carryOut(exchange, attempt, choice);
            show(attempt); // last, so that code that sees the attempt can answer or reset it
        } else {
            show(attempt);
            responder.carryOut(exchange, attempt, choice);
        }
    }

    private AttemptContext attempted(HttpExchange exchange, PartyLog party, Handshake asked) {
        return new AttemptContext(
                party,
                secret.isEmpty() ? asked : Handshake.of(exchange.target(), exchange.headers()),
                asked,
                party.number(),
                SeededChance.seed(journal.settings()),
                responder.rules());
    }

    private void show(AttemptState attempt) {
        log.add(attempt);
        journal.signal();
    }

    /** Returns the headers with secret values hidden, for the journal, handshakes and behaviors. */
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

    private void refused(HttpExchange exchange, AttemptState attempt, Opening.BadOpening refusal) {
        String why = refusal.text().strip();
        responder.refuse(exchange, attempt, refusal.status(), refusal.headers(), refusal.text(), why);
    }
}
