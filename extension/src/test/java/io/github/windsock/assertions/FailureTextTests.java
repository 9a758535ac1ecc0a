package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

/** What a failure says of values that are long, or many: the difference, the reason, and never too much. */
class FailureTextTests {

    private static final String HEAD = "{\"order\": 4711, \"symbol\": \"WNDS\", \"side\": \"buy\", \"state\": \"";

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ZERO));
    private final PartyLog log = journal.openClient();
    private final Party party = log;

    private void receive(String text) {
        log.record(Events.received(Message.text(text)));
    }

    private static AssertionFailedError failure(Executable assertion) {
        AssertionFailedError failure = assertThrows(AssertionFailedError.class, assertion);
        assertTrue(
                failure.getMessage().length() <= 20_000,
                () -> failure.getMessage().length() + " characters");
        return failure;
    }

    private static String head(AssertionError failure) {
        return failure.getMessage().substring(0, failure.getMessage().indexOf("\n\n"));
    }

    private static String expected(AssertionFailedError failure) {
        return failure.getExpected().getStringRepresentation();
    }

    private static String actual(AssertionFailedError failure) {
        return failure.getActual().getStringRepresentation();
    }

    @Test
    void texts_that_differ_late_are_shown_whole() {
        receive(HEAD + "FILLED\"}");
        AssertionFailedError failure = failure(() -> assertReceived(HEAD + "OPEN\"}", party));
        assertTrue(head(failure).contains("OPEN") && head(failure).contains("FILLED"), head(failure));
        assertEquals("text " + HEAD + "OPEN\"}", expected(failure));
        assertEquals("text " + HEAD + "FILLED\"}", actual(failure));
    }

    @Test
    void where_they_differ_is_said_if_it_is_hard_to_see() {
        receive("{\"type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"price\":{\"amount\":41}}}}");
        AssertionFailedError failure = failure(() -> assertReceived(
                "{\"type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"price\":{\"amount\":42}}}}", party));
        assertTrue(
                head(failure)
                        .endsWith(
                                "  (not there; they differ from character 63 on,"
                                        + " after …type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"price\":{\"amount\":4…)"),
                head(failure));
    }

    @Test
    void long_texts_are_shown_around_their_first_difference() {
        String same = "1234567890".repeat(100);
        receive(same + "was this" + same);
        AssertionFailedError failure = failure(() -> assertReceived(same + "wanted that" + same, party));
        String values = head(failure).lines().skip(1).findFirst().orElseThrow();
        assertTrue(values.contains("wanted that1234567890"), values);
        assertTrue(values.contains("was this1234567890"), values);
        assertTrue(
                values.endsWith("  (not there; they differ from character 1003 on, after …\""
                        + "1234567890".repeat(6).substring(2) + "wa\")"),
                values);
        assertTrue(values.length() < 800, values);
        assertEquals("text \"" + same + "wanted that" + same + "\"", expected(failure));
        assertEquals("text \"" + same + "was this" + same + "\"", actual(failure));
    }

    @Test
    void long_bytes_are_shown_around_their_first_difference() {
        byte[] one = new byte[5000];
        byte[] other = new byte[5000];
        one[4321] = 1;
        other[4321] = 2;
        log.record(Events.received(Message.binary(other)));
        String values = head(failure(() -> assertReceived(one, party)));
        assertTrue(values.contains("they differ from byte 4322 on"), values);
        assertTrue(values.contains("00 01 00") && values.contains("00 02 00"), values);
    }

    @Test
    void lists_say_the_element_and_the_place_in_it() {
        String same = "a".repeat(400);
        receive("first");
        receive(same + "X");
        for (Executable assertion : List.<Executable>of(
                () -> assertReceivedExactly(List.of("first", same + "Y"), party),
                () -> assertReceivedInOrder(List.of("first", same + "Y"), party))) {
            String values = head(failure(assertion));
            assertTrue(
                    values.contains("they differ from element 2 on, there from character 401 on, after …\"aaa"),
                    values);
            assertTrue(values.contains("aaaY\"]>") && values.contains("aaaX\"]>"), values);
        }
    }

    @Test
    void where_short_lists_differ_is_not_said_since_other_messages_may_stand_between() {
        List.of("another message", "a message of thirty characters", "a second one that is as long")
                .forEach(this::receive);
        AssertionFailedError failure = failure(() ->
                assertReceivedInOrder(List.of("a message of thirty characters", "a third one that is as long"), party));
        assertTrue(
                head(failure)
                        .endsWith("  (not there; element 2, text \"a third one that is as long\","
                                + " did not come after the one before)"),
                head(failure));
    }

    @Test
    void of_many_messages_the_nearest_are_shown() {
        IntStream.range(0, 4_500).forEach(i -> receive("message number " + i + " " + "x".repeat(60)));
        receive("the on");
        receive("the one, nearly");
        receive("something else");
        AssertionFailedError failure = failure(() -> assertReceived("the one", party));
        assertEquals(
                "client#1 did not receive text \"the one\"\nexpected: <text \"the one\">  but was: <text \"the on\">"
                        + "  (not there; of 4,503 unclaimed messages this is the nearest, then"
                        + " [text \"the one, nearly\", text \"something else\"])",
                head(failure));
    }

    @Test
    void no_message_is_longer_than_20000_characters() {
        String large = "large ".repeat(5_000);
        IntStream.range(0, 400).forEach(i -> receive(i + large));
        failure(() -> assertReceived(large, party));
        failure(() -> assertReceivedExactly(List.of(large), party));
        failure(() -> assertReceivedInOrder(List.of(large, large + large), party));
        failure(() -> assertNothingMoreReceived(party));
        failure(() -> assertNothingMoreReceived(party, Duration.ofMillis(1)));
    }

    @Test
    void not_by_a_headline_a_reason_or_a_timeline_either() {
        String large = "large ".repeat(50_000);
        IntStream.range(0, 300).forEach(i -> log.record(Events.note("note", large)));
        assertTrue(Failure.of(party, large, large).getMessage().length() <= 20_000);
        assertTrue(
                Failure.of(party, large, large, large + "!", large).getMessage().length() <= 20_000);
    }

    @Test
    void a_timeline_that_is_cut_has_its_beginning_and_its_end() {
        IntStream.range(0, 300).forEach(i -> log.record(Events.note("note " + i, "x".repeat(200))));
        String message = failure(() -> assertReceived("x", party)).getMessage();
        for (String shown : List.of("note 0 ", "note 7 ", "note 299 ", " entries not shown …")) {
            assertTrue(message.contains(shown), message);
        }
        assertTrue(message.length() > 15_000, () -> message.length() + " characters");
        assertEquals(Event.Kind.NOTE, journal.entries().get(0).event().kind());
    }

    @Test
    void a_value_for_a_tool_is_whole_up_to_a_mebibyte() {
        String large = "1234567890".repeat(100_000);
        receive(large);
        AssertionFailedError failure = failure(() -> assertReceived(large + "!", party));
        assertEquals("text \"" + large + "!\"", expected(failure));
        assertEquals("text \"" + large + "\"", actual(failure));
        assertTrue(head(failure).contains("they differ from character 1000001 on"), head(failure));
    }

    @Test
    void what_came_when_the_time_was_over_came_later() {
        assertEquals(
                "client#1 is not OPEN\nexpected: <OPEN>  but was: <OPEN>  (after 300 ms; it came later; allow more time, with"
                        + " windsock.timeout or waitingUpTo(..))",
                head(Failure.of(party, "client#1 is not OPEN", ReadyState.OPEN, ReadyState.OPEN, "after 300 ms")));
    }
}
