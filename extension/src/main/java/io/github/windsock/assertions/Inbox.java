package io.github.windsock.assertions;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The unclaimed messages of a party, as one assertion sees them. Each matcher is called once for each message, and
 * never under the journal's lock, since it may be user code.
 */
final class Inbox {

    private static final int FEW = 3;

    private final Party party;
    private final PartyLog log;
    private final List<Expected> expected;
    private final List<Map<Entry, Match>> matches = new ArrayList<>();
    private final boolean areLiteral; // so that comparing takes no time
    private boolean mayMatch = true;
    private boolean isIncomplete;

    Inbox(Party party, List<Expected> expected) {
        this.party = party;
        this.log = PartyLog.of(party);
        this.expected = expected;
        boolean literal = true;
        for (Expected each : expected) {
            literal &= each.isLiteral();
        }
        this.areLiteral = literal;
    }

    Inbox(Party party, Expected expected) {
        this(party, List.of(expected));
    }

    Inbox(Party party) {
        this(party, List.of());
    }

    Party party() {
        return party;
    }

    PartyLog log() {
        return log;
    }

    /**
     * Returns unclaimed messages up to the first whose listeners have not run yet, so that no message is seen before an
     * earlier one.
     */
    List<Entry> unclaimed() {
        long decided = log.lookedAt();
        List<Entry> unclaimed = new ArrayList<>();
        for (Entry entry : log.entries()) {
            boolean isMessage = entry.event().kind() == Kind.RECEIVED;
            if (isMessage && entry.sequence() > decided) {
                isIncomplete = true;
                break;
            }
            if (isMessage && !entry.isHandled()) {
                break;
            }
            if (isMessage && !entry.isClaimed()) {
                unclaimed.add(entry);
            }
        }
        return unclaimed;
    }

    /** Returns the messages that assertions have claimed or ignored. */
    List<Message> claimed() {
        return messages(log.entries().stream()
                .filter(entry -> entry.event().kind() == Kind.RECEIVED && entry.isClaimed())
                .toList());
    }

    /** Returns the unclaimed entries that match the single expected message. */
    List<Entry> matching() {
        return unclaimed().stream().filter(entry -> matches(0, entry)).toList();
    }

