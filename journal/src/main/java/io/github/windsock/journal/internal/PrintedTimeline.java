package io.github.windsock.journal.internal;

import io.github.windsock.internal.text.Columns;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints entries in columns, one line each. */
final class PrintedTimeline implements Timeline {

    private static final int HEAD_LINES = 50;
    private static final int TAIL_LINES = 200;
    private static final int MIN_HEAD_LINES = 8;
    private static final int WIDEST_LINE = 1_000;
    private static final String LEFT_OUT = "   … %,d entries not shown …\n";

    /**
     * The minimum and maximum widths of columns. Timelines of most tests look alike; values beyond them are not
     * aligned.
     */
    private static final int NARROWEST_SUMMARY = 23;

    private static final int WIDEST_SUMMARY = 40;
    private static final int NARROWEST_DETAIL = 7;
    private static final int WIDEST_DETAIL = 40;

    private final String title;
    private final long startNanos;
    private final List<Entry> entries;
    private final long dropped;

    PrintedTimeline(String title, long startNanos, List<Entry> entries, long dropped) {
        this.title = title;
        this.startNanos = startNanos;
        this.entries = entries;
        this.dropped = dropped;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty() && dropped == 0;
    }

    /** Returns the title and a line for each entry; a very long timeline keeps its head and tail. */
    @Override
    public String toString() {
        return upTo(Integer.MAX_VALUE);
    }

    @Override
    public String upTo(int characters) {
        StringBuilder out = new StringBuilder();
        if (!title.isEmpty()) {
            out.append(' ').append(Text.upTo(Text.visible(title), WIDEST_LINE)).append('\n');
        }
        if (isEmpty()) {
            return out.append("   (nothing happened)").toString();
        }
        if (dropped > 0) {
            out.append(String.format(Locale.ROOT, "   … %,d older entries were dropped …\n", dropped));
        }
        boolean isWhole = entries.size() <= HEAD_LINES + TAIL_LINES;
        List<Entry> head = isWhole ? entries : entries.subList(0, HEAD_LINES);
        List<Entry> tail = isWhole ? List.of() : entries.subList(entries.size() - TAIL_LINES, entries.size());
        List<String> lines = new Printer(head, tail).lines();
        append(lines, head.size(), characters - out.length() - LEFT_OUT.length(), out);
        return out.toString().stripTrailing();
    }

    /**
     * Appends as many lines as fit. If all fit, the gap is where entries are left out; else it is after the first
     * lines.
     */
    private void append(List<String> lines, int gap, long room, StringBuilder out) {
        long length = lines.stream().mapToLong(line -> line.length() + 1).sum();
        boolean isCut = length > room;
        int headEnd = isCut ? Math.min(MIN_HEAD_LINES, lines.size()) : Math.min(gap, lines.size());
        int tailStart = headEnd;
        if (isCut) {
            length = lines.subList(0, headEnd).stream()
                    .mapToLong(line -> line.length() + 1)
                    .sum();
            tailStart = lines.size();
            while (tailStart > headEnd && length + lines.get(tailStart - 1).length() < room) {
                length += lines.get(--tailStart).length() + 1;
            }
        }
        lines.subList(0, headEnd).forEach(line -> out.append(line).append('\n'));
        int left = entries.size() - headEnd - (lines.size() - tailStart);
        if (left > 0) {
            out.append(String.format(Locale.ROOT, LEFT_OUT, left));
        }
        lines.subList(tailStart, lines.size()).forEach(line -> out.append(line).append('\n'));
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
            this.timeWidth = widest(entry -> time(entry).length(), 0, Integer.MAX_VALUE);
            this.partyWidth = widest(entry -> entry.party().length(), 0, Integer.MAX_VALUE);
            this.summaryWidth = widest(entry -> Columns.of(summary(entry)), NARROWEST_SUMMARY, WIDEST_SUMMARY);
            this.detailWidth = widest(Printer::claimedDetail, NARROWEST_DETAIL, WIDEST_DETAIL);
        }

        List<String> lines() {
            return Stream.concat(head.stream(), tail.stream()).map(this::line).toList();
        }

        private String line(Entry entry) {
            String detail = detail(entry);
            String beside = entry.claimedAt()
                    .map(where -> Columns.pad(detail, detailWidth)
                            + (entry.isIgnored() ? "   ignored at " : "   claimed at ")
                            + where)
                    .orElse(detail);
            String line = (checked.contains(entry) ? " ✓ " : "   ")
                    + " ".repeat(timeWidth - time(entry).length())
                    + time(entry) + " ms  "
                    + Columns.pad(entry.party(), partyWidth) + "  "
                    + entry.event().kind().arrow() + " "
                    + Columns.pad(summary(entry), summaryWidth) + "   "
                    + beside
                    + (entry.isHandled() ? "" : "   (its listener is still running)");
            return Text.upTo(line.stripTrailing(), WIDEST_LINE);
        }

        private int widest(ToIntFunction<Entry> width, int narrowest, int limit) {
            int widest = narrowest;
            for (List<Entry> part : List.of(head, tail)) {
                for (Entry entry : part) {
                    int columns = width.applyAsInt(entry);
                    widest = columns <= limit ? Math.max(widest, columns) : widest;
                }
            }
            return widest;
        }

        private static int claimedDetail(Entry entry) {
            return entry.claimedAt().isPresent() ? Columns.of(detail(entry)) : 0;
        }

        /** Escapes and cuts the text, because peers and behaviors of the user can write anything of any length. */
        private static String summary(Entry entry) {
            return Text.visible(Text.upTo(entry.event().summary(), WIDEST_LINE));
        }

        private static String detail(Entry entry) {
            return Text.visible(Text.upTo(entry.event().detail(), WIDEST_LINE));
        }

        private String time(Entry entry) {
            return String.format(Locale.ROOT, "%.3f", (entry.time().toNanos() - startNanos) / 1e6);
        }
    }

    /** Returns the claimed entries, and the entries of the other end that sent the claimed messages. */
    private Set<Entry> checked() {
        Map<Direction, Deque<Entry>> underWay = new HashMap<>();
        Set<Entry> checked = new HashSet<>();
        for (Entry entry : entries) {
            boolean isClaimed = entry.isClaimed() && !entry.isIgnored();
            if (isClaimed) {
                checked.add(entry);
            }
            if (entry.event().kind() == Kind.SENT) {
                underWay.computeIfAbsent(new Direction(entry.number(), entry.side()), way -> new ArrayDeque<>())
                        .add(entry);
            } else if (entry.event().kind() == Kind.RECEIVED) {
                sending(entry, underWay.get(new Direction(entry.number(), otherEnd(entry.side()))))
                        .filter(sent -> isClaimed)
                        .ifPresent(checked::add);
            }
        }
        return checked;
    }

    /** Finds who sent a message. Messages arrive in order, but some may be lost or sent before the window began. */
    private static Optional<Entry> sending(Entry received, @Nullable Deque<Entry> underWay) {
        if (underWay == null || underWay.stream().noneMatch(sent -> isSameMessage(sent, received))) {
            return Optional.empty();
        }
        Entry sent = underWay.remove();
        while (!isSameMessage(sent, received)) {
            sent = underWay.remove();
        }
        return Optional.of(sent);
    }

    private static boolean isSameMessage(Entry sent, Entry received) {
        return sent.event().message().equals(received.event().message());
    }

    private static Side otherEnd(Side side) {
        return side == Side.CLIENT ? Side.SERVER : Side.CLIENT;
    }

    /** One direction of a connection. */
    private record Direction(int number, Side from) {}
}
