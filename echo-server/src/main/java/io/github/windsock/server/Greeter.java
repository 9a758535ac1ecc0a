package io.github.windsock.server;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Ledger;
import io.github.windsock.server.jetty.Door;
import io.github.windsock.server.jetty.Knock;
import io.github.windsock.server.jetty.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receives who comes to the door, on the engine's thread: asks the porter, records, and hands attempts to the usher. */
final class Greeter implements Visitor {
    private final Porter porter;
    private final Set<String> secret;
    private final Journal journal;
    private final Door door;
    private final Roster roster;
    private final Usher usher;
    private final Undecided undecided;
    private final Function<String, Plan> plans;
    private final String uri;

    /**
     * Makes it.
     *
     * @param plans says for a path what answers the next attempt
     * @param uri where a WebSocket client finds the server
     */
    Greeter(
            Settings settings,
            Door door,
            Roster roster,
            Usher usher,
            Undecided undecided,
            Function<String, Plan> plans,
            String uri) {
        this.porter = settings.porter();
        this.secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.secret.addAll(porter.secretHeaders());
        this.journal = settings.journal();
        this.door = door;
        this.roster = roster;
        this.usher = usher;
        this.undecided = undecided;
        this.plans = plans;
        this.uri = uri;
    }

    @Override
    public void strayed(String what) {
        roster.addStray(what);
        journal.door().record(Events.note(what, ""));
    }

    @Override
    public void knocked(Knock knock) {
        undecided.begin(); // before the journal tells of the attempt
        try {
            meet(knock);
        } finally {
            undecided.end();
        }
    }

    private void meet(Knock knock) {
        Verdict verdict = porter.meet(new Request(knock, door));
        if (verdict.answer().isPresent()) {
            answered(knock, verdict.answer().get());
        } else if (Opening.isAttempt(knock)) {
            attempted(knock, verdict.behavior().orElse(null));
        } else {
            plain(knock);
        }
    }

    private void answered(Knock knock, Verdict.Answer answer) {
        String why = answer.why().isEmpty() ? "" : ": " + answer.why();
        journal.door().record(Events.note(knock.method() + " " + knock.target(), "answered " + answer.status() + why));
        knock.refuse(answer.status(), answer.headers(), answer.body().toByteArray());
    }

    private void plain(Knock knock) {
        Opening.Refusal refusal = Opening.upgradeRequired(knock, uri);
        String what = knock.method() + " " + knock.target() + " without Upgrade";
        roster.addStray(what);
        journal.door().record(Events.note(what, "answered " + refusal.status()));
        knock.refuse(refusal.status(), refusal.headers(), refusal.text().getBytes(StandardCharsets.UTF_8));
    }

    private void attempted(Knock knock, @Nullable Behavior chosen) {
        Handshake asked = Handshake.of(knock.target(), shown(knock.headers()));
        Ledger ledger = journal.openServer(asked.header("Sec-WebSocket-Key").orElse(null));
        Optional<Opening.Refusal> refusal = Opening.check(knock);
        Entry entry = ledger.record(Events.attempt(asked));
        Attempt attempt = new Attempt(ledger, entry, asked);
        if (refusal.isPresent()) {
            show(attempt);
            refused(knock, attempt, refusal.get());
            return;
        }
        Plan plan = chosen == null ? plans.apply(asked.path()) : chosen.plan().turn(0);
        if (plan.receive() instanceof Reception.Asked) {
            usher.receive(knock, attempt, plan); // first, so that whoever sees the attempt can answer it
            show(attempt);
        } else {
            show(attempt);
            usher.receive(knock, attempt, plan);
        }
    }

    private void show(Attempt attempt) {
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

    private void refused(Knock knock, Attempt attempt, Opening.Refusal refusal) {
        String why = refusal.text().strip();
        usher.refuse(knock, attempt, refusal.status(), refusal.headers(), refusal.text(), why);
    }
}
