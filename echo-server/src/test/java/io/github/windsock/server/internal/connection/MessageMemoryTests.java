package io.github.windsock.server.internal.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.server.internal.connection.MessageMemory.Account;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageMemoryTests {
    private static final int LIMIT = 1_000_000;

    private final List<String> tasks = new ArrayList<>();
    private final MessageMemory memory = new MessageMemory(LIMIT);

    private Account open(String name) {
        return memory.open(new MessageMemory.Holder() {
            @Override
            public void closeLater() {
                tasks.add("close " + name);
            }

            @Override
            public void resetLater() {
                tasks.add("reset " + name);
            }
        });
    }

    private static void assertRefused(Account account, long bytes) {
        ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> account.hold(bytes));
        assertEquals(1013, violation.code());
        assertEquals(
                "the messages of all connections need more than 1,000,000 B, and this one's take the most",
                violation.reason());
    }

    @Test
    void whoever_wants_the_most_does_not_get_it() throws ProtocolViolation {
        open("a").hold(400_000);
        assertRefused(open("b"), 600_001);
        assertEquals(List.of(), tasks);
    }

    @Test
    void whoever_holds_more_than_the_one_that_asks_is_closed() throws ProtocolViolation {
        open("a").hold(300_000);
        open("b").hold(600_000);
        open("c").hold(200_000);
        assertEquals(List.of("close b"), tasks);
    }

    @Test
    void a_small_share_is_always_granted() throws ProtocolViolation {
        open("a").hold(LIMIT);
        open("b").hold(MessageMemory.SHARE);
        open("c").queue(MessageMemory.SHARE);
        assertEquals(List.of(), tasks);
    }

    @Test
    void what_is_queued_counts_until_it_is_written() throws ProtocolViolation {
        Account a = open("a");
        a.queue(600_000);
        a.written(200_000);
        open("b").hold(600_000);
        assertRefused(open("c"), 600_001);
        assertEquals(List.of(), tasks);
    }

    @Test
    void what_is_queued_cannot_be_refused_but_its_connection_is_closed() {
        Account a = open("a");
        a.queue(LIMIT);
        a.queue(1);
        a.queue(1);
        assertEquals(List.of("close a"), tasks);
    }

    @Test
    void fragments_count_until_the_message_has_ended() throws ProtocolViolation {
        Account a = open("a");
        a.hold(700_000);
        a.startHandling(700_000, false);
        a.releaseHandled();
        assertRefused(a, 400_000);

        Account b = open("b");
        b.hold(700_000);
        b.startHandling(700_000, true);
        b.releaseHandled();
        assertDoesNotThrow(() -> b.hold(LIMIT));
    }

    /** What came, what is echoed of it, and what the journal keeps of both. */
    @Test
    void a_message_under_way_counts_for_what_the_journal_keeps_of_it_too() throws ProtocolViolation {
        Account a = open("a");
        a.hold(LIMIT / 4);
        a.startHandling(LIMIT / 4, false);
        open("b").hold(LIMIT / 4);
        assertEquals(List.of(), tasks);
        open("c").hold(LIMIT / 4);
        assertEquals(List.of("close a"), tasks);
    }

    @Test
    void an_echo_counts_once() throws ProtocolViolation {
        Account a = open("a");
        a.hold(600_000);
        a.startHandling(600_000, true);
        a.queue(600_000);
        a.queue(400_000);
        assertEquals(List.of(), tasks);
    }

    @Test
    void what_closing_connections_hold_is_bounded_too() throws ProtocolViolation {
        for (String name : List.of("a", "b", "c")) {
            open(name).queue(400_000);
        }
        assertEquals(List.of("close a"), tasks);
        open("d").hold(300_000);
        open("e").hold(300_000);
        open("f").hold(300_000);
        assertEquals(List.of("close a", "close b", "close c", "reset a"), tasks);
    }

    @Test
    void a_connection_that_ends_releases_everything() throws ProtocolViolation {
        Account a = open("a");
        a.hold(LIMIT);
        a.startHandling(LIMIT, true);
        a.queue(LIMIT);
        a.close();
        a.written(LIMIT); // too late to count
        open("b").hold(LIMIT);
        assertEquals(List.of(), tasks);
    }

    @Test
    void no_connection_is_closed_twice() throws ProtocolViolation {
        Account a = open("a");
        a.queue(LIMIT + 1);
        a.hold(LIMIT);
        open("b").hold(LIMIT);
        assertEquals(List.of("close a", "reset a"), tasks);
    }
}
