package io.github.windsock.journal.internal;

import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims the messages of a party that the assertions of one window ignore, before assertions see them. */
final class Ignoring {
    private final MessageMatcher matcher;
    private final long windowStart;
    private final CallSite where;
    private long lookedAt = -1; // guarded by the journal's lock

    Ignoring(MessageMatcher matcher, long windowStart, CallSite where) {
        this.matcher = matcher;
        this.windowStart = windowStart;
        this.where = where;
    }

    long windowStart() {
        return windowStart;
    }

    /** Called under the lock. */
    long lookedAt() {
        return lookedAt;
    }

    /** Claims the ignored entries among these. Two threads may process the same entries; the result is the same. */
    void lookAt(List<Entry> entries, Object lock) {
        if (entries.isEmpty()) {
            return;
        }
        long from;
        synchronized (lock) {
            from = lookedAt;
        }
        List<RecordedEntry> ignored = entries.stream()
                .map(RecordedEntry.class::cast)
                .filter(entry -> entry.sequence() > from && isIgnored(entry))
                .toList();
        long to = entries.get(entries.size() - 1).sequence();
        synchronized (lock) {
            ignored.stream().filter(entry -> !entry.isClaimed()).forEach(entry -> entry.markClaimed(this));
            lookedAt = Math.max(lookedAt, to);
        }
    }

    private boolean isIgnored(RecordedEntry entry) {
        @Nullable Message message = entry.event().message().orElse(null);
        return message != null
                && entry.event().kind() == Kind.RECEIVED
                && !entry.isClaimed()
                && entry.log().match(matcher, message).isMatch();
    }

    /** Returns the line of the test that ignores the messages. */
    @Override
    public String toString() {
        return where.toString();
    }
}
