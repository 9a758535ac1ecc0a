package io.github.windsock.assertions;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Assertions about pings and pongs that a party has received. Those of a fence are not in the journal. */
final class ControlAssertions {
    private static final int MOST_BYTES = 125;

    private final Kind kind;
    private final String word;
    private final Party party;
    private final PartyLog log;

    private ControlAssertions(Kind kind, String word, Party party) {
        this.kind = kind;
        this.word = word;
        this.party = party;
        this.log = PartyLog.of(party);
    }

    static ControlAssertions pings(Party party) {
        return new ControlAssertions(Kind.PING_RECEIVED, "ping", party);
    }

    static ControlAssertions pongs(Party party) {
        return new ControlAssertions(Kind.PONG_RECEIVED, "pong", party);
    }

    private List<Entry> unclaimed() {
        return log.entries().stream()
                .filter(entry -> entry.event().kind() == kind && !entry.isClaimed())
                .toList();
    }

    /** Waits for one with this payload. */
    Payload assertOne(Payload expected) {
        if (expected.size() > MOST_BYTES) {
            throw new IllegalArgumentException("the expected payload has " + expected.size() + " bytes, and a " + word
                    + " frame holds at most " + MOST_BYTES + ", so none can have it");
        }
        Outcome<Payload> outcome = Recorder.of(party).await(log, () -> {
            Optional<Entry> found = unclaimed().stream()
                    .filter(entry -> expected.equals(payload(entry)))
                    .findFirst();
            return found.isPresent() ? Answer.found(expected, found.get()) : MessageAssertions.pendingUnlessOver(log);
        });
        if (outcome instanceof Outcome.Met<Payload> met) {
            return met.value();
        }
        String shown = word + " " + expected.preview();
        throw Failure.of(
                party,
                log + " did not receive " + shown,
                shown,
                Inbox.shown(unclaimed()),
                ((Outcome.Missed<Payload>) outcome).why()
                        + new Sender(log)
                                .describe(event -> event.payload().equals(Optional.of(expected)), sent(), kind));
    }

    /** Waits for at least {@code n}, and claims the first {@code n}. */
    List<Payload> await(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n is " + n + "; give 1 or more");
        }
        return claim(n, Recorder.of(party).await(log, () -> first(n)));
    }

    /** Waits for {@code n}, and confirms that no more come, as {@link QuietAssertions.Proof} does. */
    List<Payload> assertExactly(int n, @Nullable QuietPeriod period) {
        if (n < 0) {
            throw new IllegalArgumentException("n is " + n + "; give 0 or more");
        }
        claim(n, Recorder.of(party).await(log, () -> unclaimed().size() >= n ? Answer.found(List.of()) : first(n)));
        Inbox inbox = new Inbox(party);
        Supplier<List<Entry>> counted = this::unclaimed;
        new QuietAssertions.Proof(inbox, counted, n, "received more than " + number(n)).prove(period);
        return n == 0 ? List.of() : claim(n, Recorder.of(party).await(log, () -> first(n)));
    }

    private Answer<List<Payload>> first(int n) {
        List<Entry> all = unclaimed();
        if (all.size() < n) {
            return MessageAssertions.pendingUnlessOver(log);
        }
        List<Entry> first = all.subList(0, n);
        return new Answer.Found<>(first.stream().map(ControlAssertions::payload).toList(), first);
    }

    private List<Payload> claim(int n, Outcome<List<Payload>> outcome) {
        if (outcome instanceof Outcome.Met<List<Payload>> met) {
            return met.value();
        }
        List<Entry> there = unclaimed();
        throw Failure.of(
                party,
                log + " did not receive " + number(n),
                number(n),
                number(there.size()),
                ((Outcome.Missed<List<Payload>>) outcome).why() + new Sender(log).describeNumber(sent(), this::number));
    }

    private Kind sent() {
        return kind == Kind.PING_RECEIVED ? Kind.PING_SENT : Kind.PONG_SENT;
    }

    private String number(int n) {
        return Text.count(n, word);
    }

    private static Payload payload(Entry entry) {
        return entry.event().payload().orElseThrow();
    }
}
