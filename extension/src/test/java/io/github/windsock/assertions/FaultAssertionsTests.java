package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.assertFailed;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.cutAfterIdle;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.wrongAccept;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Party;
import io.github.windsock.server.Fault;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which rule was broken, by whom on purpose, and what the other end said to it. */
class FaultAssertionsTests extends AssertionsFixture {

    @Nested
    class passes_and_says_why {

        private String reason(Fault fault) {
            server.behave(fault);
            return assertFailed(fault, page.open(server.uri()));
        }

        @Test
        void of_a_frame() {
            assertEquals("text is not UTF-8 at byte 1", reason(invalidUtf8()));
        }

        @Test
        void of_a_handshake() {
            assertEquals(
                    "the server's Sec-WebSocket-Accept is \"HSmrc0sMlYUkAGmm5OPpG2HaGWk=\", not that of the key",
                    reason(wrongAccept()).replaceFirst("not \"[^\"]*\"", "not that of the key"));
        }

        @Test
        void of_tcp() {
            assertEquals("no Close frame arrived: the server ended the connection", reason(dropConnection()));
        }

        @Test
        void of_no_answer() {
            assertEquals("the server reset the connection before it answered the handshake", reason(resetOnAccept()));
        }

        @Test
        void at_the_servers_end() {
            server.behave(invalidUtf8());
            page.open(server.uri());

            assertEquals("text is not UTF-8 at byte 1", assertFailed(invalidUtf8(), server.awaitConnection()));
        }
    }

    @Nested
    class fails {

        private void assertTold(String head, Fault expected, Party party) {
            String message = assertThrows(AssertionError.class, () -> assertFailed(expected, party))
                    .getMessage();
            assertEquals(
                    head, String.join("\n", List.of(message.split("\n", -1)).subList(0, 2)));
        }

        @Test
        void where_the_server_broke_no_rule() {
            server.behave(closeWith(3005, "bye"));
            assertTold(
                    "client#1 met no fault\nexpected: <invalidUtf8()>  but was: <no fault>  (server#1 closed first, with 3005"
                            + " \"bye\", a code of a library or framework)",
                    invalidUtf8(),
                    page.open(server.uri()));
        }

        @Test
        void where_it_broke_another_one() {
            server.behave(dropConnection());
            assertTold(
                    "client#1 met another fault\nexpected: <invalidUtf8()>  but was: <drop>  (no Close frame arrived: the"
                            + " server ended the connection)",
                    invalidUtf8(),
                    page.open(server.uri()));
        }

        @Test
        void where_the_client_does_not_mind() {
            hastyServer.behave(blackHole());
            assertTold(
                    "client#1 did not fail at the fault blackHole(), which breaks RFC 9293 3.8.3\nexpected: <CLOSED>  but was:"
                            + " <OPEN>  (after 150 ms; server#1 has played blackHole())",
                    blackHole(),
                    hasty());
        }

        @Test
        void where_nothing_was_played_at_the_end_that_is_asked() {
            hasty();
            assertTold(
                    "server#1 did not fail at the fault invalidUtf8(), which breaks RFC 6455 8.1\nexpected: <CLOSED>  but was:"
                            + " <OPEN>  (after 150 ms; server#1 has played no fault)",
                    invalidUtf8(),
                    accepted(hastyServer));
        }

        @Test
        void where_the_client_takes_it_and_closes_cleanly() {
            Fault patient = cutAfterIdle(ofHours(1));
            server.behave(patient);
            BrowserWebSocket socket = open();
            socket.close(1000, "over");
            assertTold(
                    "client#1 took the fault cutAfterIdle(ofHours(1)), which breaks RFC 6455 7.1.1\nexpected: <a failed"
                            + " connection>  but was: <a clean close with 1000 \"over\">  (client#1 closed first, with 1000"
                            + " \"over\", a normal end)",
                    patient,
                    socket);
        }
    }
}