    /** Returns the first unclaimed entry that matches the expected message; null if there is none. */
    @Nullable
    Entry firstMatching() {
        for (Entry entry : unclaimed()) {
            if (matches(0, entry)) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Returns whether an entry matches the expected message at an index; false if user code would be needed and must
     * not run now.
     */
    boolean matches(int index, Entry entry) {
        Expected wanted = expected.get(index);
        if (wanted.isLiteral()) {
            return wanted.shown().equals(message(entry));
        }
        if (!mayMatch && matches(index).get(entry) == null) {
            isIncomplete = true;
            return false;
        }
        return match(index, entry).isMatch();
    }

    private Match match(int index, Entry entry) {
        Map<Entry, Match> known = matches(index);
        Match match = known.get(entry);
        if (match == null) {
            match = log.match(expected.get(index).matcher(), message(entry));
            known.put(entry, match);
        }
        return match;
    }

    private Map<Entry, Match> matches(int index) {
        while (matches.size() <= index) {
            matches.add(new IdentityHashMap<>(FEW));
        }
        return matches.get(index);
    }

    /** Waits for an answer, up to the journal's timeout. */
    <T> Outcome<T> await(Supplier<Answer<T>> look) {
        return Recorder.of(party).await(log, new Look<>(look));
    }

    /** Asks once, without waiting. */
    <T> Outcome<T> look(Supplier<Answer<T>> look) {
        return Recorder.of(party).await(log, Duration.ZERO, new Look<>(look));
    }

    <T> Outcome<T> watch(Duration duration, Supplier<Answer<T>> look) {
        return Recorder.of(party).watch(log, duration, new Look<>(look));
    }

    /** Returns the entries at this moment. */
    List<Entry> now(Supplier<List<Entry>> entries) {
        log.setAsideIgnored();
        mayMatch = true;
        return entries.get();
    }

    /** Returns the entries that can be found without calling user code, which must not run under the lock. */
    List<Entry> known(Supplier<List<Entry>> entries) {
        mayMatch = expected.stream().allMatch(Expected::isPure);
        return entries.get();
    }

    private final class Look<T> implements Question<T> {
        private final Supplier<Answer<T>> look;
        private long seen; // guarded by the journal's lock

        Look(Supplier<Answer<T>> look) {
            this.look = look;
        }

        @Override
        public void prepare() {
            log.setAsideIgnored();
            mayMatch = true;
            if (!areLiteral) {
                var unused = look.get(); // fills the cache of matches
            }
        }

        /** A found answer is final, even if some entries could not be matched yet. */
        @Override
        public Answer<T> ask() {
            mayMatch = areLiteral;
            isIncomplete = false;
            seen = log.visibleChanges();
            Answer<T> answer = look.get();
            return isIncomplete && !(answer instanceof Answer.Found) ? Answer.again() : answer;
        }

        @Override
        public boolean mayHaveAnswer() {
            return log.visibleChanges() != seen;
        }
    }

    static Message message(Entry entry) {
        return entry.event().message().orElseThrow();
    }

    static List<Message> messages(List<Entry> entries) {
        return entries.stream().map(Inbox::message).toList();
    }

    /** Returns a failure that shows the unclaimed message nearest to the expected one, and a few more. */
    AssertionError missing(String headline, String end) {
        String why = end + sender();
        Expected wanted = expected.get(0);
        List<Entry> unclaimed = now(this::unclaimed);
        List<Entry> nearest = unclaimed.stream()
                .sorted(Comparator.comparingDouble(entry -> match(0, entry).distance()))
                .limit(FEW)
                .toList();
        String difference = wanted.isLiteral() || nearest.isEmpty()
                ? ""
                : "; " + match(0, nearest.get(0)).why();
        if (unclaimed.size() <= FEW && (wanted.isLiteral() || unclaimed.size() <= 1)) {
            return Failure.of(party, headline, wanted.shown(), shown(unclaimed), why + difference);
        }
        String reason = String.format(
                Locale.ROOT,
                "%s; of %,d unclaimed messages this is the nearest%s, then %s",
                why,
                unclaimed.size(),
                difference.isEmpty() ? "" : " (" + difference.substring(2) + ")",
                messages(nearest.subList(1, nearest.size())));
        return Failure.of(party, headline, wanted.shown(), message(nearest.get(0)), reason);
    }

    /** Describes whether the other end has sent the expected message. */
    String sender() {
        Expected wanted = expected.get(0);
        MessageMatcher matcher = wanted.matcher();
        String story = new Sender(log)
                .describe(
                        event -> log.match(matcher, event.message().orElseThrow())
                                .isMatch(),
                        Kind.SENT,
                        Kind.RECEIVED);
        return wanted.isLiteral() ? story + otherReceiver() : story;
    }

    /**
     * Names another party of this side that has received the message: with two sockets it is easy to check the wrong
     * one.
     */
    private String otherReceiver() {
        String side = log.side() == Side.CLIENT ? "client#" : "server#";
        List<String> receivers = log.journal().entries().stream()
                .filter(entry ->
                        entry.event().kind() == Kind.RECEIVED && entry.party().startsWith(side))
                .filter(entry -> expected.get(0).shown().equals(message(entry)))
                .map(Entry::party)
                .toList();
        return receivers.isEmpty() || receivers.contains(log.name())
                ? ""
                : "; " + receivers.get(0) + " has received it";
    }

    /** Returns the first difference, if the values alone do not show it. */
    String difference(List<Entry> entries) {
        for (int i = 0; i < Math.min(expected.size(), entries.size()); i++) {
            Match match = match(i, entries.get(i));
            if (!match.isMatch()) {
                return expected.get(i).isLiteral() ? "" : "element " + (i + 1) + ": " + match.why();
            }
        }
        return "";
    }

    /** Returns the expected messages, with each satisfied matcher replaced by the message that satisfies it. */
    List<Object> expectedBeside(List<Entry> entries) {
        List<Object> shown = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            boolean isThere = i < entries.size() && match(i, entries.get(i)).isMatch();
            shown.add(isThere ? message(entries.get(i)) : expected.get(i).shown());
        }
        return shown;
    }

    /** Returns one message as itself, so that tools can compare it with the expected one. */
    static Object shown(List<Entry> entries) {
        return switch (entries.size()) {
            case 0 -> "nothing";
            case 1 -> shown(entries.get(0));
            default -> entries.stream().map(Inbox::shown).toList();
        };
    }

    private static Object shown(Entry entry) {
        return entry.event()
                .message()
                .<Object>map(it -> it)
                .orElse(entry.event()
                        .summary()
                        .replaceFirst(" +", " ")); // without the padding of the timeline's columns
    }
}
