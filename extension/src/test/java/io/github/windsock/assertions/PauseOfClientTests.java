package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Faults.invalidUtf8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofNanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Event.Kind;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a client's pause begins: when it can know that its connection is over, however long its answer to that takes. */
class PauseOfClientTests {
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    private RawPeer open(Behavior behavior) throws IOException {
        server.behave(behavior);
        return RawPeer.open(server.port());
    }

    /** The time of the first entry of a kind. */
    private Duration timeOf(Kind kind) {
        return server.journal().entries().stream()
                .filter(entry -> entry.event().kind() == kind)
                .findFirst()
                .orElseThrow()
                .time();
    }

    @Test
    void with_the_close_frame_of_the_server_also_if_the_client_has_not_answered_yet() throws IOException {
        try (RawPeer slow = open(closeWith(3005, "bye"))) {
            assertEquals("88 3005 bye", slow.read().toString());
            try (RawPeer next = open(silent())) {
                List<Attempt> attempts = server.awaitAttempts(2);

                List<Duration> pauses = assertBackoff(attempts, atLeast(ofNanos(1)), factor(1));

                assertEquals(List.of(attempts.get(1).time().minus(timeOf(Kind.CLOSE_SENT))), pauses);
                assertTrue(next.socket().isConnected());
            }
        }
    }

    @Test
    void with_the_close_frame_of_the_client() throws IOException {
        try (RawPeer first = open(silent())) {
            first.sendClose(1000, "bye");
            assertEquals("88 1000 bye", first.read().toString());
        }
        assertPauseSince(Kind.CLOSE_RECEIVED);
    }

    @Test
    void with_what_the_server_does_to_the_connection() throws IOException {
        open(dropConnection()).close();
        assertPauseSince(Kind.FAULT);
    }

    @Test
    void with_a_frame_at_which_it_has_to_fail() throws IOException {
        try (RawPeer first = open(invalidUtf8())) {
            first.read();
            first.sendClose(1007, "bye");
        }
        assertPauseSince(Kind.FAULT);
    }

    @Test
    void but_not_with_such_a_frame_if_it_goes_on() throws IOException {
        try (RawPeer first = open(invalidUtf8())) {
            first.read();
            first.send(0x81, "hello");
            first.sendClose(1000, "bye");
        }
        assertPauseSince(Kind.CLOSE_RECEIVED);
    }

    /** An upper bound is for the time in which nothing is left of the attempt before. */
    private void assertPauseSince(Kind sign) throws IOException {
        Attempt first = server.awaitAttempts(1).get(0);
        await(server).until(() -> first.end().isPresent());
        open(silent()).close();
        List<Attempt> attempts = server.awaitAttempts(2);
        Duration rest = attempts.get(1).time().minus(first.end().orElseThrow());

        List<Duration> pauses = assertBackoff(attempts, atLeast(ZERO).atMost(rest), factor(1));

        assertEquals(List.of(attempts.get(1).time().minus(timeOf(sign))), pauses);
    }

    @Test
    void but_not_while_the_connection_is_open() throws IOException {
        try (RawPeer first = open(silent());
                RawPeer second = open(silent())) {
            AssertionError failure = assertThrows(
                    AssertionError.class, () -> assertBackoff(server.awaitAttempts(2), atLeast(ZERO), factor(1)));

            assertTrue(failure.getMessage().contains(" had ended, so there was no pause between them"));
            assertTrue(first.socket().isConnected() && second.socket().isConnected());
        }
    }
}
