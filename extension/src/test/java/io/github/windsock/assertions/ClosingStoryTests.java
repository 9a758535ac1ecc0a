package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wait that a close ends says who closed, and what the code means. */
class ClosingStoryTests {

    private final Recorder journal = Recorder.create();
    private final PartyLog client = journal.openClient();

    private void closeByServer(CloseStatus status) {
        client.record(Events.closeReceived(status));
        client.record(Events.closeSent(status));
        client.record(Events.closed(status, true, ""), ReadyState.CLOSED);
    }

    private String reason() {
        String message = assertThrows(AssertionError.class, () -> assertReceived("x", client))
                .getMessage();
        return message.substring(message.indexOf("(") + 1, message.indexOf(")\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000|a normal end",
                "1001|going away, as a page that is left or a server that stops",
                "1002|a protocol error of the other end",
                "1003|a type of data that it does not take",
                "1007|a message that is not what its type says, such as text that is not UTF-8",
                "1008|a policy that the other end violated",
                "1009|a message that is too big",
                "1010|an extension that the server did not agree to",
                "1011|an error of its own",
                "1012|a restart of the service",
                "1013|a request to try again later",
                "1014|a bad answer to a gateway",
                "1015|a failed TLS handshake",
                "1004|a code that no end may send",
                "2999|a code that no end may send",
                "3000|unauthorized",
                "3003|forbidden",
                "3008|a timeout",
                "3005|a code of a library or framework",
                "4999|a code of the application",
                "5000|a code that no end may send"
            })
    void each_code_has_words(int code, String words) {
        closeByServer(new CloseStatus(code, "bye"));
        assertEquals("client#1 is closed: the server closed first, with " + code + " \"bye\", " + words, reason());
    }

    @Test
    void an_empty_close_frame_has_no_code() {
        closeByServer(CloseStatus.NO_STATUS);
        assertEquals("client#1 is closed: the server closed first, with an empty Close frame", reason());
    }

    @Test
    void the_own_end_may_have_begun() {
        CloseStatus status = new CloseStatus(1000, "");
        client.record(Events.closeSent(status));
        client.record(Events.closeReceived(status));
        client.record(Events.closed(status, true, ""), ReadyState.CLOSED);
        assertEquals("client#1 is closed: client#1 closed first, with 1000 \"\", a normal end", reason());
    }

    @Test
    void an_end_before_the_test_is_not_shown_by_its_timeline() {
        closeByServer(new CloseStatus(1000, "bye"));
        journal.beginWindow(() -> "the next test");
        assertEquals("client#1 was closed before this test began, with 1000 \"bye\"", reason());
    }

    @Test
    void an_end_without_a_close_frame_has_its_reason() {
        client.record(Events.closed(CloseStatus.ABNORMAL, false, "the server reset the connection"), ReadyState.CLOSED);
        assertEquals("client#1 is closed with 1006 \"\": the server reset the connection", reason());
    }

    @Test
    void the_other_end_has_its_name_where_it_is_ours() {
        client.expect("key");
        journal.openServer("key");
        closeByServer(new CloseStatus(1008, ""));
        assertEquals(
                "client#1 is closed: server#1 closed first, with 1008 \"\", a policy that the other end violated;"
                        + " server#1 has not sent it",
                reason());
    }
}
