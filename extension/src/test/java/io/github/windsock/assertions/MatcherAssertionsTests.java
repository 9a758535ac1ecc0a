package io.github.windsock.assertions;

import static io.github.windsock.Matchers.anyBinary;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.awaitMessage;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Assertions by matcher on what a journal tells: there, absent, late, twice, on another socket, after the close. */
@Timeout(60)
class MatcherAssertionsTests {

    private static final MessageMatcher TICK = textMatching("tick (?<n>\\d+)");

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ofMillis(20)));
    private final PartyLog log = journal.openClient();
    private final Party party = log;

    private final Recorder patient = Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));
    private final PartyLog lateLedger = patient.openClient();
    private final Party late = lateLedger;

    private void receive(String... texts) {
        for (String text : texts) {
            log.record(Events.received(Message.text(text)));
        }
    }

    private void close() {
        log.record(Events.closed(new CloseStatus(1000, ""), true, ""), ReadyState.CLOSED);
    }

    private static String head(Executable assertion) {
        String message = assertThrows(AssertionError.class, assertion).getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    @Nested
    class one_message {

        @Test
        void that_is_there_is_returned_and_claimed() {
            receive("welcome", "tick 1", "tick 2");
            assertEquals("tick 1", assertReceived(TICK, party).text());
            assertEquals("tick 2", assertReceived(TICK, party).text());
            assertEquals("""
                    client#1 did not receive textMatching("tick (?<n>\\\\d+)")
                    expected: <textMatching("tick (?<n>\\\\d+)")>  but was: <text "welcome">  (after 20 ms; does not match)""", head(() -> assertReceived(TICK, party)));
            assertEquals("welcome", awaitMessage(party).text());
        }

        @Test
        void that_is_absent_shows_the_nearest_and_why_it_is_not() {
            receive("something else", "tick one", "tick", "tock 1");
            assertEquals("""
                    client#1 did not receive textContaining("ticks")
                    expected: <textContaining("ticks")>  but was: <text "tick">  (after 20 ms; of 4 unclaimed messages \
                    this is the nearest (does not contain "ticks"), then [text "tick one", text "tock 1"])""", head(() -> assertReceived(textContaining("ticks"), party)));
        }

        @Test
        void that_does_not_come_at_all_is_said_so() {
            assertEquals("""
                    client#1 did not receive anyBinary()
                    expected: <anyBinary()>  but was: <nothing>  (after 20 ms)""", head(() -> assertReceived(anyBinary(), party)));
            assertEquals("""
                    client#1 did not receive a message
                    expected: <anyMessage()>  but was: <nothing>  (after 20 ms)""", head(() -> awaitMessage(party)));
        }

        @Test
        void that_comes_late_is_waited_for() throws Exception {
            CompletableFuture<Message> found = CompletableFuture.supplyAsync(() -> assertReceived(TICK, late));
            for (String each : List.of("a", "b", "tick x", "tick 7")) {
                lateLedger.record(Events.received(Message.text(each)));
            }
            assertEquals("tick 7", found.get().text());
        }

        @Test
        void on_another_socket_does_not_count() {
            journal.openClient().record(Events.received(Message.text("tick 1")));
            assertTrue(head(() -> assertReceived(TICK, party)).contains("but was: <nothing>"));
        }

        @Test
        void after_the_close_is_not_waited_for() {
            receive("tick 1");
            close();
            assertEquals("tick 1", assertReceived(TICK, party).text());
            assertEquals("""
                    client#1 did not receive textMatching("tick (?<n>\\\\d+)")
                    expected: <textMatching("tick (?<n>\\\\d+)")>  but was: <nothing>  (client#1 is closed with 1000 "")""", head(() -> assertReceived(TICK, party)));
        }
    }

    @Nested
    class more_messages {

        @Test
        void in_order_may_be_said_in_any_way() {
            receive("welcome", "noise", "tick 1", "tick 2");
            assertEquals(
                    List.of(Message.text("welcome"), Message.text("tick 2")),
                    assertReceivedInOrder(List.of("welcome", text("tick 2")), party));
            assertEquals(
                    List.of(Message.text("noise"), Message.text("tick 1")),
                    assertReceivedInOrder(List.of(Message.text("noise"), TICK), party));
        }

        @Test
        void in_another_order_name_the_first_that_did_not_come() {
            receive("tick 1", "welcome");
            assertEquals("""
                    client#1 did not receive these messages in this order
                    expected: <[text "welcome", textMatching("tick (?<n>\\\\d+)")]>  but was: <[text "tick 1", text "welcome"]>\
                      (after 20 ms; element 2, textMatching("tick (?<n>\\\\d+)"), did not come after the one before)""", head(() -> assertReceivedInOrder(List.of("welcome", TICK), party)));
        }

        @Test
        void exactly_are_all_there_are() {
            receive("welcome", "tick 1");
            close();
            assertEquals(
                    List.of(Message.text("welcome"), Message.text("tick 1")),
                    assertReceivedExactly(List.of("welcome", TICK), party));
        }

        @Test
        void exactly_show_only_what_differs() {
            receive("tick 1", "tick x");
            assertEquals("""
                    client#1 did not receive exactly these messages
                    expected: <[text "tick 1", textMatching("tick (?<n>\\\\d+)")]>  but was: <[text "tick 1", text "tick x"]>\
                      (element 2: does not match)""", head(() -> assertReceivedExactly(List.of(TICK, TICK), party)));
        }

        @Test
        void so_many_times_are_no_more() {
            receive("tick 1", "noise", "tick 2");
            close();
            assertEquals(List.of(Message.text("tick 1"), Message.text("tick 2")), assertReceived(2, TICK, party));
            assertEquals("noise", awaitMessage(party).text());
        }

        @Test
        void too_many_are_shown() {
            receive("tick 1", "noise", "tick 2", "tick 3");
            close();
            assertEquals("""
                    client#1 received textContaining("tick") more than twice
                    expected: <nothing more>  but was: <text "tick 3">  (from the server)""", head(() -> assertReceived(2, textContaining("tick"), party)));
            assertReceived(3, textContaining("tick"), party);
        }

        @Test
        void too_few_are_counted() {
            receive("tick 1", "noise");
            assertEquals("""
                    client#1 did not receive text "tick 1" twice
                    expected: <twice>  but was: <once>  (after 20 ms)""", head(() -> assertReceived(2, "tick 1", party)));
            assertEquals("tick 1", assertReceived(TICK, party).text());
            assertEquals(
                    """
                    client#1 did not receive textContaining("tick") 3 times
                    expected: <textContaining("tick")>  but was: <text "noise">  (after 20 ms; does not contain "tick")""", head(() -> assertReceived(3, textContaining("tick"), party, quietFor(Duration.ofMillis(1)))));
        }

        @Test
        void none_are_another_assertion() {
            assertEquals(
                    "times is 0; use assertNotReceived(matcher, party), or give 1 or more",
                    assertThrows(IllegalArgumentException.class, () -> assertReceived(0, TICK, party))
                            .getMessage());
        }
    }

    @Nested
    class a_matcher_of_the_user {

        @Test
        void that_throws_is_the_failure() {
            receive("boo");
            IllegalStateException thrown = new IllegalStateException("no idea");
            AssertionError failure = assertThrows(
                    AssertionError.class,
                    () -> assertReceived(
                            message("a price", it -> {
                                throw thrown;
                            }),
                            party));
            assertTrue(
                    failure.getMessage()
                            .startsWith("message(\"a price\", …) threw java.lang.IllegalStateException at"
                                    + " text \"boo\" (\"no idea\")\n"),
                    failure.getMessage());
            assertSame(thrown, failure.getCause());
        }

        @Test
        void is_asked_once_a_message_and_never_under_the_lock() throws Exception {
            AtomicInteger asked = new AtomicInteger();
            MessageMatcher slow = message("the last", it -> {
                asked.incrementAndGet();
                // another thread can use the journal meanwhile, which it could not under the lock
                CompletableFuture.supplyAsync(patient::entries).join();
                return it.text().equals("99");
            });
            CompletableFuture<Message> found = CompletableFuture.supplyAsync(() -> assertReceived(slow, late));
            IntStream.range(0, 100).forEach(i -> lateLedger.record(Events.received(Message.text("" + i))));
            assertEquals("99", found.get().text());
            assertEquals(100, asked.get());
        }
    }
}
