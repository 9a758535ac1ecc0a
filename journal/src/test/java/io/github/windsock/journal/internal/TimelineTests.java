package io.github.windsock.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTests {

    private final Recorder journal = Recorder.create(Settings.defaults());
    private final PartyLog client = journal.openClient();
    private final PartyLog server = pairedServer();
    private final List<Entry> entries = new ArrayList<>();

    @Test
    void both_ends_tell_one_story() {
        Handshake asked = Handshake.of("/chat", Map.of());
        Handshake answered =
                asked.answered(HttpAnswer.of(101, Map.of("Sec-WebSocket-Protocol", List.of("v2.chat")), Payload.EMPTY));
        at(0, client, Events.connect("/chat", "http://127.0.0.1:41233", List.of("v2.chat")));
        at(402, server, Events.attempt(asked));
        at(655, server, Events.answer(answered, ""));
        at(911, client, Events.open(answered));
        at(1020, client, Events.sent(Message.text("hello")));
        at(1164, server, Events.received(Message.text("hello"))).markClaimed("PriceFeedTests.java:31");
        at(1201, server, Events.fault("reset", "echo().times(1).then(resetConnection())"));
        at(1377, client, Events.error(""));
        at(1380, client, Events.closed(CloseStatus.ABNORMAL, false, ""));

        assertPrints("""
                 PriceFeedTests.comes_back(EchoServer) · ws://127.0.0.1:41233
                   0.000 ms  client#1  ⇢ connect  /chat            origin http://127.0.0.1:41233, subprotocols v2.chat
                   0.402 ms  server#1  ⇠ GET /chat
                   0.655 ms  server#1  ⇢ 101                       subprotocol v2.chat
                   0.911 ms  client#1    open
                 ✓ 1.020 ms  client#1  → text  "hello"             5 B
                 ✓ 1.164 ms  server#1  ← text  "hello"             5 B       claimed at PriceFeedTests.java:31
                   1.201 ms  server#1  ✕ reset                     echo().times(1).then(resetConnection())
                   1.377 ms  client#1    error
                   1.380 ms  client#1    close 1006 ""             wasClean=false
                """, timeline("PriceFeedTests.comes_back(EchoServer) · ws://127.0.0.1:41233", 0));
    }

    @Test
    void columns_are_counted_as_a_terminal_shows_them() {
        at(0, client, Events.sent(Message.text("我就是要关闭它 😀")));
        at(12_345, server, Events.received(Message.text("我就是要关闭它 😀"))).markClaimed("A.java:1");
        at(1_012_345, client, Events.sent(Message.binary(new byte[1234])));

        assertPrints("""
                 ✓    0.000 ms  client#1  → text  "我就是要关闭它 😀"   26 B
                 ✓   12.345 ms  server#1  ← text  "我就是要关闭它 😀"   26 B      claimed at A.java:1
                   1012.345 ms  client#1  → binary 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 …   1,234 B
                """, timeline("", 0));
    }

    @Test
    void json_is_shown_as_it_is_unless_something_in_it_cannot_be_seen() {
        at(0, client, Events.sent(Message.text("{\"op\":\"subscribe\"}")));
        at(1, server, Events.received(Message.text("{\"op\":\n\"subscribe\"}")));
        at(2, server, Events.sent(Message.text("[\"say\",\"\\n\"]")));
        at(3, server, Events.control(Kind.PING_SENT, Payload.ofText("{}")));

        assertPrints("""
                   0.000 ms  client#1  → text  {"op":"subscribe"}           18 B
                   0.001 ms  server#1  ← text  "{\\"op\\":\\n\\"subscribe\\"}"   19 B
                   0.002 ms  server#1  → text  ["say","\\n"]                 12 B
                   0.003 ms  server#1  → ping  {}
                """, timeline("", 0));
    }

    @Test
    void what_would_turn_or_hide_text_is_shown_wherever_it_comes_from() {
        at(0, server, Events.received(Message.text("\u001B[2J\u202Eexe\r\n")));
        at(1, server, Events.attempt(Handshake.of("/\u001B]0;owned\u0007", Map.of())));
        at(2, server, Events.fault("two\nlines", "\u2066"));

        assertPrints("""
                 a\\u202etitle
                   0.000 ms  server#1  ← text  "\\u001b[2J\\u202eexe\\r\\n"   12 B
                   0.001 ms  server#1  ⇠ GET /\\u001b]0;owned\\u0007
                   0.002 ms  server#1  ✕ two\\nlines                       \\u2066
                """, timeline("a\u202Etitle", 0));
    }

    @Test
    void every_kind_of_event_has_its_line() {
        at(0, client, Events.sent(Message.text("")));
        at(0, client, Events.sent(Message.binary()));
        at(0, client, Events.sent(Message.binary((byte) 0, (byte) 0xFF)));
        at(0, client, Events.control(Kind.PING_SENT, Payload.EMPTY));
        at(0, server, Events.control(Kind.PING_RECEIVED, Payload.ofText("fence")));
        at(0, server, Events.control(Kind.PONG_SENT, Payload.EMPTY));
        at(0, client, Events.control(Kind.PONG_RECEIVED, Payload.ofText("fence")));
        at(0, client, Events.closeSent(new CloseStatus(3005, "bye")));
        at(0, server, Events.closeReceived(CloseStatus.NO_STATUS));
        at(0, server, Events.note("a TLS hello on a plain port", "use wss"));
        at(0, client, Events.failure("onMessage listener", new IllegalStateException("no\nway")));
        at(0, client, Events.failure("onMessage listener", new IllegalStateException()));
        at(0, client, Events.error("connection refused"));

        assertPrints("""
                   0.000 ms  client#1  → text  ""                      0 B
                   0.000 ms  client#1  → binary                        0 B
                   0.000 ms  client#1  → binary 00 ff                  2 B
                   0.000 ms  client#1  → ping
                   0.000 ms  server#1  ← ping  "fence"
                   0.000 ms  server#1  → pong
                   0.000 ms  client#1  ← pong  "fence"
                   0.000 ms  client#1  → close 3005 "bye"
                   0.000 ms  server#1  ← close (empty)
                   0.000 ms  server#1  · a TLS hello on a plain port   use wss
                   0.000 ms  client#1  ! onMessage listener threw IllegalStateException   "no\\nway"
                   0.000 ms  client#1  ! onMessage listener threw IllegalStateException
                   0.000 ms  client#1    error                         connection refused
                """, timeline("", 0));
    }

    @Test
    void a_long_payload_is_shortened_beside_its_size() {
        at(0, client, Events.sent(PayloadInternals.shortened(Message.text("x".repeat(65_536)), 1)));

        assertPrints("   0.000 ms  client#1  → text  \"" + "x".repeat(120) + "\"…   65,536 B\n", timeline("", 0));
    }

    @Test
    void a_long_timeline_keeps_its_head_and_tail() {
        IntStream.range(0, 10_250).forEach(i -> at(i, client, Events.note("n" + i, "")));

        String[] lines = timeline("title", 0).toString().split("\n", -1);

        assertEquals(1 + 50 + 1 + 200, lines.length);
        assertEquals("    0.049 ms  client#1  · n49", lines[50]);
        assertEquals("   … 10,000 entries not shown …", lines[51]);
        assertEquals("   10.050 ms  client#1  · n10050", lines[52]);
        assertEquals("   10.249 ms  client#1  · n10249", lines[251]);
    }

    @Test
    void a_timeline_of_250_entries_is_shown_whole() {
        IntStream.range(0, 250).forEach(i -> at(i, client, Events.note("n" + i, "")));

        assertEquals(250, timeline("", 0).toString().split("\n", -1).length);
    }

    @Test
    void dropped_entries_are_counted() {
        at(5, client, Events.note("late", ""));

        assertPrints("""
                   … 1,234 older entries were dropped …
                   0.005 ms  client#1  · late
                """, timeline("", 1234));
        assertFalse(new PrintedTimeline("", 0, List.of(), 1).isEmpty());
    }

    @Test
    void it_says_so_when_nothing_happened() {
        assertTrue(timeline("", 0).isEmpty());
        assertPrints("   (nothing happened)\n", timeline("", 0));
        assertPrints(" ChatTests.greets()\n   (nothing happened)\n", timeline("ChatTests.greets()", 0));
    }

    @Test
    void only_the_sending_of_what_was_claimed_is_checked() {
        at(0, client, Events.sent(Message.text("lost")));
        at(1, client, Events.sent(Message.text("a")));
        at(2, client, Events.sent(Message.text("b")));
        at(3, server, Events.received(Message.text("sent before the window")));
        at(4, server, Events.received(Message.text("a")));
        at(5, server, Events.received(Message.text("b"))).markClaimed("A.java:1");

        assertPrints("""
                   0.000 ms  client#1  → text  "lost"                     4 B
                   0.001 ms  client#1  → text  "a"                        1 B
                 ✓ 0.002 ms  client#1  → text  "b"                        1 B
                   0.003 ms  server#1  ← text  "sent before the window"   22 B
                   0.004 ms  server#1  ← text  "a"                        1 B
                 ✓ 0.005 ms  server#1  ← text  "b"                        1 B       claimed at A.java:1
                """, timeline("", 0));
    }

    @Test
    void the_title_is_the_window_and_the_address() {
        assertEquals("", journal.timeline().title());
        journal.servers().add(1, "ws://127.0.0.1:1");
        assertEquals("ws://127.0.0.1:1", journal.timeline().title());
        journal.beginWindow(() -> "A.b()");
        assertEquals("A.b() · ws://127.0.0.1:1", journal.timeline().title());
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // one line of it is computed
    void a_failure_tells_what_why_and_the_story() {
        client.record(Events.note("x", ""));

        AssertionError error = Failure.of(journal, "client#1 closed with another status", "3005", "1006", "reset");

        assertEquals(
                "client#1 closed with another status\nexpected: <3005>  but was: <1006>  (reset)\n\n"
                        + "   0.000 ms  client#1  · x\n",
                error.getMessage());
        assertEquals(
                "client#1 received nothing (after 5 s)\n\n   0.000 ms  client#1  · x\n",
                Failure.of(journal, "client#1 received nothing", "after 5 s").getMessage());
    }

    @Test
    void a_journal_prints_as_its_timeline() {
        client.record(Events.note("x", ""));

        assertEquals("   0.000 ms  client#1  · x", journal.toString());
    }

    private PartyLog pairedServer() {
        client.expect("key");
        return journal.openServer("key");
    }

    private RecordedEntry at(long micros, PartyLog log, Event event) {
        RecordedEntry entry = new RecordedEntry(entries.size(), micros * 1000, log, event, null, null, entries.size());
        entries.add(entry);
        return entry;
    }

    private Timeline timeline(String title, long dropped) {
        return new PrintedTimeline(title, 0, List.copyOf(entries), dropped);
    }

    private static void assertPrints(String expected, Timeline timeline) {
        assertEquals(expected, timeline + "\n");
    }
}
