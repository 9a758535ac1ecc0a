package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertContinuous;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.ignoreReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Message;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is lost, doubled or out of order from one connection to the next, or the first gap is named. */
class ContinuityTests {

    private final Recorder journal = Recorder.create();

    private static long id(Message message) {
        return Long.parseLong(message.text());
    }

    private Party received(String numbers) {
        PartyLog log = journal.openClient();
        Arrays.stream(numbers.split(" "))
                .filter(each -> !each.isEmpty())
                .forEach(each -> log.record(Events.received(Message.text(each))));
        return log;
    }

    private String head(List<Party> parties) {
        String message = assertThrows(AssertionError.class, () -> assertContinuous(ContinuityTests::id, parties))
                .getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    @Test
    void what_goes_on_is_returned() {
        List<Party> parties = List.of(received("1 2 3"), received(""), received("4 5"));
        assertEquals(
                List.of("1", "2", "3", "4", "5"),
                assertContinuous(ContinuityTests::id, parties).stream()
                        .map(Message::text)
                        .toList());
        assertContinuous(ContinuityTests::id, parties); // it is history, which nothing claims
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3|5 6|4 never came|4|5|after 3 of client#1, at text \"5\" of client#2, from the server",
                "1 2|6 7|3 to 5 never came|3|6|after 2 of client#1, at text \"6\" of client#2, from the server",
                "1 2 3|3 4|3 of client#2 came twice|4|3|after 3 of client#1, at text \"3\" of client#2, from the server",
                "1 3 2|4|3 of client#1 came out of order|2|3|after 1 of client#1, at text \"3\" of client#1, from the server",
                "5 6|1|1 of client#2 came out of order|7|1|after 6 of client#1, at text \"1\" of client#2, from the server"
            })
    void the_first_gap_is_named(String one, String two, String what, String wanted, String was, String where) {
        assertEquals(
                "what was received is not continuous: " + what + "\nexpected: <" + wanted + ">  but was: <" + was
                        + ">  (" + where + ")",
                head(List.of(received(one), received(two))));
    }

    @Test
    void nothing_is_not_continuous() {
        assertEquals("client#1 and client#2 received no message", head(List.of(received(""), received(""))));
        assertEquals(
                "parties is empty; name the sockets or connections in their order",
                assertThrows(IllegalArgumentException.class, () -> assertContinuous(ContinuityTests::id, List.of()))
                        .getMessage());
    }

    @Test
    void what_has_no_number_is_to_be_ignored() {
        Party party = received("1 heartbeat 2");
        assertEquals(
                "idOf threw java.lang.NumberFormatException at text \"heartbeat\" of client#1 (\"For input string:"
                        + " \\\"heartbeat\\\"\"; keep messages without a number away with ignoreReceived(..))",
                head(List.of(party)));
        ignoreReceived("heartbeat", party);
        assertEquals(2, assertContinuous(ContinuityTests::id, List.of(party)).size());
    }

    @Test
    void what_is_under_way_from_our_own_ends_is_waited_for() {
        try (EchoServer server = EchoServer.builder().journal(journal).start();
                BrowserPage page = BrowserPage.builder().journal(journal).build()) {
            BrowserWebSocket before = assertReadyState(OPEN, page.open(server.uri()));
            before.send("1");
            before.send("2");
            BrowserWebSocket after = assertReadyState(OPEN, page.open(server.uri()));
            after.send("3");
            after.send("5");
            String head = head(List.of(before, after));
            assertTrue(head.startsWith("what was received is not continuous: 4 never came\n"), head);
        }
    }
}
