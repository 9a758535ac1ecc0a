package io.github.windsock.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class EntriesTests {

    private static final Event NOTE = Events.note("note", "");

    private final PartyLog log = Recorder.create(Settings.defaults()).openClient();

    @Property(tries = 200)
    void they_are_what_was_added_less_what_was_dropped(@ForAll @Size(max = 300) List<Boolean> adds) {
        Entries entries = new Entries();
        Deque<Entry> model = new ArrayDeque<>();
        List<Entry> snapshot = List.of();
        List<Entry> snapshotOfModel = List.of();
        long sequence = 0;
        for (boolean isAdd : adds) {
            if (isAdd || model.isEmpty()) {
                RecordedEntry entry = new RecordedEntry(sequence++, 0, log, NOTE, null, null, 0);
                entries.add(entry);
                model.add(entry);
            } else {
                assertEquals(model.removeFirst(), entries.removeFirst());
            }
            assertEquals(model.size(), entries.size());
            if (sequence % 7 == 0) {
                snapshot = entries.since(0);
                snapshotOfModel = List.copyOf(model);
            }
            assertEquals(snapshotOfModel, snapshot);
        }
        long middle = sequence / 2;
        assertEquals(model.stream().filter(entry -> entry.sequence() >= middle).toList(), entries.since(middle));
        assertEquals(List.of(), entries.since(sequence));
    }
}
