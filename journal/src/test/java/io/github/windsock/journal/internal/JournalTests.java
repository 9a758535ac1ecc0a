package io.github.windsock.journal.internal;

import static io.github.windsock.journal.internal.JournalSupport.assertMet;
import static io.github.windsock.journal.internal.JournalSupport.received;
import static io.github.windsock.journal.internal.JournalSupport.start;
import static io.github.windsock.journal.internal.JournalSupport.started;
import static io.github.windsock.journal.internal.JournalSupport.text;
import static io.github.windsock.journal.internal.JournalSupport.unclaimed;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalTests {

    private static final Duration LONG = ofSeconds(30);

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(LONG));
    private final PartyLog client = journal.openClient();

    @Test
    void is_followed_entry_by_entry_across_windows_and_gaps() {
        Recorder small = Recorder.create(Settings.defaults().withLimits(3, 1 << 20));
        PartyLog one = small.openClient();
        Entry first = one.record(Events.note("1", ""));
        small.beginWindow(() -> "next");
        Entry second = one.record(Events.note("2", ""));

        assertEquals(List.of(first, second), small.entriesAfter(-1));
        assertEquals(List.of(second), small.entriesAfter(first.sequence()));
        assertEquals(List.of(), small.entriesAfter(second.sequence()));

        one.record(Events.note("3", ""));
        one.record(Events.note("4", ""));

        assertEquals(second.sequence(), small.entriesAfter(-1).get(0).sequence());
    }

    @Test
    void counts_the_headers_of_strangers_among_what_it_holds() {
        Recorder small = Recorder.create(Settings.defaults().withLimits(1000, 10_000));
        Handshake fat = Handshake.of("/", Map.of("Cookie", List.of("x".repeat(4_000))));

        for (int i = 0; i < 10; i++) {
            small.general().record(Events.attempt(fat));
        }

        assertEquals(2, small.entriesAfter(-1).size());
    }

    @Test
    void entries_of_many_threads_stand_in_one_order_of_sequence_and_time() throws Exception {
        List<PartyLog> logs = List.of(client, journal.openClient(), journal.openClient(), journal.openClient());
        List<FutureTask<Void>> writers = new ArrayList<>();
        for (PartyLog log : logs) {
            writers.add(started(() -> {
                IntStream.range(0, 1000).forEach(i -> log.record(text("" + i)));
                return null;
            }));
        }
        for (FutureTask<Void> writer : writers) {
            writer.get();
        }

        List<Entry> entries = journal.entries();
        assertEquals(
                LongStream.range(0, 4000).boxed().toList(),
                entries.stream().map(Entry::sequence).toList());
        assertEquals(
                entries,
                entries.stream().sorted((a, b) -> a.time().compareTo(b.time())).toList());
        for (PartyLog log : logs) {
            assertEquals(
                    IntStream.range(0, 1000).mapToObj(i -> Message.text("" + i)).toList(), log.received());
        }
    }

    @Test
    void a_snapshot_stays_as_it_was() {
        client.record(text("a"));
        List<Entry> before = journal.entries();
        client.record(text("b"));

        assertEquals(1, before.size());
        assertEquals(2, journal.entries().size());
        assertThrows(UnsupportedOperationException.class, () -> before.remove(0));
    }

    @Test
    void a_claim_takes_the_earliest_that_nobody_claimed_and_says_where() {
        Entry first = client.record(text("tick"));
        client.record(text("tock"));
        Entry second = client.record(text("tick"));

        assertMet(journal.await(client, received(client, "tick")));
        assertTrue(first.claimedAt().orElseThrow().matches("JournalTests\\.java:\\d+"), first.claimedAt()::toString);
        assertTrue(second.claimedAt().isEmpty());

        assertMet(journal.await(client, received(client, "tick")));
        assertTrue(second.claimedAt().isPresent());
        assertEquals(new Outcome.Missed<>("not there"), journal.await(client, ZERO, received(client, "tick")));
    }

    @Test
    void two_threads_never_claim_the_same_entry() throws Exception {
        FutureTask<List<Message>> other = started(() -> claimed(500));
        FutureTask<List<Message>> one = started(() -> claimed(500));
        IntStream.range(0, 1000).forEach(i -> client.record(text("" + i)));

        List<Message> all = new ArrayList<>(one.get());
        all.addAll(other.get());
        assertEquals(1000, all.stream().distinct().count());
    }

    @Test
    void a_wait_that_fails_claims_nothing() {
        Entry entry = client.record(text("a"));

        journal.await(client, ZERO, received(client, "b"));
        journal.await(client, ZERO, () -> Answer.never("no"));

        assertTrue(entry.claimedAt().isEmpty());
    }

    @Test
    void a_window_hides_what_was_before_it() {
        client.record(text("before"));
        journal.beginWindow(() -> "ChatTests.greets()");
        assertEquals(List.of(), journal.entries());
        assertEquals(List.of(), client.entries());
        assertEquals(List.of(), client.received());

        client.record(text("after"));

        assertEquals(List.of(Message.text("after")), client.received());
        assertEquals(1, journal.entries().size());
        assertEquals(1, journal.entries().get(0).sequence());
    }

    @Test
    void an_event_with_listeners_satisfies_waits_once_they_have_run() throws Exception {
        Entry entry = client.begin(text("hello"), null);
        assertFalse(entry.isHandled());
        FutureTask<Outcome<Message>> wait = started(() -> journal.await(client, received(client, "hello")));
        assertEquals(
                "   (its listener is still running)",
                journal.timeline()
                        .toString()
                        .substring(journal.timeline().toString().indexOf("5 B") + 3));

        client.handled(entry);
        client.handled(entry);

        assertMet(wait.get());
        assertTrue(entry.isHandled());
    }

    @Test
    void a_wait_that_times_out_shows_the_listener_that_is_still_running() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Void> listener = new FutureTask<>(() -> {
            Entry entry = client.begin(text("hello"), null);
            blockInTheListener(running, end);
            client.handled(entry);
            return null;
        });
        Thread loop = start(listener);
        loop.setName("windsock-page-1");
        running.await();

        Outcome<Message> outcome = journal.await(journal.openServer(null), ofMillis(20), Answer::pending);

        String why = assertInstanceOf(Outcome.Missed.class, outcome).why();
        String[] lines = why.split("\n", -1);
        assertEquals("after 20 ms; a listener is still running on windsock-page-1, of: text  \"hello\"", lines[0]);
        String user = "    at " + JournalTests.class.getName() + ".blockInTheListener(JournalTests.java:";
        assertTrue(lines[1].startsWith(user) || lines[2].startsWith(user), why);
        assertTrue(lines.length <= 1 + 8, why);
        end.countDown();
        listener.get();
    }

    @Test
    void both_ends_of_a_connection_bear_one_number() {
        client.expect("key one");
        PartyLog second = journal.openClient();
        second.expect("key two");

        PartyLog server2 = journal.openServer("key two");
        PartyLog server1 = journal.openServer("key one");
        PartyLog foreign = journal.openServer("a foreign key");

        assertEquals(List.of("client#1", "client#2"), List.of(client.name(), second.name()));
        assertEquals(List.of("server#2", "server#1", "server#3"), List.of("" + server2, "" + server1, "" + foreign));
        assertEquals(client, server1.peer().orElseThrow());
        assertEquals(server1, client.peer().orElseThrow());
        assertTrue(foreign.peer().isEmpty());
        assertEquals("server#4", journal.openServer("key one").name());
    }

    @Test
    void the_oldest_entries_are_dropped_beyond_the_number_and_the_gap_is_known() {
        Recorder journal = Recorder.create(Settings.defaults().withLimits(10, 1000));
        PartyLog chatty = journal.openClient();
        PartyLog quiet = journal.openClient();
        IntStream.range(0, 10).forEach(i -> chatty.record(text("" + i)));
        assertFalse(journal.hasGap());

        quiet.record(text("x"));

        assertEquals(10, journal.entries().size());
        assertEquals(Message.text("1"), chatty.received().get(0));
        assertTrue(journal.hasGap());
        assertTrue(chatty.hasGap());
        assertFalse(quiet.hasGap());
        assertEquals(
                new Outcome.Missed<>("after 1 ms; the journal dropped older entries of client#1,"
                        + " raise windsock.journal.entries or .bytes"),
                journal.await(chatty, ofMillis(1), Answer::pending));
        assertTrue(journal.timeline().toString().startsWith("   … 1 older entries were dropped …\n"));
    }

    @Test
    void a_new_window_has_no_gap_until_its_own_entries_are_dropped() {
        Recorder journal = Recorder.create(Settings.defaults().withLimits(2, 1000));
        PartyLog log = journal.openClient();
        IntStream.range(0, 3).forEach(i -> log.record(text("" + i)));
        journal.beginWindow(() -> "next");
        assertFalse(log.hasGap());

        log.record(text("3"));
        log.record(text("4"));
        assertFalse(log.hasGap());
        assertFalse(journal.hasGap());

        log.record(text("5"));
        assertTrue(log.hasGap());
        assertTrue(journal.hasGap());
    }

    @Test
    void the_oldest_entries_are_dropped_beyond_the_bytes_but_never_the_last() {
        Recorder journal = Recorder.create(Settings.defaults().withLimits(100, 100));
        PartyLog log = journal.openClient();
        log.record(Events.received(Message.binary(new byte[60])));
        log.record(Events.control(Event.Kind.PING_SENT, Payload.of(new byte[40])));
        assertFalse(log.hasGap());

        log.record(Events.received(Message.binary(new byte[1])));
        assertEquals(2, log.entries().size());

        log.record(Events.received(Message.binary(new byte[500])));
        assertEquals(List.of(Message.binary(new byte[500])), log.received());
    }

    @Test
    void a_state_is_published_with_its_entry_and_only_grows() {
        assertEquals(ReadyState.CONNECTING, client.readyState());
        Entry open = client.record(Events.note("open", ""), ReadyState.OPEN);
        client.record(Events.note("closed", ""), ReadyState.CLOSED);
        Entry late = client.record(Events.note("closing", ""), ReadyState.CLOSING);

        assertEquals(ReadyState.OPEN, open.state().orElseThrow());
        assertTrue(late.state().isEmpty());
        assertEquals(ReadyState.CLOSED, client.readyState());
    }

    @Test
    void a_party_is_over_when_the_listeners_of_its_close_have_run_and_stays_so_when_that_was_dropped() {
        Recorder journal = Recorder.create(Settings.defaults().withLimits(2, 1000));
        PartyLog log = journal.openClient();
        Entry close = log.begin(Events.closed(new CloseStatus(3005, "bye"), true, ""), ReadyState.CLOSED);
        assertFalse(log.isOver());
        assertTrue(log.closeStatus().isEmpty());

        log.handled(close);
        IntStream.range(0, 5).forEach(i -> log.record(text("" + i)));

        assertTrue(log.isOver());
        assertEquals("3005 \"bye\"", log.closeStatus().orElseThrow().toString());
        assertEquals(List.of(ReadyState.CLOSED), log.handledStates());
    }

    private List<Message> claimed(int count) {
        List<Message> claimed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            claimed.add(assertMet(journal.await(client, () -> unclaimed(client, entry -> true))));
        }
        return claimed;
    }

    private static void blockInTheListener(CountDownLatch running, CountDownLatch end) throws InterruptedException {
        running.countDown();
        end.await();
    }
}
