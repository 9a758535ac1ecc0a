package io.github.windsock.journal.internal;

import io.github.windsock.MessageMatcher;
import io.github.windsock.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** What the assertions about one party ignore for the rest of a window. */
final class IgnoredMessages {

    private final PartyLog log;
    private final Recorder journal;

    /** Few tests have any. Guarded by the journal's lock. */
    private final List<Ignoring> all = new ArrayList<>();

    IgnoredMessages(PartyLog log) {
        this.log = log;
        this.journal = log.journal();
    }

    void add(MessageMatcher matcher) {
        CallSite where = new CallSite();
        synchronized (journal.lock) {
            all.add(new Ignoring(matcher, journal.windowStart(), where));
        }
    }

    /** Claims those that have arrived since the last call. Calls the matchers without a lock. */
    void claim() {
        List<Ignoring> inForce;
        synchronized (journal.lock) {
            inForce = inForce();
        }
        if (!inForce.isEmpty()) {
            List<Entry> received = log.entries();
            inForce.forEach(each -> each.lookAt(received, journal.lock));
        }
    }

    /** Returns the sequence up to which all are claimed; {@link Long#MAX_VALUE} if nothing is ignored. */
    long lookedAt() {
        synchronized (journal.lock) {
            long first = Long.MAX_VALUE;
            for (Ignoring each : inForce()) {
                first = Math.min(first, each.lookedAt());
            }
            return first;
        }
    }

    private List<Ignoring> inForce() {
        if (all.isEmpty()) {
            return List.of();
        }
        all.removeIf(each -> each.windowStart() != journal.windowStart());
        return List.copyOf(all);
    }
}
