package io.github.windsock.journal;

import io.github.windsock.Text;
import io.github.windsock.journal.Event.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A journal, printed: one line an entry, both ends in one order, what assertions claimed marked with a check.
 *
 * <p>Text stays as it is, Chinese and emoji included; control characters are shown as escapes, long payloads are shortened
 * beside their size, binary is hexadecimal.
 *
 * @since 1.0
 */
public final class Timeline {

    private static final int HEAD_LINES = 50;
    private static final int TAIL_LINES = 200;
    private static final int WIDEST_SUMMARY = 40;

    private final String title;
    private final long startNanos;
    private final List<Entry> entries;
    private final long dropped;

    Timeline(String title, long startNanos, List<Entry> entries, long dropped) {
        this.title = title;
        this.startNanos = startNanos;
        this.entries = entries;
        this.dropped = dropped;
    }

    /**
     * Returns the line above the entries.
     *
     * @return such as {@code ChatTests.greets() · ws://127.0.0.1:41233}
     */
    public String title() {
        return title;
    }

    /**
     * Tells whether the timeline has no entries.
     *
     * @return whether nothing happened
     */
    public boolean isEmpty() {
        return entries.isEmpty() && dropped == 0;
    }

    /** Returns the title and a line for each entry; a very long timeline keeps its head and tail. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!title.isEmpty()) {
            out.append(' ').append(title).append('\n');
        }
        if (isEmpty()) {
            return out.append("   (nothing happened)").toString();
        }
        if (dropped > 0) {
            out.append(String.format(Locale.ROOT, "   … %,d older entries were dropped …%n", dropped));
        }
        new Printer(shown(0, HEAD_LINES), shownTail()).print(out);
        return out.toString().stripTrailing();
    }

    private List<Entry> shown(int from, int to) {
        return entries.size() <= HEAD_LINES + TAIL_LINES ? entries : entries.subList(from, to);
    }

    private List<Entry> shownTail() {
        return entries.size() <= HEAD_LINES + TAIL_LINES
                ? List.of()
                : entries.subList(entries.size() - TAIL_LINES, entries.size());
    }

    private final class Printer {

        private final List<Entry> head;
        private final List<Entry> tail;
        private final Set<Entry> checked = checked();
        private final int timeWidth;
        private final int partyWidth;
        private final int summaryWidth;
        private final int detailWidth;

        Printer(List<Entry> head, List<Entry> tail) {
            this.head = head;
            this.tail = tail;
            this.timeWidth = widest(entry -> time(entry).length(), Integer.MAX_VALUE);
            this.partyWidth = widest(entry -> entry.party().length(), Integer.MAX_VALUE);
            this.summaryWidth = widest(entry -> Text.columns(entry.event().summary()), WIDEST_SUMMARY);
            this.detailWidth = widest(
                    entry -> entry.claimedAt().isPresent()
                            ? Text.columns(entry.event().detail())
                            : 0,
                    WIDEST_SUMMARY);
        }

        void print(StringBuilder out) {
            head.forEach(entry -> line(entry, out));
            if (!tail.isEmpty()) {
                int left = entries.size() - head.size() - tail.size();
                out.append(String.format(Locale.ROOT, "   … %,d entries not shown …%n", left));
                tail.forEach(entry -> line(entry, out));
            }
        }

        private void line(Entry entry, StringBuilder out) {
            Event event = entry.event();
            String beside = entry.claimedAt()
                    .map(where -> Text.pad(event.detail(), detailWidth) + "   claimed at " + where)
                    .orElse(event.detail());
            String line = (checked.contains(entry) ? " ✓ " : "   ")
                    + " ".repeat(timeWidth - time(entry).length())
                    + time(entry) + " ms  "
                    + Text.pad(entry.party(), partyWidth) + "  "
                    + event.kind().arrow() + " "
                    + Text.pad(event.summary(), summaryWidth) + "   "
                    + beside
                    + (entry.isHandled() ? "" : "   (its listener is still running)");
            out.append(line.stripTrailing()).append('\n');
        }

        private int widest(java.util.function.ToIntFunction<Entry> width, int limit) {
            int widest = 0;
            for (List<Entry> part : List.of(head, tail)) {
                for (Entry entry : part) {
                    int columns = width.applyAsInt(entry);
                    widest = columns <= limit ? Math.max(widest, columns) : widest;
                }
            }
            return widest;
        }

        private String time(Entry entry) {
            return String.format(Locale.ROOT, "%.3f", (entry.nanos() - startNanos) / 1e6);
        }
    }

    /** What was claimed, and the sending of it by the other end: the n-th sent is the n-th received. */
    private Set<Entry> checked() {
        Map<String, Entry> sent = new HashMap<>();
        Map<String, Integer> sentBy = new HashMap<>();
        Map<String, Integer> receivedBy = new HashMap<>();
        Set<Entry> checked = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.event().kind() == Kind.SENT) {
                sent.put(entry.party() + " " + sentBy.merge(entry.party(), 1, Integer::sum), entry);
            } else if (entry.event().kind() == Kind.RECEIVED) {
                String from = otherEnd(entry.party());
                Entry sending = sent.get(from + " " + receivedBy.merge(from, 1, Integer::sum));
                if (sending != null && entry.claimedAt().isPresent()) {
                    checked.add(sending);
                }
            }
            if (entry.claimedAt().isPresent()) {
                checked.add(entry);
            }
        }
        return checked;
    }

    private static String otherEnd(String party) {
        return party.startsWith("client") ? party.replace("client", "server") : party.replace("server", "client");
    }
}
